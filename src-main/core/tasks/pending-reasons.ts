import type { TaskWaitReason } from '../../../src-shared/model/maintenance.js';
import type { PendingStart } from '../kernel/rows.js';
import type { State } from '../kernel/state.js';
import { waitsForExclusive } from '../maintenance/room.js';
import { idleRefusal, refusedBy } from './start-conditions.js';
import type { Task } from './task.js';

/** Why the starts of a task that are on their way have not happened yet, each reason once. */
export function pendingReasons(state: State, task: Task): TaskWaitReason[] {
  return [...new Set(task.row.schedule.pending.map((pending) => reasonOf(state, task, pending)))];
}

function reasonOf(state: State, task: Task, pending: PendingStart): TaskWaitReason {
  if (pending.stage === 'queued') return task.live.size > 0 ? 'queued' : 'crowded';
  if (pending.stage === 'delay') {
    if (pending.cause === 'missed') return 'late-start';
    return pending.cause === 'retry' ? 'restart' : 'delay';
  }
  if (state.signals.settledAt !== null) return 'settling';
  if (waitsForExclusive(state, task)) return 'exclusive';
  return refusedBy(state, task)?.reason ?? idleRefusal(state, task) ?? 'not-due';
}
