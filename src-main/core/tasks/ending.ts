import { formatCode } from '../../../src-shared/failure/refusal.js';
import type { Outcome } from '../../../src-shared/model/instance.js';
import {
  recordActionEnded,
  recordCompleted,
  recordLaunchFailed,
  recordLaunched,
  recordTerminated,
} from '../history/instance-records.js';
import { reschedule } from '../maintenance/due.js';
import { planProgresses } from '../maintenance/plan.js';
import { noteEnded } from '../maintenance/run.js';
import { nextActivation } from '../maintenance/window.js';
import { command, mint, notify, record, unsettle, type Turn } from '../kernel/turn.js';
import { settleNotices } from '../notices/notices.js';
import { addDuration } from '../time/calendar.js';
import { wall, type Wall } from '../time/stamp.js';
import { endSuspension, rest, work } from './hold.js';
import type { Instance } from './instance.js';
import { launchAction, touch } from './launch.js';
import type { Exit, ProcessEvent } from './process.js';
import { settleStateFolder } from './state-folder.js';
import { remove } from './remove.js';
import { restartAfterFailure } from './restart.js';
import { runnableActions, type Task } from './task.js';

/** SCHED_S_TASK_TERMINATED: the last run was ended (reference "task model", section 17). */
const terminatedResult = 0x41306;

/** SCHED_E_TASK_ATTEMPTED stands for an end that nobody saw. */
export const crashed = 0x80041324;

/** A process adapter reported something about one of our launches. */
export function processReported(turn: Turn, report: ProcessEvent): void {
  const { state } = turn;
  const id = state.launches.get(report.instance);
  const instance = id === undefined ? undefined : state.instances.get(id);
  if (instance === undefined) return;
  switch (report.kind) {
    case 'launched':
      return launched(turn, instance, report.pid, report.path);
    case 'launch-failed':
      return launchFailed(turn, instance, report.code);
    case 'exited':
      return exited(turn, instance, report.exit, report.at);
    case 'suspended':
    case 'resumed':
      // Facts about how long it took: the state already says what was asked.
      return;
  }
}

function taskOf(turn: Turn, instance: Instance): Task | undefined {
  return turn.state.tasks.get(instance.row.task.toLowerCase());
}

function actionPath(task: Task | undefined, instance: Instance): string {
  const action = task && runnableActions(task)[instance.row.launches.length - 1];
  if (action === undefined) return '';
  return action.kind === 'exec' ? action.command : action.classId;
}

function launched(turn: Turn, instance: Instance, pid: number, path: string): void {
  instance.row.pid = pid;
  if (instance.row.phase === 'starting') {
    instance.row.phase = 'running';
    work(turn, instance);
  }
  touch(turn, instance);
  recordLaunched(turn, instance, path, pid, taskOf(turn, instance)?.row.definition.settings.priority ?? 7);
}

function launchFailed(turn: Turn, instance: Instance, code: number): void {
  const task = taskOf(turn, instance);
  recordLaunchFailed(turn, instance, actionPath(task, instance), code);
  if (task !== undefined && task.maintenance !== null) {
    // It would fail again at once; the next daily activation, a manual run or a new definition tries anew.
    task.row.schedule.heldUntil = nextActivation(turn.state);
    task.row.schedule.heldBy = 'launch-failed';
    const { path } = task.row;
    record(turn, 806, { task: path }, { Task: path, InfoCode: formatCode(code) });
  }
  if (task !== undefined) tellFailure(turn, task, instance);
  finish(turn, instance, 'failed', code, turn.at.wall);
  if (task !== undefined) restartAfterFailure(turn, task, instance, code);
}

/**
 * A program ended. By itself: a completion, whatever its code (WAM-21). Because it was asked to: no
 * completion. With an unknown end: no completion, it stays due (decisions section 1, "completion").
 */
