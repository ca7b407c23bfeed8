import type { WaitReason, WhyTest } from '../../../src-shared/model/maintenance.js';
import { machineHolds, mainsHolds } from '../conditions/gate.js';
import { networkThere } from '../conditions/network.js';
import type { State } from '../kernel/state.js';
import { pressureHolds } from '../maintenance/plan.js';
import { policyOf } from '../maintenance/policy.js';
import { mayUseWindow } from '../maintenance/waits.js';
import type { Task } from '../tasks/task.js';
import { iso } from '../time/stamp.js';
import { test } from './why-test.js';

/** What the machine, its settings and the person at it say: the same for every maintenance task, but for its network. */
export function machineTests(state: State, task: Task): WhyTest[] {
  return [
    ...levels(state),
    ...presenceTests(state),
    ...powerTests(state),
    ...networkTest(state, task),
    ...windowTest(state, task),
  ];
}

function levels(state: State): WhyTest[] {
  const holds = new Map(machineHolds(state).map((hold) => [hold.reason, hold.since]));
  const { paused } = state.maintenance;
  const level = (name: string, reason: WaitReason, good: string, bad: string, remedy: string): WhyTest => {
    const since = holds.get(reason) ?? null;
    return test(name, since === null, since === null ? good : bad, since, remedy);
  };
  return [
    onTest(state, holds.get('policy') ?? null, holds.get('disabled') ?? null),
    level(
      'not paused',
      'paused',
      'not paused',
      paused === null ? 'paused' : `paused until ${iso(paused.until)}`,
      'caretaker unpause',
    ),
    level('awake', 'asleep', 'awake', 'asleep', 'wake the computer'),
    level('settled', 'settling', 'settled', 'settling after boot or sleep', 'it takes one minute'),
    level(
      'clock set',
      'clock',
      'set',
      'behind what is on record',
      'set the clock; it is believed after ten minutes',
    ),
  ];
}

/** Whether Automatic Maintenance is on, and by whose will it is not. */
function onTest(state: State, policy: WhyTestSince, settings: WhyTestSince): WhyTest {
  const name = 'maintenance on';
  const source = policyOf(state, 'enabled')?.source ?? null;
  if (policy !== null)
    return test(name, false, 'off by policy', policy, 'ask whoever set the policy', source);
  const remedy = 'caretaker maintenance configure --enabled on';
  return test(name, settings === null, settings === null ? 'on' : 'off', settings, remedy, source);
}
type WhyTestSince = Parameters<typeof test>[3];

function presenceTests(state: State): WhyTest[] {
  const { presence, busy, idle, load } = state.signals;
  const away = presence.value === 'idle';
  const quiet = busy.causes.length === 0;
  const light = (idle.value || load.value === 'below') && pressureHolds(state) === null;
  return [
    test(
      'idle',
      away,
      presence.value,
      presence.since,
      'leave the computer alone, or caretaker maintenance start',
    ),
    test(
      'not busy',
      quiet,
      quiet ? 'nothing' : busy.causes.join(', '),
      busy.since,
      'end what keeps the computer busy',
    ),
    test(
      "others' load",
      light,
      light ? 'below 20 %' : load.value,
      load.since,
      'it is measured over one minute once the computer is idle',
    ),
  ];
}

function powerTests(state: State): WhyTest[] {
  const { power } = state.signals;
  const { minBattery } = state.settings.maintenance;
  const tests = [
    test(
      'AC power',
      mainsHolds(state).length === 0,
      power.settled,
      power.since,
      'plug the computer in, or caretaker maintenance start --on-battery',
    ),
  ];
  if (minBattery === null || power.percent === null) return tests;
  const enough = power.percent >= minBattery;
  const value = `${String(power.percent)} % of ${String(minBattery)} %`;
  return [...tests, test('battery charge', enough, value, power.since, 'let the battery charge')];
}

function networkTest(state: State, task: Task): WhyTest[] {
  if (!task.row.definition.settings.runOnlyIfNetworkAvailable) return [];
  const there = networkThere(state, task);
  const wanted = task.row.definition.settings.networkSettings?.name ?? 'any network';
  return [test('network', there, there ? 'connected' : wanted, null, 'connect the network it asks for')];
}

function windowTest(state: State, task: Task): WhyTest[] {
  if (state.settings.maintenance.profile !== 'window-only') return [];
  const open = mayUseWindow(state, task);
  const opens = state.maintenance.next?.opens ?? null;
  const value = open ? 'open' : opens === null ? 'closed' : iso(opens);
  return [test('window', open, value, null, 'caretaker maintenance configure --profile opportunistic')];
}
