import type { StopAuthor } from '../../../src-shared/model/instance.js';
import { recordContinued, recordStopAsked, recordSuspended } from '../history/instance-records.js';
import type { SuspendMode } from '../kernel/command.js';
import { command, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { currentLaunch, workedMs, type Instance } from './instance.js';
import { touch } from './launch.js';
import { runnableActions } from './task.js';

/** Time a program is given to end politely before it is ended hard (AllowHardTerminate), ms. */
export const stopGraceMs = 5_000;

/** Stands an instance still. Keeps its author: only that author's end lets it go on (CT-11). */
export function suspendInstance(
  turn: Turn,
  instance: Instance,
  author: StopAuthor,
  mode: SuspendMode = 'freeze',
): void {
  recordSuspended(turn, instance, author);
  rest(turn, instance);
  instance.row.phase = 'suspended';
  instance.row.suspended.push({ from: turn.at.wall, to: null, reason: author });
  touch(turn, instance);
  const told = runsHandler(turn, instance) ? 'signal' : mode;
  command(turn, { kind: 'suspend', instance: currentLaunch(instance), mode: told });
}

/** A handler module is told to pause before it stands still, as ITaskHandler::Pause is called. */
function runsHandler(turn: Turn, instance: Instance): boolean {
  const task = turn.state.tasks.get(instance.row.task.toLowerCase());
  const action = task && runnableActions(task)[instance.row.launches.length - 1];
  return action?.kind === 'comHandler';
}

/** Lets a suspended instance go on where it was. */
export function continueInstance(turn: Turn, instance: Instance): void {
  endSuspension(turn, instance);
  instance.row.phase = instance.row.pid === null ? 'starting' : 'running';
  if (instance.row.phase === 'running') work(turn, instance);
  recordContinued(turn, instance);
  touch(turn, instance);
  command(turn, { kind: 'resume', instance: currentLaunch(instance) });
}

/** Asks an instance to end; 111 follows when it is gone. */
export function stopInstance(
  turn: Turn,
  instance: Instance,
  author: StopAuthor,
  hard: boolean,
  graceMs = stopGraceMs,
): void {
  if (instance.row.phase === 'stopping') return;
  recordStopAsked(turn, instance, author);
  endSuspension(turn, instance);
  rest(turn, instance);
  instance.row.phase = 'stopping';
  instance.row.stopAuthor = author;
  touch(turn, instance);
  command(turn, { kind: 'stop', instance: currentLaunch(instance), graceMs, hard });
}

/** Starts the count of worked time and arms the execution limit. */
export function work(turn: Turn, instance: Instance): void {
  instance.workingSince = turn.at.elapsed;
  const task = turn.state.tasks.get(instance.row.task.toLowerCase());
  // Of task and trigger the trigger's limit wins (decisions section 1, "execution limit"); 0 = none.
  const limitMs = instance.row.details?.limitMs ?? task?.limitMs ?? 0;
  if (limitMs === 0) return;
  const left = Math.max(0, limitMs - instance.row.workedMs);
  turn.state.elapsedDue.set(`limit:${instance.id}`, elapsed(turn.at.elapsed + left));
}

/** Stops the count of worked time and disarms the execution limit. */
export function rest(turn: Turn, instance: Instance): void {
  instance.row.workedMs = workedMs(instance, turn.at.elapsed);
  instance.workingSince = null;
  turn.state.elapsedDue.set(`limit:${instance.id}`, null);
}

/** Closes the open span of suspension, if there is one. */
export function endSuspension(turn: Turn, instance: Instance): void {
  const open = instance.row.suspended.at(-1);
  if (open !== undefined && open.to === null) open.to = turn.at.wall;
}

/** Who suspended it, while it is suspended. */
export function suspendedBy(instance: Instance): StopAuthor | null {
  const open = instance.row.suspended.at(-1);
  return open !== undefined && open.to === null ? open.reason : null;
}
