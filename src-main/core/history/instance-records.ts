import type { StartCause, StopAuthor } from '../../../src-shared/model/instance.js';
import type { StartDetails } from '../kernel/rows.js';
import { record, type Turn } from '../kernel/turn.js';
import type { Instance } from '../tasks/instance.js';
import type { Task } from '../tasks/task.js';

/** The records of one run of a task, with Windows' parameter names (reference "task events"; decisions section 1, "records"). */

function subject(instance: Instance): { task: string; instance: string } {
  return { task: instance.row.task, instance: instance.id };
}

function base(instance: Instance): { TaskName: string; TaskInstanceId: string } {
  return { TaskName: instance.row.task, TaskInstanceId: instance.id };
}

const triggerIds: Partial<Record<StartCause, number>> = {
  user: 110,
  time: 107,
  event: 108,
  registration: 109,
  missed: 114,
  'on-idle': 117,
  boot: 118,
  logon: 119,
};

/** Session triggers, each change with its own id. */
const sessionIds = {
  ConsoleConnect: 120,
  ConsoleDisconnect: 121,
  RemoteConnect: 122,
  RemoteDisconnect: 123,
  SessionLock: 124,
  SessionUnlock: 125,
} as const;

/** What set a start off: 107 to 110, 114, 117 to 125; nothing for maintenance itself and for a retry (126 told it). */
export function recordTrigger(
  turn: Turn,
  task: Task,
  start: {
    instance: string;
    cause: StartCause;
    user: string | null;
    trigger?: number | null;
    details?: StartDetails;
  },
): void {
  const { cause, instance, user } = start;
  const { path, definition } = task.row;
  const index = start.trigger ?? start.details?.trigger ?? null;
  const trigger = index === null ? undefined : definition.triggers[index];
  const id = trigger?.kind === 'sessionStateChange' ? sessionIds[trigger.stateChange] : triggerIds[cause];
  if (id === undefined) return;
  const named = { TaskName: path, InstanceId: instance };
  const about = { task: path, instance };
  if (id === 110) record(turn, id, about, { ...named, UserContext: user });
  else if (id >= 119 && id <= 125)
    record(turn, id, about, { TaskName: path, UserName: user, InstanceId: instance });
  else record(turn, id, about, named);
}

/** 100. */
export function recordStart(turn: Turn, instance: Instance): void {
  const { task, user } = instance.row;
  record(turn, 100, subject(instance), { TaskName: task, UserContext: user, InstanceId: instance.id });
}

/** 129 and 200: the process of an action exists. */
export function recordLaunched(
  turn: Turn,
  instance: Instance,
  path: string,
  pid: number,
  priority: number,
): void {
  const { task } = instance.row;
  record(turn, 129, subject(instance), { TaskName: task, Path: path, ProcessID: pid, Priority: priority });
  record(turn, 200, subject(instance), { ...base(instance), ActionName: path, EnginePID: pid });
}

/** ERROR_LOGON_FAILURE and ERROR_LOGON_TYPE_NOT_GRANTED: the account was the obstacle (104). */
const logonFailures = new Set([0x8007052e, 0x80070569, 0x80041310]);

/** 203 and 101: an action could not be started; 104 before them where the account was the obstacle. */
export function recordLaunchFailed(turn: Turn, instance: Instance, path: string, code: number): void {
  const { task, user } = instance.row;
  if (logonFailures.has(code >>> 0)) {
    const words = { UserName: user, ErrorDescription: 'the account cannot be used here', ResultCode: code };
    record(turn, 104, subject(instance), words);
  }
  record(turn, 203, subject(instance), { ...base(instance), ActionName: path, ResultCode: code });
  record(turn, 101, subject(instance), { TaskName: task, UserContext: user, ResultCode: code });
}

/** 201: an action ended, whatever its code. */
export function recordActionEnded(turn: Turn, instance: Instance, path: string, code: number): void {
  const enginePid = instance.row.pid ?? 0;
  const data = { ...base(instance), ActionName: path, ResultCode: code, EnginePID: enginePid };
  record(turn, 201, subject(instance), data);
}

/** 102: the instance ran to its end. */
export function recordCompleted(turn: Turn, instance: Instance): void {
  const { task, user } = instance.row;
  record(turn, 102, subject(instance), { TaskName: task, UserContext: user, InstanceId: instance.id });
}

/** 900 with its author; before it 328 for presence and 327 for power. */
export function recordSuspended(turn: Turn, instance: Instance, author: StopAuthor): void {
  if (author === 'presence') record(turn, 328, subject(instance), base(instance));
  if (author === 'power') record(turn, 327, subject(instance), base(instance));
  record(turn, 900, subject(instance), { ...base(instance), Reason: author });
}

/** 907: it goes on slowly while somebody is at the machine. */
export function recordSlowed(turn: Turn, instance: Instance, author: StopAuthor): void {
  record(turn, 907, subject(instance), { ...base(instance), Reason: author });
}

/** 908: at full pace again. */
export function recordFullPace(turn: Turn, instance: Instance): void {
  record(turn, 908, subject(instance), base(instance));
}

/** 901. */
export function recordContinued(turn: Turn, instance: Instance): void {
  record(turn, 901, subject(instance), base(instance));
}

/** 330, 329, 327 or 328: somebody or something asks it to end. */
export function recordStopAsked(turn: Turn, instance: Instance, author: StopAuthor): void {
  const { user } = instance.row;
  if (author === 'user') record(turn, 330, subject(instance), { ...base(instance), UserContext: user });
  if (author === 'limit') record(turn, 329, subject(instance), base(instance));
  if (author === 'power') record(turn, 327, subject(instance), base(instance));
  if (author === 'presence') record(turn, 328, subject(instance), base(instance));
}

/** 111 with the author of the end. */
export function recordTerminated(turn: Turn, instance: Instance, author: StopAuthor): void {
  const { task } = instance.row;
  record(turn, 111, subject(instance), { TaskName: task, InstanceId: instance.id, Reason: author });
}
