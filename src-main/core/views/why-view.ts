import type { Why, WhyTest } from '../../../src-shared/model/maintenance.js';
import { machineHolds, powerHolds } from '../conditions/gate.js';
import type { State } from '../kernel/state.js';
import { crowdedBy } from '../maintenance/room.js';
import { windowIsOpen } from '../maintenance/window.js';
import { dueAt, type Task } from '../tasks/task.js';
import { iso, type Wall } from '../time/stamp.js';
import { taskView } from './task-view.js';

function test(
  name: string,
  holds: boolean,
  value: string,
  since: Wall | null,
  remedy: string | null,
): WhyTest {
  return {
    test: name,
    holds,
    value,
    since: since === null ? null : iso(since),
    source: null,
    remedy: holds ? null : remedy,
  };
}

/**
 * The whole chain of tests behind a task's state, each with its value, since when, and the one act
 * that would release it (CT-01). Sources are filled in by those who know the sensors.
 */
export function whyView(state: State, task: Task): Why {
  const { path, definition } = task.row;
  const { settings } = definition;
  const own = [
    test(
      'enabled',
      settings.enabled,
      settings.enabled ? 'enabled' : 'disabled',
      null,
      `caretaker task enable '${path}'`,
    ),
    test(
      'start on demand',
      settings.allowStartOnDemand,
      String(settings.allowStartOnDemand),
      null,
      'set AllowStartOnDemand in the definition',
    ),
  ];
  const chain = task.maintenance === null ? [] : maintenanceTests(state, task);
  return { subject: path, state: taskView(state, task).state, tests: [...own, ...chain] };
}

function maintenanceTests(state: State, task: Task): WhyTest[] {
  const { schedule } = task.row;
  const { settings, maintenance, now } = state;
  const due = dueAt(task, state.host.zone);
  const isDue = maintenance.due.has(task.key);
  const held = schedule.heldUntil !== null && schedule.heldUntil > now.wall;
  const heldText =
    held && schedule.heldUntil !== null
      ? `until ${iso(schedule.heldUntil)} by ${schedule.heldBy ?? 'user'}`
      : 'no';
  const windowOnly = settings.maintenance.profile === 'window-only';
  const crowd = crowdedBy(state, task);
  return [
    test(
      'due',
      isDue,
      due === null ? 'never' : iso(due),
      isDue ? due : null,
      `caretaker task run '${task.row.path}'`,
    ),
    test('not held', !held, heldText, null, 'caretaker maintenance start'),
    ...machineTests(state),
    ...gateTests(state),
    ...(windowOnly
      ? [
          test(
            'window',
            windowIsOpen(state),
            windowIsOpen(state) ? 'open' : 'closed',
            null,
            'caretaker maintenance configure --profile opportunistic',
          ),
        ]
      : []),
    test('room', crowd === null, crowd ?? 'free', null, 'it starts when the others are done'),
  ];
}

function machineTests(state: State): WhyTest[] {
  const holds = new Map(machineHolds(state).map((hold) => [hold.reason, hold.since]));
  const { paused } = state.maintenance;
  const level = (
    name: string,
    reason: Parameters<typeof holds.get>[0],
    good: string,
    bad: string,
    remedy: string,
  ): WhyTest => {
    const since = holds.get(reason) ?? null;
    return test(name, since === null, since === null ? good : bad, since, remedy);
  };
  return [
    level('maintenance on', 'disabled', 'on', 'off', 'caretaker maintenance configure --enabled on'),
    level(
      'not paused',
      'paused',
      'not paused',
      paused === null ? 'paused' : `paused until ${iso(paused.until)}`,
      'caretaker unpause',
    ),
    level('awake', 'asleep', 'awake', 'asleep', 'wake the computer'),
    level('settled', 'settling', 'settled', 'settling after boot or sleep', 'it takes one minute'),
  ];
}

function gateTests(state: State): WhyTest[] {
  const { presence, busy, idle, load, power } = state.signals;
  const away = presence.value === 'idle';
  const quiet = busy.causes.length === 0;
  const lightEnough = idle.value || load.value === 'below';
  return [
    test(
      'idle',
      away,
      presence.value,
      presence.since,
      away ? null : 'leave the computer alone, or caretaker maintenance start',
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
      lightEnough,
      idle.value ? 'below 20 %' : load.value,
      load.since,
      'it is measured over one minute once the computer is idle',
    ),
    test(
      'AC power',
      powerHolds(state).length === 0,
      power.settled,
      power.since,
      'plug the computer in, or caretaker maintenance start --on-battery',
    ),
  ];
}
