import type { StartCause } from '../../../src-shared/model/instance.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { PendingStart, StartDetails } from '../kernel/rows.js';
import { mint, record, unsettle, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { pendingMax, pendingNear, pendingOfTaskMax } from './limits.js';
import { noteRefusal } from './refused-start.js';
import type { Task } from './task.js';

/** SCHED_E_SERVICE_TOO_BUSY (reference "task model", section 17). */
const tooBusy = 0x80041323;

/** What set a task off. */
export interface Firing {
  cause: StartCause;
  user: string | null;
  variables: Record<string, string>;
  /** Elapsed time before it is considered, ms. */
  delayMs: number;
  details: StartDetails;
  /** The GUID of the instance, where it is known already. */
  instance?: InstanceId;
  /** It is one of several at the same time and joins none of them. */
  besides?: boolean;
}

/** The details of a start that no trigger made. */
export const noDetails: StartDetails = { trigger: null, limitMs: null, endsAt: null, notAfter: null };

/**
 * Puts a start on its way: delayed, or considered as soon as the events of this instant are in. The
 * queues are bounded; what finds no room is told (130, 131) and gone.
 */
export function fire(turn: Turn, task: Task, firing: Firing): PendingStart | null {
  const { state, at } = turn;
  const { schedule } = task.row;
  if (joinsAnother(turn, task, firing)) return null;
  if (schedule.pending.length >= pendingOfTaskMax) {
    noteRefusal(turn, task, 130, 'queued', { ResultCode: tooBusy });
    return null;
  }
  if (state.pendingCount >= pendingMax) {
    noteRefusal(turn, task, 131, 'queued', { CurrentQuota: pendingMax });
    return null;
  }
  const delayed = firing.delayMs > 0;
  const pending: PendingStart = {
    instance: firing.instance ?? mint(turn),
    cause: firing.cause,
    user: firing.user,
    variables: firing.variables,
    since: at.wall,
    stage: delayed ? 'delay' : 'waiting',
    until: delayed ? elapsed(at.elapsed + firing.delayMs) : null,
    looked: false,
    announced: false,
    late: false,
    details: firing.details,
  };
  schedule.pending.push(pending);
  turn.changedTasks.add(task.key);
  countPending(turn, 1);
  armPending(turn, task, pending);
  return pending;
}

/** While one start waits for its conditions, a further one is served by it: several missed ones are one run. */
function joinsAnother(turn: Turn, task: Task, firing: Firing): boolean {
  if (firing.cause === 'user' || firing.besides === true) return false;
  const waiting = task.row.schedule.pending.find(({ stage, looked }) => stage === 'waiting' && looked);
  if (waiting === undefined) return false;
  noteRefusal(turn, task, 322, 'queued', { TaskInstanceId: waiting.instance });
  return true;
}

/** Sets the timer of a start that waits for one, or has it considered. */
export function armPending(turn: Turn, task: Task, pending: PendingStart): void {
  const { state } = turn;
  state.elapsedDue.set(pendingKey(task, pending), pending.until);
  if (pending.stage === 'delay') return;
  state.pendingTasks.add(task.key);
  unsettle(turn);
}

/** The key of its timer. */
export function pendingKey(task: Task, pending: PendingStart): string {
  return `start:${pending.instance}${task.key}`;
}

/** Takes a start off the list: it happened, or it will not. */
export function dropPending(turn: Turn, task: Task, pending: PendingStart): void {
  const { schedule } = task.row;
  const place = schedule.pending.indexOf(pending);
  if (place < 0) return;
  schedule.pending.splice(place, 1);
  turn.state.elapsedDue.set(pendingKey(task, pending), null);
  turn.changedTasks.add(task.key);
  countPending(turn, -1);
}

/** Takes all of them off the list; gives back what there was. */
export function dropAllPending(turn: Turn, task: Task): PendingStart[] {
  const all = [...task.row.schedule.pending];
  for (const pending of all) dropPending(turn, task, pending);
  return all;
}

/** 132 when the queue of all tasks comes near its limit, once until it has halved. */
function countPending(turn: Turn, change: 1 | -1): void {
  const { state } = turn;
  state.pendingCount += change;
  if (state.pendingCount >= pendingNear && !state.queueTold) {
    state.queueTold = true;
    record(turn, 132, {}, { CurrentQuota: state.pendingCount });
  } else if (state.pendingCount < pendingNear / 2) {
    state.queueTold = false;
  }
}
