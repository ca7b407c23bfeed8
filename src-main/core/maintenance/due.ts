import { notify, record, unsettle, type Turn } from '../kernel/turn.js';
import { deadlineAt, dueAt, isOverdue, type Task } from '../tasks/task.js';
import { powerSettleMs } from '../signals/snapshot.js';
import { wall } from '../time/stamp.js';
import { armStarved } from './starved.js';

/** Puts a task's due instant and deadline where they belong after its schedule or definition changed. */
export function reschedule(turn: Turn, task: Task): void {
  const { state } = turn;
  const { zone } = state.host;
  const due = dueAt(task, zone);
  const isDue = due !== null && due <= turn.at.wall;
  if (isDue) state.maintenance.due.add(task.key);
  else state.maintenance.due.delete(task.key);
  state.wallDue.set(`due:${task.key}`, due === null || isDue ? null : due);
  armStarved(turn, task, due);
  const { heldBy, heldUntil } = task.row.schedule;
  state.wallDue.set(`held:${task.key}`, heldBy === 'postponed' ? heldUntil : null);
  const deadline = deadlineAt(task, zone);
  const told = task.row.schedule.deadlineTold;
  state.wallDue.set(`deadline:${task.key}`, deadline === null || told === deadline ? null : deadline);
  unsettle(turn);
}

/** Takes a task out of every due list. */
export function unschedule(turn: Turn, key: string): void {
  turn.state.maintenance.due.delete(key);
  for (const what of ['due', 'deadline', 'starved', 'held', 'trigger'])
    turn.state.wallDue.set(`${what}:${key}`, null);
  unsettle(turn);
}

/** A due instant arrived. */
export function fallDue(turn: Turn, task: Task): void {
  reschedule(turn, task);
}

/**
 * A deadline passed: event 805 and one notice, once per deadline, when the machine is awake and
 * settled (WAM-52). While it settles the instant is put off.
 */
export function missDeadline(turn: Turn, task: Task): void {
  const { state } = turn;
  const deadline = deadlineAt(task, state.host.zone);
  if (deadline === null || !isOverdue(task, turn.at.wall, state.host.zone)) {
    reschedule(turn, task);
    return;
  }
  // A task that is disabled misses nothing; enabling it arms the deadline again.
  if (!task.row.definition.settings.enabled) return;
  if (state.signals.settledAt !== null || state.signals.system.value !== 'on') {
    state.wallDue.set(`deadline:${task.key}`, wall(turn.at.wall + powerSettleMs));
    return;
  }
  task.row.schedule.deadlineTold = deadline;
  turn.changedTasks.add(task.key);
  const { path } = task.row;
  record(turn, 805, { task: path }, { Task: path });
  notify(turn, 'deadline-missed', `deadline:${path}:${deadline}`, {
    task: path,
    actions: ['run-now', 'postpone', 'open-panel'],
  });
  unsettle(turn);
}

/** An overdue task is taken up of the scheduler's own accord: told once for its deadline (WAM-52). */
export function tellEmergency(turn: Turn, task: Task): void {
  const { zone } = turn.state.host;
  const deadline = deadlineAt(task, zone);
  if (deadline === null || !isOverdue(task, turn.at.wall, zone)) return;
  if (task.row.schedule.emergencyTold === deadline) return;
  task.row.schedule.emergencyTold = deadline;
  turn.changedTasks.add(task.key);
  notify(turn, 'emergency-running', `emergency:${task.row.path}:${String(deadline)}`, {
    task: task.row.path,
    actions: ['open-panel'],
  });
}

/** How starved a task is: overdue time divided by its period (decisions section 1, "order"). */
export function starvation(turn: Turn, task: Task): number {
  const { zone } = turn.state.host;
  const due = dueAt(task, zone);
  if (due === null || task.maintenance === null) return 0;
  const { period } = task.maintenance;
  // Months and years have no fixed length; for a ratio that only sorts, 30 and 365 days are near enough.
  const days = period.years * 365 + period.months * 30 + period.days;
  const periodMs =
    days * 86_400_000 + period.hours * 3_600_000 + period.minutes * 60_000 + period.seconds * 1_000;
  return (turn.at.wall - due) / Math.max(periodMs, 1);
}
