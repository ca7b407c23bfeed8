import type { StartCause } from '../../../src-shared/model/instance.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { recordStart, recordTrigger } from '../history/instance-records.js';
import { invariant } from '../kernel/invariant.js';
import type { PendingStart } from '../kernel/rows.js';
import { command, mint, record, type Turn } from '../kernel/turn.js';
import { accountOf, needsSession } from './account.js';
import { currentLaunch, type Instance } from './instance.js';
import { stateFolderFor } from './state-folder.js';
import type { LaunchSpec } from './process.js';
import { classKey, runnableActions, type RunnableAction, type Task } from './task.js';

/** What a start brings along: its GUID and details, where a trigger or a request prepared it. */
interface StartExtra extends Pick<PendingStart, 'instance' | 'variables' | 'details' | 'announced'> {
  /** The user of the session that set it off. */
  user: string | null;
}

/**
 * Starts an instance: mints its GUID, writes 100 and asks for the launch of its first action.
 * The launch goes out after the commit, so that a crash in between leaves an intent on record.
 *
 * @param user who asked; null = the account of the task
 */
export function startInstance(
  turn: Turn,
  task: Task,
  cause: StartCause,
  user: string | null,
  extra: StartExtra | null = null,
): Instance {
  const { state, at } = turn;
  const id = extra === null ? mint(turn) : (extra.instance as InstanceId);
  const instance: Instance = {
    id,
    workingSince: null,
    slowed: false,
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
      ...(extra === null ? {} : { details: extra.details, variables: extra.variables }),
    },
  };
  state.instances.set(id, instance);
  state.launches.set(id, id);
  task.live.add(id);
  const { schedule } = task.row;
  schedule.lastRun = at.wall;
  schedule.waits = {};
  schedule.waitingFor = null;
  if (cause !== 'retry') schedule.restarts = 0;
  if (instance.row.details?.endsAt != null) state.elapsedDue.set(`ends:${id}`, instance.row.details.endsAt);
  touch(turn, instance);
  turn.changedTasks.add(task.key);
  turn.durable = true;
  if (extra?.announced !== true) {
    const trigger = instance.row.details?.trigger ?? null;
    const asker = cause === 'user' ? instance.row.user : (extra?.user ?? null);
    recordTrigger(turn, task, { instance: id, cause, user: asker, trigger });
  }
  recordStart(turn, instance);
  if (task.row.definition.settings.runOnlyIfIdle) {
    record(turn, 502, { task: task.row.path, instance: id }, { IdleTaskId: task.row.path, ProcessId: 0 });
  }
  launchAction(turn, task, instance);
  return instance;
}

/** Asks for the launch of the action that is next; a second one gets an identity of its own. */
export function launchAction(turn: Turn, task: Task, instance: Instance): void {
  const action = runnableActions(task)[instance.row.launches.length - 1];
  invariant(action !== undefined, `instance ${instance.id} has no action ${instance.row.launches.length}`);
  const { settings, principal } = task.row.definition;
  command(turn, {
    kind: 'launch',
    spec: {
      instance: currentLaunch(instance),
      task: task.row.path,
      ...programOf(turn, action),
      variables: instance.row.variables ?? {},
      account: launchAccount(task, instance),
      interactive: needsSession(task.row.definition),
      requiredPrivileges: principal?.requiredPrivileges ?? [],
      sidType: principal?.processTokenSidType === 'None' ? 'none' : 'unrestricted',
      priority: settings.priority,
      maintenance: task.maintenance !== null,
      state: (instance.row.stateOf ?? instance.id) as InstanceId,
      yield: settings.yield,
    },
  });
}

function launchAccount(task: Task, instance: Instance): LaunchSpec['account'] {
  const account = accountOf(task.row.definition);
  switch (account.kind) {
    case 'host':
      return null;
    case 'user':
      return { kind: 'user', name: account.name };
    case 'group':
      return { kind: 'user', name: instance.row.user };
    default:
      return { kind: account.kind };
  }
}

type Program = Pick<
  LaunchSpec,
  'command' | 'arguments' | 'workingDirectory' | 'environment' | 'environmentFile' | 'handler'
>;

function programOf(turn: Turn, action: RunnableAction): Program {
  if (action.kind === 'exec') {
    const { command: program, arguments: words, workingDirectory, environment, environmentFile } = action;
    return {
      command: program,
      arguments: words,
      workingDirectory,
      environment,
      environmentFile,
      handler: null,
    };
  }
  const classId = classKey(action.classId);
  const module = turn.state.settings.handlers?.[classId]?.module;
  invariant(module !== undefined, `no handler module is registered for ${classId}`);
  return {
    command: module,
    arguments: null,
    workingDirectory: null,
    environment: {},
    environmentFile: null,
    handler: { classId, data: action.data },
  };
}

/** Marks the row of an instance as changed. */
export function touch(turn: Turn, instance: Instance): void {
  turn.changedInstances.set(instance.id, instance);
}
