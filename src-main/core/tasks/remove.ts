import { unschedule } from '../maintenance/due.js';
import { record, type Turn } from '../kernel/turn.js';
import { dropAllPending } from './fire.js';
import { stopRepeats } from './repeat.js';
import { stopInstance } from './hold.js';
import { forgetNotices } from '../notices/notices.js';
import { abandonStateFolder } from './state-folder.js';
import type { Task } from './task.js';

/** Deletes a task (141). What runs is stopped; its history stays. */
export function remove(turn: Turn, by: string, task: Task): void {
  const { state } = turn;
  stopLive(turn, task, by);
  abandonStateFolder(turn, task);
  forgetNotices(turn.state, task.row.path);
  forgetSchedule(turn, task);
  state.tasks.delete(task.key);
  turn.changedTasks.delete(task.key);
  turn.removedTasks.add(task.row.path);
  record(turn, 141, { task: task.row.path }, { TaskName: task.row.path, UserName: by });
}

/** Takes a task out of every list of things to come. */
export function forgetSchedule(turn: Turn, task: Task): void {
  const { state } = turn;
  dropAllPending(turn, task);
  stopRepeats(turn, task);
  unschedule(turn, task.key);
  state.wakeDue.set(task.key, null);
  state.wallDue.set(`expire:${task.key}`, null);
  state.elapsedDue.set(`look:${task.key}`, null);
  state.pendingTasks.delete(task.key);
  state.triggerIndex.remove(task.key);
  state.subscriptions.remove(task.key);
}

/** Asks every live instance to end; gives how many there were. */
export function stopLive(turn: Turn, task: Task, by: string): number {
  let stopped = 0;
  for (const id of task.live) {
    const instance = turn.state.instances.get(id);
    if (instance === undefined) continue;
    instance.row.user = by;
    stopInstance(turn, instance, 'user', task.row.definition.settings.allowHardTerminate);
    stopped += 1;
  }
  return stopped;
}
