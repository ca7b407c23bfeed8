import type { StopAuthor } from '../../../src-shared/model/instance.js';
import { record, type Turn } from '../kernel/turn.js';
import type { Instance } from '../tasks/instance.js';

/** The records of one run of a task, with Windows' parameter names (reference "task events"; decisions section 1, "records"). */

function subject(instance: Instance): { task: string; instance: string } {
  return { task: instance.row.task, instance: instance.id };
}

function base(instance: Instance): { TaskName: string; TaskInstanceId: string } {
  return { TaskName: instance.row.task, TaskInstanceId: instance.id };
}

/** 110 when it was asked for, 107 for a schedule; then 100. */
export function recordStart(turn: Turn, instance: Instance): void {
  const { task, user, cause } = instance.row;
  const named = { TaskName: task, InstanceId: instance.id };
  if (cause === 'user') record(turn, 110, subject(instance), { ...named, UserContext: user });
  if (cause === 'time') record(turn, 107, subject(instance), named);
  if (cause === 'missed') record(turn, 114, subject(instance), named);
  if (cause === 'registration') record(turn, 109, subject(instance), named);
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

/** 203 and 101: an action could not be started. */
export function recordLaunchFailed(turn: Turn, instance: Instance, path: string, code: number): void {
  const { task, user } = instance.row;
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
