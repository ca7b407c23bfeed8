import type { TaskState, TaskSummary } from '../../../src-shared/contract/tasks.js';
import type { InstanceInfo, Progress } from '../../../src-shared/model/instance.js';
import type { TaskWaitReason } from '../../../src-shared/model/maintenance.js';
import type { InstanceRow } from '../kernel/rows.js';
import type { State } from '../kernel/state.js';
import { waitReasonsOf } from '../maintenance/waits.js';
import { pendingReasons } from '../tasks/pending-reasons.js';
import { dueAt, isOverdue, type Task } from '../tasks/task.js';
import { iso, wall, type Wall } from '../time/stamp.js';

/** SCHED_S_TASK_HAS_NOT_RUN (reference "task model", section 17). */
const hasNotRun = 0x41303;

/** One row of the task list. */
export function taskView(state: State, task: Task): TaskSummary {
  const { row } = task;
  const { schedule, definition } = row;
  const { maintenance } = definition;
  const next = nextRun(state, task);
  return {
    path: row.path,
    state: stateOf(state, task),
    enabled: definition.settings.enabled,
    lastRun: schedule.lastRun === null ? null : iso(schedule.lastRun),
    lastResult: schedule.lastRun === null ? hasNotRun : schedule.lastResult,
    nextRun: next === null ? null : iso(next),
    waiting: task.live.size > 0 ? [] : waitsOf(state, task),
    description: definition.registrationInfo.description,
    maintenance: maintenance && {
      ...maintenance,
      due: iso(dueAt(task, state.host.zone) ?? schedule.registered),
      overdue: isOverdue(task, state.now.wall, state.host.zone),
      critical: definition.settings.critical,
    },
    instance: [...task.live][0] ?? null,
  };
}

/** What holds a task back that is due for maintenance, or whose start is on its way. */
function waitsOf(state: State, task: Task): TaskWaitReason[] {
  const due = state.maintenance.due.has(task.key) ? waitReasonsOf(state, task) : [];
  return [...new Set([...due, ...pendingReasons(state, task)])];
}

/** Running before Queued before Ready before Disabled (reference "task model", section 10); Suspended is Caretaker's. */
function stateOf(state: State, task: Task): TaskState {
  const live = [...task.live]
    .map((id) => state.instances.get(id))
    .filter((instance) => instance !== undefined);
  if (live.some(({ row }) => row.phase !== 'suspended')) return 'Running';
  if (live.length > 0) return 'Suspended';
  if (!task.row.definition.settings.enabled) return 'Disabled';
  const { run } = state.maintenance;
  return task.row.schedule.pending.length > 0 || run?.tasks[task.key] === 'chosen' ? 'Queued' : 'Ready';
}

/**
 * The next run as far as it is known: a time trigger's instant, or the instant a maintenance task falls
 * due; one that is due already waits for the machine, at the latest for the next window.
 */
function nextRun(state: State, task: Task): Wall | null {
  if (!task.row.definition.settings.enabled) return null;
  const trigger = state.wallDue.at(`trigger:${task.key}`);
  const due = dueAt(task, state.host.zone);
  const maintenance =
    due === null ? null : due > state.now.wall ? due : (state.maintenance.next?.opens ?? null);
  if (trigger === null) return maintenance;
  return wall(Math.min(trigger, maintenance ?? Infinity));
}

/** One run as the history shows it. `output` is the path of its output log. */
export function instanceView(
  row: InstanceRow,
  output: string | null,
  progress: Progress | null = null,
): InstanceInfo {
  return {
    instance: row.instance,
    task: row.task,
    started: iso(row.started),
    ended: row.ended === null ? null : iso(row.ended),
    suspended: row.suspended.map(({ from, to, reason }) => ({
      from: iso(from),
      to: to === null ? null : iso(to),
      reason,
    })),
    result: row.result,
    outcome: row.outcome,
    trigger: row.cause,
    output,
    progress,
  };
}