export function exited(turn: Turn, instance: Instance, exit: Exit, at: Wall): void {
  const task = taskOf(turn, instance);
  const { stopAuthor } = instance.row;
  // A clock that was set back must not let an end lie before its start.
  const ended = wall(Math.max(Math.min(at, turn.at.wall), instance.row.started));
  if (exit.kind === 'unknown') {
    recordTerminated(turn, instance, stopAuthor ?? 'crash');
    finish(turn, instance, stopAuthor === null ? 'unknown' : 'stopped', null, ended);
    if (task !== undefined && stopAuthor === null) restartAfterFailure(turn, task, instance, crashed);
    return;
  }
  const code = exit.kind === 'code' ? exit.code : 128 + signalNumber(exit.signal);
  if (stopAuthor !== null) {
    recordTerminated(turn, instance, stopAuthor);
    if (stopAuthor === 'limit') complete(turn, task, instance, terminatedResult, ended);
    return finish(turn, instance, stopAuthor === 'limit' ? 'failed' : 'stopped', terminatedResult, ended);
  }
  recordActionEnded(turn, instance, actionPath(task, instance), code);
  if (task !== undefined && instance.row.launches.length < runnableActions(task).length) {
    return nextAction(turn, task, instance);
  }
  recordCompleted(turn, instance);
  complete(turn, task, instance, code, ended);
  finish(turn, instance, code === 0 ? 'completed' : 'failed', code, ended);
  if (task !== undefined && code !== 0) restartAfterFailure(turn, task, instance, code);
}

const signalNumbers: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};

function signalNumber(name: string): number {
  return signalNumbers[name] ?? 0;
}

function nextAction(turn: Turn, task: Task, instance: Instance): void {
  const launch = mint(turn);
  rest(turn, instance);
  instance.row.launches.push(launch);
  instance.row.pid = null;
  turn.state.launches.set(launch, instance.id);
  if (instance.row.phase !== 'suspended') instance.row.phase = 'starting';
  touch(turn, instance);
  turn.durable = true;
  launchAction(turn, task, instance);
  if (instance.row.phase === 'suspended')
    command(turn, { kind: 'suspend', instance: launch, mode: 'freeze' });
}

/** The schedule starts anew from the finish; a failure code may make the task due again sooner. */
function complete(turn: Turn, task: Task | undefined, instance: Instance, code: number, ended: Wall): void {
  if (task === undefined) return;
  const { schedule } = task.row;
  schedule.completed = ended;
  schedule.heldUntil = null;
  schedule.heldBy = null;
  schedule.retryAt =
    code !== 0 && task.retryAfter !== null ? addDuration(ended, task.retryAfter, turn.state.host.zone) : null;
  settleNotices(turn.state, task.row.path, code !== 0);
  if (code !== 0) tellFailure(turn, task, instance);
}

function tellFailure(turn: Turn, task: Task, instance: Instance): void {
  const { path } = task.row;
  notify(turn, 'task-failed', `failed:${path}:${instance.id}`, { task: path, actions: ['open-panel'] });
}

/** Takes a live instance out of the state; its row travels with the turn. */
export function finish(
  turn: Turn,
  instance: Instance,
  outcome: Outcome,
  result: number | null,
  ended: Wall,
): void {
  const { state } = turn;
  endSuspension(turn, instance);
  rest(turn, instance);
  Object.assign(instance.row, { phase: 'ended', outcome, result, ended });
  touch(turn, instance);
  state.instances.delete(instance.id);
  state.elapsedDue.set(`ends:${instance.id}`, null);
  for (const launch of instance.row.launches) state.launches.delete(launch as Instance['id']);
  const task = taskOf(turn, instance);
  noteEnded(turn, instance, outcome);
  settleStateFolder(turn, task, instance);
  unsettle(turn);
  if (task === undefined) return;
  task.live.delete(instance.id);
  task.row.schedule.lastResult = result;
  turn.changedTasks.add(task.key);
  if (task.maintenance !== null) reschedule(turn, task);
  planProgresses(turn, outcome === 'completed' || outcome === 'failed');
  if (task.row.schedule.pending.length > 0) state.pendingTasks.add(task.key);
  if (task.row.definition.settings.runOnlyIfIdle) {
    const { task: path, pid } = instance.row;
    record(turn, 503, { task: path, instance: instance.id }, { IdleTaskId: path, ProcessId: pid ?? 0 });
  }
  if (task.expired && task.live.size === 0) remove(turn, state.host.user, task);
}
