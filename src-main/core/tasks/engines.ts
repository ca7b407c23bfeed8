import { recordTrigger } from '../history/instance-records.js';
import type { PendingStart } from '../kernel/rows.js';
import type { State } from '../kernel/state.js';
import { record, type Turn } from '../kernel/turn.js';
import { accountOf } from './account.js';
import { runningOfUserMax, runningOfUserNear } from './limits.js';
import { noteRefusal } from './refused-start.js';
import type { Task } from './task.js';

/**
 * How many instances of plain tasks run for each user. Windows gives each user a task engine with a
 * quota; here a start over the quota waits in the queue, and both are told (133, 134, 325).
 */
export class Engines {
  readonly #running = new Map<string, number>();

  constructor(private readonly state: State) {
    for (const { row } of state.instances.values()) {
      if (row.maintenance) continue;
      const task = state.tasks.get(row.task.toLowerCase());
      if (task !== undefined) this.#count(this.#nameOf(task));
    }
  }

  /** Whether one more may run; else the start waits, with its records. */
  hasRoom(turn: Turn, task: Task, pending: PendingStart): boolean {
    const user = this.#nameOf(task);
    const running = this.#running.get(user) ?? 0;
    if (task.maintenance !== null || running < runningOfUserMax) return true;
    if (pending.stage === 'queued') return false;
    pending.stage = 'queued';
    turn.changedTasks.add(task.key);
    const { path } = task.row;
    if (!pending.announced) recordTrigger(turn, task, pending);
    pending.announced = true;
    noteRefusal(turn, task, 133, 'crowded', { TaskEngineName: engineName(user), UserName: user });
    const queued = { TaskName: path, QueuedTaskInstanceId: pending.instance };
    record(turn, 325, { task: path, instance: pending.instance }, queued);
    return false;
  }

  /** One more runs: 134 at the moment it comes near the quota. */
  started(turn: Turn, task: Task): void {
    if (task.maintenance !== null) return;
    const user = this.#nameOf(task);
    if (this.#count(user) !== runningOfUserNear) return;
    record(turn, 134, {}, { TaskEngineName: engineName(user), UserName: user });
  }

  #count(user: string): number {
    const count = (this.#running.get(user) ?? 0) + 1;
    this.#running.set(user, count);
    return count;
  }

  #nameOf(task: Task): string {
    const account = accountOf(task.row.definition);
    switch (account.kind) {
      case 'host':
        return this.state.host.user;
      case 'user':
      case 'group':
        return account.name;
      default:
        return account.kind;
    }
  }
}

function engineName(user: string): string {
  return `${user}:Caretaker`;
}
