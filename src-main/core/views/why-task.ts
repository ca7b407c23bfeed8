import type { WhyTest } from '../../../src-shared/model/maintenance.js';
import type { StopAuthor } from '../../../src-shared/model/instance.js';
import type { State } from '../kernel/state.js';
import { isPutOff } from '../maintenance/plan.js';
import { crowdedBy } from '../maintenance/room.js';
import { isStarved } from '../maintenance/starved.js';
import { suspendedBy } from '../tasks/hold.js';
import type { Instance } from '../tasks/instance.js';
import { deadlineAt, dueAt, isOverdue, type Task } from '../tasks/task.js';
import { iso } from '../time/stamp.js';
import { test } from './why-test.js';

/** What a maintenance task's own schedule and its place among the others say. */
export function ownTests(state: State, task: Task): WhyTest[] {
  return [
    dueTest(state, task),
    inTime(state, task),
    heldTest(state, task),
    stoppedTest(state),
    ...planTest(state, task),
    ...workTest(state, task),
    roomTest(state, task),
  ];
}

function dueTest(state: State, task: Task): WhyTest {
  const due = dueAt(task, state.host.zone);
  const isDue = state.maintenance.due.has(task.key);
  const remedy = `caretaker task run '${task.row.path}'`;
  return test('due', isDue, due === null ? 'never' : iso(due), isDue ? due : null, remedy);
}

/** Behind its deadline, or starved: it hinders nothing, and it is why somebody asks. */
function inTime(state: State, task: Task): WhyTest {
  const { wall } = state.now;
  const { zone } = state.host;
  const remedy = `caretaker task run '${task.row.path}'`;
  if (isOverdue(task, wall, zone)) return test('in time', false, 'overdue', deadlineAt(task, zone), remedy);
  if (isStarved(task, wall, zone)) return test('in time', false, 'starved', dueAt(task, zone), remedy);
  return test('in time', true, 'in time', null, null);
}

const heldRemedies = {
  user: 'caretaker maintenance start',
  'launch-failed': 'mend its program or definition, then caretaker maintenance start',
  postponed: 'caretaker maintenance start',
  plan: 'caretaker maintenance start',
} as const;

function heldTest(state: State, task: Task): WhyTest {
  const { heldUntil, heldBy } = task.row.schedule;
  const by = heldBy ?? 'user';
  if (heldUntil === null || heldUntil <= state.now.wall) return test('not held', true, 'no', null, null);
  return test('not held', false, `until ${iso(heldUntil)} by ${by}`, null, heldRemedies[by]);
}

/** Somebody stopped maintenance: what was only due waits until the gate has closed once. */
function stoppedTest({ maintenance }: State): WhyTest {
  const stopped = maintenance.stoppedByUser;
  return test('not stopped', !stopped, stopped ? 'stopped' : 'no', null, 'caretaker maintenance start');
}

function planTest(state: State, task: Task): WhyTest[] {
  const { plan } = state.maintenance;
  if (plan === null) return [];
  const putOff = isPutOff(state, task);
  const value =
    putOff && plan.until !== null
      ? `until ${iso(plan.until)} by plan`
      : plan.oneAtATime
        ? 'one at a time'
        : 'under way';
  return [test('catch-up', !putOff, value, plan.since, 'caretaker maintenance start')];
}

/** What its live instance does: it works, slowly or not, or stands still by whose will. */
function workTest(state: State, task: Task): WhyTest[] {
  const live = [...task.live].map((id) => state.instances.get(id)).find((one) => one !== undefined);
  if (live === undefined) return [];
  const author = suspendedBy(live);
  if (author !== null) {
    const since = live.row.suspended.at(-1)?.from ?? null;
    return [test('working', false, `suspended: ${author}`, since, remedyFor(author))];
  }
  return [paceTest(live)];
}

function paceTest({ row, slowed }: Instance): WhyTest {
  if (row.phase === 'stopping')
    return test('working', false, 'ending', row.started, 'it is being ended; that takes seconds');
  return test('working', !slowed, slowed ? 'slowly' : row.phase, row.started, 'leave the computer alone');
}

function remedyFor(author: StopAuthor): string {
  switch (author) {
    case 'presence':
      return 'leave the computer alone, or caretaker maintenance start';
    case 'power':
      return 'plug the computer in, or caretaker maintenance start --on-battery';
    case 'pause':
      return 'caretaker unpause';
    case 'policy':
      return 'ask whoever set the policy';
    case 'settings':
      return 'caretaker maintenance configure --enabled on';
    default:
      return 'caretaker maintenance start';
  }
}

function roomTest(state: State, task: Task): WhyTest {
  const crowd = crowdedBy(state, task);
  return test('room', crowd === null, crowd ?? 'free', null, 'it starts when the others are done');
}
