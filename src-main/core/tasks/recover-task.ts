import { record, type Turn } from '../kernel/turn.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { elapsed } from '../time/stamp.js';
import { armPending, dropPending } from './fire.js';
import { armRepeat, stopRepeats } from './repeat.js';
import { startMissed } from './schedule.js';
import type { PendingStart } from '../kernel/rows.js';
import type { Task } from './task.js';

/**
 * What was on its way when the last host ended. In the same boot it goes on as it was. After a boot the
 * elapsed clock is another: scheduled starts were missed, a retry waits anew, and what some event had set
 * off is gone with the machine that it happened on (920).
 */
export function recoverTask(turn: Turn, task: Task, booted: boolean): void {
  if (!booted) {
    for (const pending of task.row.schedule.pending) armPending(turn, task, pending);
    for (const repeat of [...task.row.schedule.repeats]) armRepeat(turn, task, repeat);
    return;
  }
  stopRepeats(turn, task);
  for (const pending of [...task.row.schedule.pending]) afterBoot(turn, task, pending);
  disableVolatile(turn, task);
}

function afterBoot(turn: Turn, task: Task, pending: PendingStart): void {
  if (pending.cause === 'retry') {
    const interval = task.row.definition.settings.restartOnFailure?.interval ?? 'PT1M';
    pending.stage = 'delay';
    pending.until = elapsed(turn.at.elapsed + (fixedMs(parseDuration(interval)) ?? 0));
    armPending(turn, task, pending);
    return;
  }
  dropPending(turn, task, pending);
  if (pending.cause === 'time' || pending.cause === 'missed') {
    startMissed(turn, task, 'machine-off');
    return;
  }
  const { path } = task.row;
  const about = { task: path, instance: pending.instance };
  record(turn, 920, about, { TaskName: path, InstanceId: pending.instance, Condition: 'machine-off' });
}

/** A volatile task is disabled at each start of the system (reference "task model", section 7). */
function disableVolatile(turn: Turn, task: Task): void {
  const { row } = task;
  const { settings } = row.definition;
  if (!settings.volatile || !settings.enabled) return;
  row.definition = { ...row.definition, settings: { ...settings, enabled: false } };
  turn.state.triggerIndex.remove(task.key);
  turn.state.subscriptions.remove(task.key);
  turn.changedTasks.add(task.key);
  record(turn, 142, { task: row.path }, { TaskName: row.path, UserName: turn.state.host.user });
}
