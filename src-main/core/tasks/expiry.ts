import type { Turn } from '../kernel/turn.js';
import { record } from '../kernel/turn.js';
import { boundaryInstant, parseBoundary } from '../time/boundary.js';
import { addDuration } from '../time/calendar.js';
import { parseDuration } from '../time/duration.js';
import { wall, type Wall } from '../time/stamp.js';
import { scheduleOf } from '../triggers/schedule.js';
import { remove } from './remove.js';
import type { Task } from './task.js';

/**
 * DeleteExpiredTaskAfter: that long after no trigger can fire any more the task is deleted. Absent: never;
 * PT0S: at once. It takes at least one trigger with an end boundary (reference "task model", sections 12
 * and 19).
 *
 * @param next the task's next scheduled instant, or null
 */
export function armExpiry(turn: Turn, task: Task, next: Wall | null): void {
  const { schedule } = task.row;
  const expires = next === null ? expiryOf(turn, task) : null;
  if (schedule.expiresAt !== expires) turn.changedTasks.add(task.key);
  schedule.expiresAt = expires;
  turn.state.wallDue.set(`expire:${task.key}`, expires);
}

function expiryOf(turn: Turn, task: Task): Wall | null {
  const { definition, schedule } = task.row;
  const { deleteExpiredTaskAfter, enabled } = definition.settings;
  if (deleteExpiredTaskAfter === null || !enabled) return null;
  const { triggers } = definition;
  if (!triggers.some(({ endBoundary }) => endBoundary !== null)) return null;
  if (schedule.expiresAt !== null) return schedule.expiresAt;
  const { zone } = turn.state.host;
  let last = turn.at.wall;
  for (const trigger of triggers) {
    // A calendar trigger has no further instant: `next` says so. Another may fire until its end boundary.
    if (!trigger.enabled || scheduleOf(trigger) !== null || trigger.kind === 'kept') continue;
    if (trigger.endBoundary === null) return null;
    last = wall(Math.max(last, boundaryInstant(parseBoundary(trigger.endBoundary), zone)));
  }
  return addDuration(last, parseDuration(deleteExpiredTaskAfter), zone);
}

/** The task has expired: it is deleted, or, while an instance still runs, when that has ended (155). */
export function expire(turn: Turn, task: Task): void {
  if (task.live.size > 0 || task.row.schedule.pending.length > 0) {
    if (task.live.size > 0) record(turn, 155, { task: task.row.path }, { TaskPath: task.row.path });
    task.expired = true;
    return;
  }
  remove(turn, turn.state.host.user, task);
}
