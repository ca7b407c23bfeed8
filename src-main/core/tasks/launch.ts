import type { StartCause } from '../../../src-shared/model/instance.js';
import type { ExecAction } from '../../../src-shared/model/task.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { recordStart } from '../history/instance-records.js';
import { invariant } from '../kernel/invariant.js';
import { command, mint, type Turn } from '../kernel/turn.js';
import { currentLaunch, type Instance } from './instance.js';
import { stateFolderFor } from './state-folder.js';
import type { Task } from './task.js';

/** The programs of a task, in order. */
export function programs(task: Task): ExecAction[] {
  return task.row.definition.actions.filter((action) => action.kind === 'exec');
}

/**
 * Starts an instance: mints its GUID, writes 100 and asks for the launch of its first action.
 * The launch goes out after the commit, so that a crash in between leaves an intent on record.
 */
export function startInstance(turn: Turn, task: Task, cause: StartCause, user: string | null): Instance {
  const { state, at } = turn;
  const id = mint(turn);
  const instance: Instance = {
    id,
    workingSince: null,
    row: {
      instance: id,
      task: task.row.path,
      cause,
      user: user ?? task.row.definition.principal?.userId ?? state.host.user,
      started: at.wall,
      ended: null,
      suspended: [],
      phase: 'starting',
      result: null,
      outcome: null,
      pid: null,
      launches: [id],
      workedMs: 0,
      stopAuthor: null,
      maintenance: task.maintenance !== null,
      stateOf: stateFolderFor(task, id),
    },
  };
  state.instances.set(id, instance);
  state.launches.set(id, id);
  task.live.add(id);
  task.row.schedule.lastRun = at.wall;
  task.row.schedule.waits = {};
  task.row.schedule.waitingFor = null;
  touch(turn, instance);
  turn.changedTasks.add(task.key);
  turn.durable = true;
  recordStart(turn, instance);
  launchAction(turn, task, instance);
  return instance;
}

/** Asks for the launch of the action that is next; a second one gets an identity of its own. */
export function launchAction(turn: Turn, task: Task, instance: Instance): void {
  const action = programs(task)[instance.row.launches.length - 1];
  invariant(action !== undefined, `instance ${instance.id} has no action ${instance.row.launches.length}`);
  const { settings } = task.row.definition;
  command(turn, {
    kind: 'launch',
    spec: {
      instance: currentLaunch(instance),
      task: task.row.path,
      command: action.command,
      arguments: action.arguments,
      workingDirectory: action.workingDirectory,
      environment: action.environment,
      environmentFile: action.environmentFile,
      priority: settings.priority,
      maintenance: task.maintenance !== null,
      state: (instance.row.stateOf ?? instance.id) as InstanceId,
      yield: settings.yield,
    },
  });
}

/** Marks the row of an instance as changed. */
export function touch(turn: Turn, instance: Instance): void {
  turn.changedInstances.set(instance.id, instance);
}
