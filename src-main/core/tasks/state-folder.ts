import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { command, type Turn } from '../kernel/turn.js';
import type { Instance } from './instance.js';
import type { Task } from './task.js';

/**
 * Which state folder a new instance of a task works in (CARETAKER_STATE_DIR): that of the first instance
 * of the due occurrence, until one completes it. Instances side by side have one each.
 */
export function stateFolderFor(task: Task, id: InstanceId): InstanceId {
  if (task.live.size > 0) return id;
  const { schedule } = task.row;
  schedule.stateOf ??= id;
  return schedule.stateOf as InstanceId;
}

/** At the end of an instance: what broke off a due occurrence is kept for the next try, all else goes. */
export function settleStateFolder(turn: Turn, task: Task | undefined, instance: Instance): void {
  const stateOf = (instance.row.stateOf ?? instance.id) as InstanceId;
  if (task !== undefined && task.row.schedule.stateOf === stateOf) {
    if (keepsState(task, instance)) return;
    task.row.schedule.stateOf = null;
    turn.changedTasks.add(task.key);
  }
  command(turn, { kind: 'drop-state', state: stateOf });
}

/** The task is gone, and nobody will carry its work on. */
export function abandonStateFolder(turn: Turn, task: Task): void {
  const { stateOf } = task.row.schedule;
  if (stateOf != null) command(turn, { kind: 'drop-state', state: stateOf as InstanceId });
}

function keepsState(task: Task, { row }: Instance): boolean {
  const brokenOff = row.outcome === 'stopped' || row.outcome === 'unknown';
  return brokenOff && (task.maintenance !== null || task.row.definition.settings.yield === 'restart');
}
