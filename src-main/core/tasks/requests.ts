import { formatCode, refuse } from '../../../src-shared/failure/refusal.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { reschedule, unschedule } from '../maintenance/due.js';
import { nextActivation } from '../maintenance/window.js';
import type { CoreRequest } from '../kernel/event.js';
import { record, type CoreAnswer, type Turn } from '../kernel/turn.js';
import { stopInstance } from './hold.js';
import { startInstance } from './launch.js';
import { armTriggers } from './schedule.js';
import { abandonStateFolder } from './state-folder.js';
import { freshSchedule, isRunnable, keyOf, readTask, type Task } from './task.js';
import { validateTask } from './validate.js';

type Request<K extends CoreRequest['kind']> = Extract<CoreRequest, { kind: K }>;

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
  for (const definition of request.tasks) put(turn, by, definition, null);
  return done({ registered: request.tasks.map(({ path }) => path) });
}

/** Puts a definition in place: 106 for a new task, 140 for a changed one. The schedule of a known task goes on. */
export function put(turn: Turn, by: string, definition: TaskDefinition, source: string | null): void {
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
  if (before !== undefined) task.live = before.live;
  state.tasks.set(key, task);
  turn.changedTasks.add(key);
  const user = { TaskName: row.path, ...(before === undefined ? { UserContext: by } : { UserName: by }) };
  record(turn, before === undefined ? 106 : 140, { task: row.path }, user);
  if (task.maintenance === null) unschedule(turn, key);
  else reschedule(turn, task);
  armTriggers(turn, task);
}

/** Run on demand (TASK-10): asks no trigger, obeys the instances policy and the battery condition. */
export function run(turn: Turn, by: string, request: Request<'run'>): CoreAnswer {
  const task = findTask(turn, request.task);
  if (task === null) return unknownTask(request.task);
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
  if (!isRunnable(definition))
    return refused(
      'no-handler',
      `${path} runs a COM handler, and no module is registered for its class here.`,
    );
  if (settings.disallowStartIfOnBatteries && turn.state.signals.power.settled === 'battery') {
    record(turn, 326, { task: path }, { TaskName: path });
    return refused('on-battery', `${path} does not start on battery (DisallowStartIfOnBatteries).`);
  }
  const running = [...task.live][0];
  if (running !== undefined) {
    const blocked = overlap(turn, by, task, running);
    if (blocked !== null) return blocked;
  }
  return done({ instance: startInstance(turn, task, 'user', by).id });
}

/** What MultipleInstancesPolicy says of a second instance (TASK-55 to TASK-58); null = start it. */
function overlap(turn: Turn, by: string, task: Task, running: string): CoreAnswer | null {
  const { path, definition } = task.row;
  const named = { TaskName: path, TaskInstanceId: running };
  switch (definition.settings.multipleInstancesPolicy) {
    case 'parallel':
      return null;
    case 'ignoreNew':
      record(turn, 322, { task: path, instance: running }, named);
      return refused('already-running', `${path} is already running (instance ${running}).`);
    case 'queue':
      task.queued += 1;
      record(
        turn,
        324,
        { task: path, instance: running },
        { TaskName: path, QueuedTaskInstanceId: '', RunningTaskInstanceId: running },
      );
      return done({ instance: running });
    case 'stopExisting': {
      task.queued = 1;
      record(
        turn,
        323,
        { task: path, instance: running },
        { TaskName: path, StoppedTaskInstanceId: running, NewTaskInstanceId: '' },
      );
      stopAll(turn, task, by);
      return done({ instance: running });
    }
  }
}

function stopAll(turn: Turn, task: Task, by: string): number {
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

/** Ends a task: its instances are stopped; a maintenance task is not taken up again before the next daily activation. */
export function end(turn: Turn, by: string, request: Request<'end'>): CoreAnswer {
  const task = findTask(turn, request.task);
  if (task === null) return unknownTask(request.task);
  task.queued = 0;
  if (stopAll(turn, task, by) === 0) return refused('not-running', `${task.row.path} is not running.`);
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
  armTriggers(turn, task);
  return done();
}

/** Deletes a task (141). What runs is stopped; its history stays. */
export function remove(turn: Turn, by: string, name: string): CoreAnswer {
  const task = findTask(turn, name);
  if (task === null) return unknownTask(name);
  stopAll(turn, task, by);
  abandonStateFolder(turn, task);
  turn.state.tasks.delete(task.key);
  unschedule(turn, task.key);
  turn.changedTasks.delete(task.key);
  turn.removedTasks.add(task.row.path);
  record(turn, 141, { task: task.row.path }, { TaskName: task.row.path, UserName: by });
  return done();
}

function quoted(path: string): string {
  return `'${path}'`;
}
