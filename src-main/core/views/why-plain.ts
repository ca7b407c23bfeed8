import type { WhyTest } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { accountOf, isLoggedOn, needsSession } from '../tasks/account.js';
import { idleRefusal, networkServes } from '../tasks/start-conditions.js';
import type { Task } from '../tasks/task.js';
import { iso, wall } from '../time/stamp.js';
import { test } from './why-test.js';

/** The tests of a plain task: what sets it off, and each condition that it asks for. */
export function plainTests(state: State, task: Task): WhyTest[] {
  const { settings } = task.row.definition;
  const { power } = state.signals;
  const tests = [setOff(state, task)];
  if (settings.disallowStartIfOnBatteries) {
    const remedy = 'plug the computer in, or change the task’s power condition';
    tests.push(test('power for the task', power.settled === 'ac', power.settled, power.since, remedy));
  }
  if (settings.runOnlyIfNetworkAvailable) {
    const { name = null, id = null } = settings.networkSettings ?? {};
    const holds = networkServes(state, task);
    tests.push(test('its network', holds, name ?? id ?? 'any', null, 'connect to it'));
  }
  if (settings.runOnlyIfIdle) {
    const reason = idleRefusal(state, task);
    const { value, since } = state.taskIdle;
    const remedy = 'leave the computer alone for fifteen minutes, or start the task by hand';
    tests.push(test('idle for tasks', reason === null, reason ?? 'idle', value ? since : null, remedy));
  }
  const account = accountOf(task.row.definition);
  if (account.kind === 'user' && needsSession(task.row.definition)) {
    const holds = isLoggedOn(state, account.name);
    tests.push(test('user logged on', holds, account.name, null, 'let that user log on'));
  }
  if (settings.multipleInstancesPolicy !== 'parallel') {
    const free = task.live.size === 0;
    const remedy = `caretaker task end '${task.row.path}'`;
    tests.push(
      test('no other instance', free, free ? 'none' : settings.multipleInstancesPolicy, null, remedy),
    );
  }
  return tests;
}

function setOff(state: State, task: Task): WhyTest {
  const [pending] = task.row.schedule.pending;
  const remedy = `caretaker task run '${task.row.path}'`;
  if (pending !== undefined) return test('set off', true, pending.cause, pending.since, remedy);
  const next = state.wallDue.at(`trigger:${task.key}`);
  return test('set off', task.live.size > 0, next === null ? 'never' : iso(wall(next)), null, remedy);
}
