import type { EventData } from '../../../src-shared/model/record.js';
import type { TaskWaitReason } from '../../../src-shared/model/maintenance.js';
import { record, type Turn } from '../kernel/turn.js';
import { iso } from '../time/stamp.js';
import type { Task } from './task.js';

/**
 * Writes why a start did not happen: one row per event, condition and episode, with a count; an episode
 * ends with the next start of the task (decisions section 2, "history of refusals"; TASK-39).
 */
export function noteRefusal(
  turn: Turn,
  task: Task,
  id: number,
  condition: TaskWaitReason,
  extra: EventData = {},
): void {
  const { row } = task;
  const place = `${String(id)}:${condition}`;
  const known = row.schedule.waits[place];
  const wait = known ?? { seq: 0, since: turn.at.wall, count: 0 };
  wait.count += 1;
  const data = {
    TaskName: row.path,
    ...extra,
    Condition: condition,
    Since: iso(wait.since),
    Count: wait.count,
  };
  const entry = record(turn, id, { task: row.path }, data);
  if (entry === null) return;
  if (known !== undefined) {
    entry.seq = known.seq;
    entry.at = known.since;
    turn.state.recordSeq -= 1;
  }
  wait.seq = entry.seq;
  row.schedule.waits[place] = wait;
  turn.changedTasks.add(task.key);
}
