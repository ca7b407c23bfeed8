import { notify, record, type Turn } from '../kernel/turn.js';
import { dueAt, isSchedulable, type Task } from '../tasks/task.js';
import { addDuration } from '../time/calendar.js';
import { iso, wall, type Wall } from '../time/stamp.js';
import { isHeld } from './room.js';

const dayMs = 86_400_000;
/** A notice that comes at a bad moment is tried again after this long. */
const retryMs = 60_000;

/** When a task that fell due counts as starved: three periods later, a week at least (WAM-08; decisions section 1, "starved"). */
export function starvedAt(task: Task, due: Wall, zone: string): Wall {
  let at = due;
  for (let n = 0; n < 3 && task.maintenance !== null; n++)
    at = addDuration(at, task.maintenance.period, zone);
  return wall(Math.max(at, due + 7 * dayMs));
}

/** Whether it counts as starved now. */
export function isStarved(task: Task, now: Wall, zone: string): boolean {
  const due = dueAt(task, zone);
  return due !== null && isSchedulable(task) && now >= starvedAt(task, due, zone);
}

/** Arms or disarms the notice, when the task's schedule changed. */
export function armStarved(turn: Turn, task: Task, due: Wall | null): void {
  const { state } = turn;
  const wanted = due !== null && due <= turn.at.wall && (task.row.schedule.starvedTold ?? null) !== due;
  state.wallDue.set(`starved:${task.key}`, wanted ? starvedAt(task, due, state.host.zone) : null);
}

/** It has waited too long: one record (909) and one notice; `diagnose` and `why` say the reason. */
export function tellStarved(turn: Turn, task: Task): void {
  const { state, at } = turn;
  const due = dueAt(task, state.host.zone);
  if (due === null || !isStarved(task, at.wall, state.host.zone)) return armStarved(turn, task, due);
  const { signals } = state;
  // Who postponed it knows; and a machine that just came back is to get its chance first.
  if (signals.settledAt !== null || signals.system.value !== 'on' || isHeld(state, task.key)) {
    state.wallDue.set(`starved:${task.key}`, wall(at.wall + retryMs));
    return;
  }
  task.row.schedule.starvedTold = due;
  turn.changedTasks.add(task.key);
  const { path } = task.row;
  const days = Math.floor((at.wall - due) / dayMs);
  record(turn, 909, { task: path }, { TaskName: path, Since: iso(due), Days: days });
  notify(turn, 'starved', `starved:${path}:${String(due)}`, {
    task: path,
    actions: ['run-now', 'postpone', 'open-panel'],
    values: { count: days },
  });
}
