import { taskKey, parseTaskPath } from '../../../src-shared/ids/task-path.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Action } from '../../../src-shared/model/task.js';
import type { TaskRow, TaskSchedule } from '../kernel/rows.js';
import { addDuration } from '../time/calendar.js';
import { fixedMs, parseDuration, type Duration } from '../time/duration.js';
import type { Wall } from '../time/stamp.js';

export type RunnableAction = Exclude<Action, { kind: 'kept' }>;

/** A registered task: its stored row, what was read from its text, and its live instances. */
export interface Task {
  readonly key: string;
  row: TaskRow;
  maintenance: { period: Duration; deadline: Duration | null; exclusive: boolean } | null;
  retryAfter: Duration | null;
  /** Awake, unsuspended time an instance may take, ms; null = no limit. */
  limitMs: number | null;
  live: Set<InstanceId>;
  /** It expired while an instance ran: it is deleted when that has ended. */
  expired: boolean;
  /** Class ids of its COM handlers for which a module is registered here. */
  handlers: ReadonlySet<string>;
  /** When log records set it off within the last minute. */
  eventStarts: Wall[];
}

/** The schedule of a task that was just registered. */
export function freshSchedule(registered: Wall): TaskSchedule {
  return {
    registered,
    completed: null,
    lastRun: null,
    lastResult: null,
    retryAt: null,
    heldUntil: null,
    heldBy: null,
    deadlineTold: null,
    servedUntil: null,
    waits: {},
    waitingFor: null,
    stateOf: null,
    pending: [],
    repeats: [],
    restarts: 0,
    expiresAt: null,
    occurrences: {},
  };
}

/** The key of a task path, ignoring case. Throws a RangeError on an invalid path. */
export function keyOf(path: string): string {
  return taskKey(parseTaskPath(path));
}

/** Reads what the schedule needs from a row. Throws a RangeError where a duration is malformed. */
export function readTask(row: TaskRow): Task {
  const { maintenance, settings } = row.definition;
  // Rows of earlier releases lack what came later.
  row.schedule = { ...freshSchedule(row.schedule.registered), ...row.schedule };
  const limit = fixedMs(parseDuration(settings.executionTimeLimit));
  return {
    key: keyOf(row.path),
    row,
    maintenance: maintenance && {
      period: parseDuration(maintenance.period),
      deadline: maintenance.deadline === null ? null : parseDuration(maintenance.deadline),
      exclusive: maintenance.exclusive,
    },
    retryAfter: settings.retryAfter === null ? null : parseDuration(settings.retryAfter),
    limitMs: limit === 0 ? null : limit,
    live: new Set(),
    expired: false,
    handlers: new Set(),
    eventStarts: [],
  };
}

/** Whether the maintenance scheduler may start it: enabled, with MaintenanceSettings, startable on demand (WAM-56, WAM-57). */
export function isSchedulable(task: Task): boolean {
  const { settings } = task.row.definition;
  return task.maintenance !== null && settings.enabled && settings.allowStartOnDemand && isRunnable(task);
}

/** A class id as it is compared: upper case, in braces. */
export function classKey(classId: string): string {
  return `{${classId.replace(/[{}]/g, '').trim().toUpperCase()}}`;
}

/** What an instance does, in order: programs, and handlers whose class has a module here. */
export function runnableActions(task: Task): RunnableAction[] {
  return task.row.definition.actions.filter((action) => action.kind !== 'kept');
}

/** Whether it can start: something to run, and a module for each COM handler (decisions section 2, "COM handlers"). */
export function isRunnable(task: Task): boolean {
  const actions = runnableActions(task);
  return (
    actions.length > 0 &&
    actions.every((action) => action.kind === 'exec' || task.handlers.has(classKey(action.classId)))
  );
}

/**
 * When a maintenance task falls due: at its registration when it never completed, else a period after
 * the finish of the last completed instance, or at the retry (decisions section 1, "when is a task due").
 */
export function dueAt(task: Task, zone: string): Wall | null {
  if (task.maintenance === null) return null;
  const { completed, registered, retryAt } = task.row.schedule;
  if (retryAt !== null) return retryAt;
  return completed === null ? registered : addDuration(completed, task.maintenance.period, zone);
}

/** The instant from which it is overdue; null without a deadline. */
export function deadlineAt(task: Task, zone: string): Wall | null {
  if (task.maintenance?.deadline == null) return null;
  const { completed, registered } = task.row.schedule;
  return addDuration(completed ?? registered, task.maintenance.deadline, zone);
}

/** Overdue at `now`: an emergency (bounds are inclusive). */
export function isOverdue(task: Task, now: Wall, zone: string): boolean {
  const deadline = deadlineAt(task, zone);
  return deadline !== null && now >= deadline;
}
