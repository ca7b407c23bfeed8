import { formatCode, refuse } from '../../../src-shared/failure/refusal.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { reschedule, unschedule } from '../maintenance/due.js';
import { nextActivation } from '../maintenance/window.js';
import type { CoreRequest } from '../kernel/event.js';
import { mint, record, type CoreAnswer, type Turn } from '../kernel/turn.js';
import { subscribe } from './event-triggers.js';
import { dropAllPending, fire, noDetails } from './fire.js';
import { readHandlers } from './task-settings.js';
import { accountOf, isLoggedOn, needsSession } from './account.js';
import { startOf } from './pending.js';
import { watchPresence } from './presence-watch.js';
import { reactOne } from './react.js';
import { noteRefusal } from './refused-start.js';
import { remove, stopLive } from './remove.js';
import { stopRepeats } from './repeat.js';
import { armTriggers } from './schedule.js';
import { networkServes } from './start-conditions.js';
import { freshSchedule, isRunnable, keyOf, readTask, type Task } from './task.js';
import { validateTask } from './validate.js';

type Request<K extends CoreRequest['kind']> = Extract<CoreRequest, { kind: K }>;

/** SCHED_S_SOME_TRIGGERS_FAILED. */
const someTriggersFailed = 0x4131b;

function done(out: unknown = {}): CoreAnswer {
  return { kind: 'done', out };
}

function refused(...args: Parameters<typeof refuse>): CoreAnswer {
  return { kind: 'refused', refusal: refuse(...args) };
}

/** Finds a task by path or by its bare name in the root. */
export function findTask(turn: Turn, name: string): Task | null {
  try {
    return turn.state.tasks.get(keyOf(name)) ?? null;
  } catch {
    return null;
  }
}

function unknownTask(name: string): CoreAnswer {
  return refused('unknown-task', `There is no task ${name}. List them with: caretaker task list`);
}

/** Says why a definition cannot be registered, or null. */
export function definitionRefusal(definition: TaskDefinition): CoreAnswer | null {
  const error = validateTask(definition).find(({ severity }) => severity === 'error');
  if (error === undefined) return null;
  const code = error.code === null ? '' : ` (${error.code})`;
  const element = error.element === null ? '' : `${error.element}: `;
  return refused('invalid-task', `${definition.path}: ${element}${error.message}${code}`);
}

/** Registers all or none: the first definition that is refused refuses them all. */
export function register(turn: Turn, by: string, request: Request<'register'>): CoreAnswer {
  for (const definition of request.tasks) {
    const refusal = definitionRefusal(definition);
    if (refusal !== null) return refusal;
    const exists = turn.state.tasks.has(keyOf(definition.path));
    if (request.mode === 'create' && exists) {
      return refused(
        'task-exists',
        `There is already a task ${definition.path} (${formatCode(0x800700b7)}).`,
      );
    }
    if (request.mode === 'update' && !exists) return unknownTask(definition.path);
  }
  for (const definition of request.tasks)
    put(turn, by, definition, null, request.ignoreRegistrationTriggers !== true);
  return done({ registered: request.tasks.map(({ path }) => path) });
}

/** Puts a definition in place: 106 for a new task, 140 for a changed one. The schedule of a known task goes on. */
export function put(
  turn: Turn,
  by: string,
  definition: TaskDefinition,
  source: string | null,
  fireRegistration = true,
): void {
  const { state, at } = turn;
  const key = keyOf(definition.path);
  const before = state.tasks.get(key);
  const row = {
    path: before?.row.path ?? definition.path,
    definition,
    source: source ?? before?.row.source ?? null,
    schedule: before?.row.schedule ?? freshSchedule(at.wall),
  };
  // A new definition may mend what could not be launched.
  if (row.schedule.heldBy === 'launch-failed') Object.assign(row.schedule, { heldBy: null, heldUntil: null });
  const task = readTask(row);
  if (before !== undefined) {
    task.live = before.live;
    // Repetitions belong to triggers that may be others now; starts on their way go on.
    stopRepeats(turn, before);
    task.row.schedule.expiresAt = null;
  }
  state.tasks.set(key, task);
  readHandlers(state, task);
  turn.changedTasks.add(key);
  const user = { TaskName: row.path, ...(before === undefined ? { UserContext: by } : { UserName: by }) };
  record(turn, before === undefined ? 106 : 140, { task: row.path }, user);
  if (task.maintenance === null) unschedule(turn, key);
  else reschedule(turn, task);
  listen(turn, task);
  armTriggers(turn, task);
  if (fireRegistration) reactOne(turn, task, 'registration', { cause: 'registration', user: by });
}

/** Takes the triggers of a task in that something sets off; 113 where some of them never will. */
function listen(turn: Turn, task: Task): void {
  const { state } = turn;
  const { path, definition } = task.row;
  const hadIdle = state.triggerIndex.needsIdle;
  state.triggerIndex.put(task.key, definition);
  const failed = subscribe(turn, task);
  const dead = definition.triggers.filter(({ kind, enabled }) => kind === 'kept' && enabled).length;
  if (failed + dead > 0) {
    record(turn, 113, { task: path }, { TaskName: path, ResultCode: someTriggersFailed });
  }
  if (hadIdle !== state.triggerIndex.needsIdle) watchPresence(turn);
  if (!hadIdle && state.triggerIndex.needsIdle) {
    record(turn, 500, { task: path }, { IdleTaskId: path, ProcessId: 0 });
  }
}

