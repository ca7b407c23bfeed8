import type { Problem } from '../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { taskName } from '../../src-shared/ids/task-path.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { toBase64 } from './base64.js';
import { failureOf, type Failure } from './mirror.svelte.js';

/** How long a person may go on typing before the host is asked. */
const pauseMs = 250;

/** What the form alone can tell: parts without which no task can be written down. */
export type Missing = 'path' | 'command';

const utf8 = new TextEncoder();
const base64 = (text: string) => toBase64(utf8.encode(text));
/** The host's own defaults: a new task is what a manifest with nothing else in it means. */
const blank = 'tasks:\n  - path: \\New\n    exec: { command: new }\n';

/**
 * A task being written, as a form and as YAML. The form works on the definition, the text on its YAML; the host
 * turns one into the other and says what is wrong with it, so that both sides hear the same.
 */
export class TaskEdit {
  definition = $state.raw<TaskDefinition | null>(null);
  text = $state('');
  problems = $state.raw<Problem[]>([]);
  /** The text holds no task, or several. */
  notOne = $state(false);
  /** A task of that path is there already (a new one alone). */
  exists = $state(false);
  checking = $state(false);
  dirty = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly saving = new Action();

  readonly missing = $derived.by((): Missing[] => {
    const task = this.definition;
    if (task === null) return [];
    const found: Missing[] = [];
    if (task.path.replaceAll('\\', '').trim() === '') found.push('path');
    if (task.actions.some((action) => action.kind === 'exec' && action.command.trim() === '')) {
      found.push('command');
    }
    return found;
  });
  /** Whether the text or form names another path than that of the task being changed. */
  readonly moved = $derived.by(() => this.hasMoved());
  readonly valid = $derived(
    this.definition !== null &&
      !this.notOne &&
      !this.exists &&
      !this.moved &&
      this.missing.length === 0 &&
      this.problems.every((problem) => problem.severity !== 'error'),
  );

  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: (() => Promise<void>) | null = null;

  /** @param path of the task to change; null for a new one */
  constructor(
    private readonly bridge: Bridge,
    readonly path: string | null,
  ) {}

  async open(): Promise<void> {
    try {
      if (this.path === null) {
        this.definition = await this.blank();
        this.text = blank;
      } else {
        this.definition = (await this.bridge.call('tasks.show', { task: this.path })).definition;
      }
      this.failure = null;
      await this.checkForm();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  private hasMoved(): boolean {
    const now = this.definition?.path;
    return this.path !== null && now !== undefined && now.toLowerCase() !== this.path.toLowerCase();
  }

  /** A change from the form. */
  change(part: Partial<TaskDefinition>): void {
    if (this.definition === null) return;
    this.definition = { ...this.definition, ...part };
    this.later(() => this.checkForm());
  }

  /** A change of the text. */
  write(text: string): void {
    this.text = text;
    this.later(() => this.checkText());
  }

  /** Waits until what was changed last has been checked. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    const work = this.pending;
    this.pending = null;
    await work?.();
  }

  /** @returns the path of the saved task, or null when it was not saved */
  async save(): Promise<string | null> {
    await this.settle();
    const task = this.definition;
    if (task === null || !this.valid) return null;
    const mode = this.path === null ? 'create' : 'update';
    const saved = await this.saving.run(() => this.bridge.call('tasks.register', { tasks: [task], mode }));
    if (saved === null) return null;
    this.dirty = false;
    return saved.registered[0] ?? task.path;
  }

  private later(work: () => Promise<void>): void {
    // What is on its way answers an older question.
    this.asked += 1;
    this.dirty = true;
    this.checking = true;
    this.pending = work;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.settle(), pauseMs);
  }

  private async blank(): Promise<TaskDefinition> {
    const { files } = await this.bridge.call('tasks.check', {
      files: [{ name: 'new.yaml', base64: base64(blank) }],
    });
    const made = files[0]?.definition;
    if (made == null) throw new Error('the host made no empty task');
    const actions = made.actions.map((action) =>
      action.kind === 'exec' ? { ...action, command: '' } : action,
    );
    return { ...made, path: '\\', actions };
  }

  private async checkForm(): Promise<void> {
    const task = this.definition;
    if (task === null) return;
    if (this.missing.length > 0) {
      this.problems = [];
      this.checking = false;
      return;
    }
    await this.ask(async () => {
      const { text } = await this.bridge.call('tasks.write', { task, format: 'yaml' });
      return { text, ...(await this.check(text)), definition: task };
    });
  }

  private async checkText(): Promise<void> {
    const { text } = this;
    await this.ask(async () => ({ text, ...(await this.check(text)) }));
  }

  /** Only the newest answer counts. */
  private async ask(work: () => Promise<Checked & { text: string }>): Promise<void> {
    const turn = ++this.asked;
    try {
      const checked = await work();
      if (turn !== this.asked) return;
      this.text = checked.text;
      this.problems = checked.problems;
      this.notOne = checked.notOne;
      this.exists = checked.exists;
      if (checked.definition !== null) this.definition = checked.definition;
      this.failure = null;
    } catch (error) {
      if (turn !== this.asked) return;
      this.failure = failureOf(error);
    }
    this.checking = false;
  }

  private async check(text: string): Promise<Checked> {
    const name = `${taskName(this.definition?.path ?? '') || 'task'}.yaml`;
    const { files } = await this.bridge.call('tasks.check', { files: [{ name, base64: base64(text) }] });
    const named = files.filter((file) => file.task !== null);
    const problems = files.flatMap((file) => file.problems);
    return {
      definition: named.length === 1 ? (named[0]?.definition ?? null) : null,
      problems,
      notOne: named.length !== 1 && problems.every((problem) => problem.severity !== 'error'),
      exists: this.path === null && named.some((file) => file.exists),
    };
  }
}

interface Checked {
  definition: TaskDefinition | null;
  problems: Problem[];
  notOne: boolean;
  exists: boolean;
}
