import { fixedMs, parseDuration } from '../time/duration.js';
import { record, type Turn } from '../kernel/turn.js';
import { fire, noDetails } from './fire.js';
import type { Instance } from './instance.js';
import type { Task } from './task.js';

/**
 * RestartOnFailure (TASK-59): a plain task that could not be started, failed with a code, or was lost in a
 * crash is tried again after the interval, up to the count. What somebody or a condition ended has not
 * failed. Windows' two documents disagree on a failure code; here it counts (docs/decisions.md).
 */
export function restartAfterFailure(turn: Turn, task: Task, instance: Instance, code: number): void {
  const { restartOnFailure, enabled } = task.row.definition.settings;
  if (restartOnFailure === null || !enabled || task.maintenance !== null) return;
  const { schedule, path } = task.row;
  if (schedule.restarts >= restartOnFailure.count) return;
  const pending = fire(turn, task, {
    cause: 'retry',
    user: null,
    variables: instance.row.variables ?? {},
    delayMs: fixedMs(parseDuration(restartOnFailure.interval)) ?? 0,
    details: { ...(instance.row.details ?? noDetails), endsAt: null },
  });
  if (pending === null) return;
  schedule.restarts += 1;
  record(turn, 126, { task: path, instance: instance.id }, { TaskName: path, ResultCode: code });
}
