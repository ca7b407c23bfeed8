import type { TaskSummary } from '../../src-shared/contract/tasks.js';
import type { RequestOut } from '../../src-shared/contract/table.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { Mirror } from './mirror.svelte.js';

export type ImportResult = RequestOut<'tasks.import'>;
export type CheckResult = RequestOut<'tasks.check'>;
export interface GivenFile {
  name: string;
  base64: string;
}

/** Paths ignore case. */
const keyOf = (path: string) => path.toLowerCase();

function inOrder(tasks: Iterable<TaskSummary>): TaskSummary[] {
  return [...tasks].sort((a, b) => {
    const [left, right] = [keyOf(a.path), keyOf(b.path)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function merged(known: TaskSummary[], changed: TaskSummary[], removed: string[]): TaskSummary[] {
  const fresh = new Map(changed.map((task) => [keyOf(task.path), task]));
  const gone = new Set(removed.map(keyOf));
  const kept = known.flatMap((task) => {
    const key = keyOf(task.path);
    const next = fresh.get(key);
    fresh.delete(key);
    return gone.has(key) ? [] : [next ?? task];
  });
  // Most changes touch rows that are there: then the order is known already.
  return fresh.size === 0 ? kept : inOrder([...kept, ...fresh.values()]);
}

/** All tasks, sorted by path, and what a person may do with one. */
export class TasksState {
  readonly list: Mirror<TaskSummary[]>;
  readonly action = new Action();
  /** Rises with every change, with the paths that changed. */
  lastChange = $state.raw<ReadonlySet<string>>(new Set());

  constructor(private readonly bridge: Bridge) {
    this.list = new Mirror(async () => inOrder(await bridge.call('tasks.list', {})));
  }

  follow(): () => void {
    return this.bridge.subscribe('tasks.changed', {
      event: (change) => this.merge(change.tasks, change.removed),
      again: () => void this.list.refresh(),
    });
  }

  find(path: string): TaskSummary | null {
    const key = keyOf(path);
    return this.list.data?.find((task) => keyOf(task.path) === key) ?? null;
  }

  private merge(changed: TaskSummary[], removed: string[]): void {
    this.list.change((known) => merged(known, changed, removed));
    this.lastChange = new Set([...changed.map((task) => task.path), ...removed].map(keyOf));
  }

  run(task: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('tasks.run', { task }));
  }

  end(task: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('tasks.end', { task }));
  }

  enable(task: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('tasks.enable', { task }));
  }

  disable(task: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('tasks.disable', { task }));
  }

  /** @returns whether it is gone */
  async delete(task: string): Promise<boolean> {
    return (await this.action.run(() => this.bridge.call('tasks.delete', { task }))) !== null;
  }

  export(task: string, format: 'xml' | 'yaml'): Promise<{ fileName: string; text: string } | null> {
    return this.action.run(() => this.bridge.call('tasks.export', { task, format }));
  }

  /** What an import would do; nothing is changed. */
  check(files: GivenFile[]): Promise<CheckResult | null> {
    return this.action.run(() => this.bridge.call('tasks.check', { files }));
  }

  import(files: GivenFile[]): Promise<ImportResult | null> {
    return this.action.run(() => this.bridge.call('tasks.import', { files }));
  }
}
