import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { recordTrigger } from '../history/instance-records.js';
import type { PendingStart } from '../kernel/rows.js';
import type { State } from '../kernel/state.js';
import { record, unsettle, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { waitsForExclusive } from '../maintenance/room.js';
import {
  accountOf,
  isLoggedOn,
  mayLogOnAsBatch,
  membersLoggedOn,
  needsBatchLogon,
  needsSession,
} from './account.js';
import { Engines } from './engines.js';
import { armPending, dropPending, fire } from './fire.js';
import { stopInstance } from './hold.js';
import { startInstance } from './launch.js';
import { noteRefusal } from './refused-start.js';
import { idleEnoughAt, idlePatienceMs, idleRefusal, mayStartLate, refusedBy } from './start-conditions.js';
import { isRunnable, type Task } from './task.js';

/** Result codes of starts that cannot be (reference "task model", section 17). */
const notReady = 0x8004130a;
const userNotLoggedOn = 0x80041320;
/** ERROR_LOGON_TYPE_NOT_GRANTED. */
const logonNotGranted = 0x80070569;

/**
 * Considers every start that is on its way and not delayed, in the order in which they were set off.
 * Called once all events of an instant are in (decisions section 1, "same instant").
 */
export function startPending(turn: Turn): void {
  const { state } = turn;
  if (state.pendingTasks.size === 0 || !mayStart(state)) return;
  const engines = new Engines(state);
  for (const key of [...state.pendingTasks]) {
    const task = state.tasks.get(key);
    if (task !== undefined) {
      for (const pending of [...task.row.schedule.pending]) {
        if (pending.stage !== 'delay') consider(turn, task, pending, engines);
      }
    }
    if (!task?.row.schedule.pending.some(({ stage }) => stage !== 'delay')) state.pendingTasks.delete(key);
  }
}

/** Considers the starts of one task that somebody asked for by hand, at once. */
export function startOf(turn: Turn, task: Task): void {
  const { signals, host } = turn.state;
  if (!host.running || signals.system.value !== 'on') return;
  const engines = new Engines(turn.state);
  for (const pending of [...task.row.schedule.pending]) {
    if (pending.cause === 'user' && pending.stage !== 'delay') consider(turn, task, pending, engines);
  }
}

/** Nothing starts while the machine settles, sleeps or goes down, nor before power has been heard of. */
function mayStart(state: State): boolean {
  const { signals, host } = state;
  return host.running && signals.settledAt === null && signals.system.value === 'on' && signals.power.heard;
}

/** The timer of a start: its delay is over, or its patience for idle. */
export function pendingDue(turn: Turn, task: Task, instance: string): void {
  const pending = task.row.schedule.pending.find((one) => one.instance === instance);
  if (pending === undefined) return;
  turn.changedTasks.add(task.key);
  pending.until = null;
  if (pending.stage === 'delay') {
    pending.stage = 'waiting';
    armPending(turn, task, pending);
    return;
  }
  // The wait for idle was all it waited for: a missed start (TASK-27, TASK-39).
  dropPending(turn, task, pending);
  noteRefusal(turn, task, 135, idleRefusal(turn.state, task) ?? 'not-idle');
}

function consider(turn: Turn, task: Task, pending: PendingStart, engines: Engines): void {
  if (!pending.looked) turn.changedTasks.add(task.key);
  pending.looked = true;
  if (cannotStart(turn, task, pending) || !forMembers(turn, task, pending)) {
    dropPending(turn, task, pending);
    return;
  }
  if (pending.stage === 'waiting' && pending.cause !== 'user') {
    if (refusedByLevel(turn, task, pending) || waitsForIdle(turn, task, pending)) return;
  }
  if (overlaps(turn, task, pending) || waitsForExclusive(turn.state, task)) return;
  if (!engines.hasRoom(turn, task, pending)) return;
  dropPending(turn, task, pending);
  const cause = pending.late && pending.cause === 'time' ? 'missed' : pending.cause;
  startInstance(turn, task, cause, byOf(pending), pending);
  engines.started(turn, task);
}

/** A start by hand has the name of who asked; one by a trigger that of its task's account. */
function byOf({ cause, user, member }: PendingStart): string | null {
  return member ?? (cause === 'user' ? user : null);
}

/**
 * A task of a group runs for each member who is logged on (TASK-46): the start becomes one for each of
 * them. False when nobody is there (332, 101).
 */
function forMembers(turn: Turn, task: Task, pending: PendingStart): boolean {
  const account = accountOf(task.row.definition);
  if (account.kind !== 'group' || pending.member != null) return true;
  const [first, ...others] = membersLoggedOn(turn.state, account.name);
  const { path } = task.row;
  if (first === undefined) {
    noteRefusal(turn, task, 332, 'not-logged-on', { UserName: account.name });
    const failure = { TaskName: path, UserContext: account.name, ResultCode: userNotLoggedOn };
    record(turn, 101, { task: path }, failure);
    return false;
  }
  pending.member = first;
  for (const member of others) {
    const { cause, user, variables, details } = pending;
    const more = fire(turn, task, { cause, user, variables, delayMs: 0, details, besides: true });
    if (more !== null) more.member = member;
  }
  return true;
}

/** The instance that a new one would overlap with; for a group, that of the same member. */
function runningBeside(turn: Turn, task: Task, { member }: PendingStart): InstanceId | undefined {
  return [...task.live].find((id) => member == null || turn.state.instances.get(id)?.row.user === member);
}

/** What makes the start impossible, whatever the levels; each has its record. */
function cannotStart(turn: Turn, task: Task, pending: PendingStart): boolean {
  const { state, at } = turn;
  const { path, definition } = task.row;
  const { notAfter } = pending.details;
  if (notAfter !== null && at.wall > notAfter && pending.stage === 'waiting') {
    noteRefusal(turn, task, 128, 'past-end');
    return true;
  }
  const account = accountOf(definition);
  const user = account.kind === 'user' ? account.name : state.host.user;
  const failed = (code: number): boolean => {
    record(turn, 101, { task: path }, { TaskName: path, UserContext: user, ResultCode: code });
    return true;
  };
  if (!isRunnable(task)) return failed(notReady);
  if (account.kind !== 'user') return false;
  if (needsSession(definition) && !isLoggedOn(state, user)) {
    noteRefusal(turn, task, 332, 'not-logged-on', { UserName: user });
    return failed(userNotLoggedOn);
  }
  if (needsBatchLogon(definition) && !mayLogOnAsBatch(state, user)) {
    const why = 'the account has no batch logon right';
    record(turn, 104, { task: path }, { UserName: user, ErrorDescription: why, ResultCode: logonNotGranted });
    return failed(logonNotGranted);
  }
  return false;
}

/** Battery and network: refused, or from now on waited for as a level (decisions section 2, "conditions"). */
function refusedByLevel(turn: Turn, task: Task, pending: PendingStart): boolean {
  const refusal = refusedBy(turn.state, task);
  if (refusal === null) return false;
  if (!pending.late) noteRefusal(turn, task, refusal.id, refusal.reason);
  if (mayStartLate(task)) {
    pending.late = true;
    turn.changedTasks.add(task.key);
  } else {
    dropPending(turn, task, pending);
  }
  return true;
}

/** Idle is waited for, up to the task's patience (decisions section 2, "conditions"). */
function waitsForIdle(turn: Turn, task: Task, pending: PendingStart): boolean {
  const { state, at } = turn;
  const reason = idleRefusal(state, task);
  if (reason === null) return false;
  const enough = idleEnoughAt(state, task);
  if (enough !== null && enough > at.elapsed) state.elapsedDue.set(`look:${task.key}`, enough);
  // A restart at the next idle time, and the idle trigger itself, wait without limit.
  if (pending.cause === 'on-idle' || pending.until !== null) return true;
  pending.until = elapsed(at.elapsed + idlePatienceMs(task));
  armPending(turn, task, pending);
  return true;
}

/** MultipleInstancesPolicy (TASK-55 to TASK-58); true when the start is over or has to wait. */
function overlaps(turn: Turn, task: Task, pending: PendingStart): boolean {
  const { path, definition } = task.row;
  const policy = definition.settings.multipleInstancesPolicy;
  const running = runningBeside(turn, task, pending);
  if (running === undefined || policy === 'parallel') return false;
  if (pending.stage === 'queued') return true;
  announce(turn, task, pending);
  const subject = { task: path, instance: running };
  if (policy === 'ignoreNew') {
    record(turn, 322, subject, { TaskName: path, TaskInstanceId: running });
    dropPending(turn, task, pending);
    return true;
  }
  pending.stage = 'queued';
  pending.until = null;
  armPending(turn, task, pending);
  turn.changedTasks.add(task.key);
  if (policy === 'queue') {
    const ids = { QueuedTaskInstanceId: pending.instance, RunningTaskInstanceId: running };
    record(turn, 324, subject, { TaskName: path, ...ids });
  } else {
    replace(turn, task, pending, running);
  }
  return true;
}

/** Writes what set a start off, once. */
function announce(turn: Turn, task: Task, pending: PendingStart): void {
  if (!pending.announced) recordTrigger(turn, task, pending);
  pending.announced = true;
}

/** StopExisting: the old one is stopped, the new one starts when it is gone; only the newest waits. */
function replace(turn: Turn, task: Task, pending: PendingStart, running: InstanceId): void {
  const { path, definition } = task.row;
  for (const other of [...task.row.schedule.pending]) {
    if (other !== pending && other.stage === 'queued') dropPending(turn, task, other);
  }
  const ids = { StoppedTaskInstanceId: running, NewTaskInstanceId: pending.instance };
  record(turn, 323, { task: path, instance: running }, { TaskName: path, ...ids });
  for (const id of task.live) {
    const instance = turn.state.instances.get(id);
    if (instance !== undefined)
      stopInstance(turn, instance, 'replaced', definition.settings.allowHardTerminate);
  }
}

/** Looks again at what waits, as when the machine has been idle long enough for one of them. */
export function lookAgain(turn: Turn, key: string): void {
  turn.state.pendingTasks.add(key);
  unsettle(turn);
}
