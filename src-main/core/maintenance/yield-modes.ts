import type { StopAuthor } from '../../../src-shared/model/instance.js';
import { recordFullPace, recordSlowed } from '../history/instance-records.js';
import { command, type Turn } from '../kernel/turn.js';
import { stopInstance, suspendInstance } from '../tasks/hold.js';
import { currentLaunch, type Instance } from '../tasks/instance.js';
import type { Task } from '../tasks/task.js';

/** Time a program that is to be started anew is given to keep what it has done (reference "automatic maintenance", section 5). */
const restartGraceMs = 2_000;

/** Runs to its end whatever the person does (WAM-13, WAM-14): marked critical, or with the yield mode never. */
export function isCritical(task: Task | undefined): boolean {
  const settings = task?.row.definition.settings;
  return settings !== undefined && (settings.critical || settings.yield === 'never');
}

/** Whether it goes on slowly while somebody is at the machine: it may hold locks that others wait for. */
export function isSlow(task: Task | undefined): boolean {
  return task?.row.definition.settings.yield === 'slow';
}

/** Authors before whom even a task that restarts stands still: the machine itself stops, for a while. */
const machineAuthors: ReadonlySet<StopAuthor> = new Set(['sleep', 'shutdown']);

/**
 * Gives the machine back in the way of the task (design section 5, "yield mode"): frozen, asked first and
 * then frozen, or stopped to be started again later, which is no completion.
 */
export function yieldInstance(turn: Turn, instance: Instance, author: StopAuthor): void {
  const task = turn.state.tasks.get(instance.row.task.toLowerCase());
  const mode = task?.row.definition.settings.yield ?? 'freeze';
  instance.slowed = false;
  const again = instance.row.maintenance && instance.row.cause !== 'user' && !machineAuthors.has(author);
  if (mode === 'restart' && again) {
    const hard = task?.row.definition.settings.allowHardTerminate ?? true;
    stopInstance(turn, instance, author, hard, restartGraceMs);
  } else {
    suspendInstance(turn, instance, author, mode === 'signal' ? 'signal' : 'freeze');
  }
}

/** Lets it go on at the lowest priority (907). */
export function slowInstance(turn: Turn, instance: Instance, author: StopAuthor): void {
  if (instance.slowed) return;
  instance.slowed = true;
  recordSlowed(turn, instance, author);
  command(turn, { kind: 'slow', instance: currentLaunch(instance) });
}

/** Nobody is in its way any more (908). */
export function hastenInstance(turn: Turn, instance: Instance): void {
  if (!instance.slowed) return;
  instance.slowed = false;
  recordFullPace(turn, instance);
  command(turn, { kind: 'resume', instance: currentLaunch(instance) });
}