/** Run on demand (TASK-10): asks no trigger and no idle, obeys instances policy, power and network. */
export function run(turn: Turn, by: string, request: Request<'run'>): CoreAnswer {
  const task = findTask(turn, request.task);
  if (task === null) return unknownTask(request.task);
  const refusal = demandRefusal(turn, task);
  if (refusal !== null) return refusal;
  const { path, definition } = task.row;
  const running = [...task.live][0];
  if (running !== undefined && definition.settings.multipleInstancesPolicy === 'ignoreNew') {
    const named = { TaskName: path, TaskInstanceId: running };
    record(turn, 322, { task: path, instance: running }, named);
    return refused('already-running', `${path} is already running (instance ${running}).`);
  }
  const variables = namedArguments(request.arguments ?? []);
  const instance = mint(turn);
  const firing = { cause: 'user', user: by, variables, delayMs: 0, details: noDetails, instance } as const;
  if (fire(turn, task, firing) === null) {
    return refused('too-busy', `${path} has as many starts on their way as it may have; wait or end it.`);
  }
  // Who asked waits for no timer: the start goes out with the answer.
  startOf(turn, task);
  return done({ instance });
}

/** Run arguments are the variables Arg0, Arg1 … (reference "task model", sections 2 and 14). */
function namedArguments(list: string[]): Record<string, string> {
  return Object.fromEntries(list.map((value, index) => [`Arg${String(index)}`, value]));
}

function demandRefusal(turn: Turn, task: Task): CoreAnswer | null {
  const { path, definition } = task.row;
  const { settings } = definition;
  if (!settings.enabled)
    return refused(
      'task-disabled',
      `${path} is disabled. Enable it with: caretaker task enable ${quoted(path)}`,
    );
  if (!settings.allowStartOnDemand)
    return refused(
      'no-start-on-demand',
      `${path} does not allow a start on demand; only its triggers start it.`,
    );
  if (!isRunnable(task))
    return refused(
      'no-handler',
      `${path} runs a COM handler, and no module is registered for its class here.`,
    );
  if (settings.disallowStartIfOnBatteries && turn.state.signals.power.settled === 'battery') {
    noteRefusal(turn, task, 326, 'power');
    return refused('on-battery', `${path} does not start on battery (DisallowStartIfOnBatteries).`);
  }
  if (settings.runOnlyIfNetworkAvailable && !networkServes(turn.state, task)) {
    noteRefusal(turn, task, 112, 'network');
    return refused('no-network', `${path} starts only with its network (RunOnlyIfNetworkAvailable).`);
  }
  const account = accountOf(definition);
  if (account.kind === 'user' && needsSession(definition) && !isLoggedOn(turn.state, account.name)) {
    noteRefusal(turn, task, 332, 'not-logged-on', { UserName: account.name });
    return refused('not-logged-on', `${path} runs in the session of ${account.name}, who is not logged on.`);
  }
  return null;
}

/** Ends a task: its instances are stopped; a maintenance task is not taken up again before the next daily activation. */
export function end(turn: Turn, by: string, request: Request<'end'>): CoreAnswer {
  const task = findTask(turn, request.task);
  if (task === null) return unknownTask(request.task);
  const { path } = task.row;
  const waiting = dropAllPending(turn, task);
  for (const { instance } of waiting) {
    record(
      turn,
      330,
      { task: path, instance },
      { TaskName: path, TaskInstanceId: instance, UserContext: by },
    );
  }
  if (stopLive(turn, task, by) + waiting.length === 0)
    return refused('not-running', `${path} is not running.`);
  if (task.maintenance !== null) {
    task.row.schedule.heldUntil = nextActivation(turn.state);
    task.row.schedule.heldBy = 'user';
    turn.changedTasks.add(task.key);
  }
  return done();
}

/** Enables (140) or disables (142); what runs goes on. */
export function setEnabled(turn: Turn, by: string, name: string, enabled: boolean): CoreAnswer {
  const task = findTask(turn, name);
  if (task === null) return unknownTask(name);
  const { row } = task;
  if (row.definition.settings.enabled === enabled) return done();
  row.definition = { ...row.definition, settings: { ...row.definition.settings, enabled } };
  turn.changedTasks.add(task.key);
  record(turn, enabled ? 140 : 142, { task: row.path }, { TaskName: row.path, UserName: by });
  if (task.maintenance !== null) reschedule(turn, task);
  if (!enabled) {
    dropAllPending(turn, task);
    stopRepeats(turn, task);
  }
  listen(turn, task);
  armTriggers(turn, task);
  return done();
}

/** Deletes a task (141). What runs is stopped; its history stays. */
export function deleteTask(turn: Turn, by: string, name: string): CoreAnswer {
  const task = findTask(turn, name);
  if (task === null) return unknownTask(name);
  remove(turn, by, task);
  return done();
}

function quoted(path: string): string {
  return `'${path}'`;
}
