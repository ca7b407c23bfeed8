import type { RequestOut } from '../../src-shared/contract/table.js';
import type { InstanceInfo } from '../../src-shared/model/instance.js';
import type { Why } from '../../src-shared/model/maintenance.js';
import type { Bridge } from '../bridge/bridge.js';
import { Mirror } from './mirror.svelte.js';

const runsShown = 100;

/** Everything about one task. */
export class TaskDetail {
  readonly shown: Mirror<RequestOut<'tasks.show'>>;
  readonly why: Mirror<Why>;
  readonly history: Mirror<InstanceInfo[]>;
  readonly next: Mirror<string[]>;

  constructor(
    bridge: Bridge,
    readonly path: string,
  ) {
    const task = path;
    this.shown = new Mirror(() => bridge.call('tasks.show', { task }));
    this.why = new Mirror(() => bridge.call('tasks.why', { task }));
    this.history = new Mirror(() => bridge.call('tasks.history', { task, limit: runsShown }));
    this.next = new Mirror(async () => (await bridge.call('tasks.next', { task, count: 5 })).next);
  }

  async refresh(): Promise<void> {
    await Promise.all([
      this.shown.refresh(),
      this.why.refresh(),
      this.history.refresh(),
      this.next.refresh(),
    ]);
  }
}
