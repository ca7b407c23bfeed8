import { describe, expect, test } from 'vitest';
import type { WhyTest } from '../../../../src-shared/model/maintenance.js';
import type { CoreEventBody } from '../../../../src-main/core/kernel/event.js';
import { restore } from '../../../../src-main/core/kernel/persist.js';
import type { State } from '../../../../src-main/core/kernel/state.js';
import { step } from '../../../../src-main/core/kernel/step.js';
import { elapsed, wall } from '../../../../src-main/core/time/stamp.js';
import { maintenanceView } from '../../../../src-main/core/views/maintenance-view.js';
import { whyView } from '../../../../src-main/core/views/why-view.js';
import { isMessageKey } from '../../../../src-shared/wording/message.js';
import { buildTask } from '../../../support/task-builder.js';

const start = Date.parse('2026-03-02T08:00:00Z');

/** A core with one task, brought forward by hand. */
class Machine {
  readonly state: State = restore({ kernel: null, tasks: [], instances: [] });
  #at = 0;

  constructor(
    settings: Parameters<typeof buildTask>[1] = { maintenance: { period: 'P1D', deadline: 'P3D' } },
  ) {
    this.tell({
      ...{ kind: 'HostStarted', bootId: 'b', zone: 'UTC', user: 'ana', cores: 2, seed: 1, probes: [] },
    });
    const tasks = [buildTask('\\T', settings)];
    this.ask({ kind: 'register', tasks, mode: 'create' });
    this.tell({ kind: 'PowerChanged', reading: { source: 'ac', percent: 40 } });
    this.tell({ kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } });
  }

  /** Time passes, in seconds, and what is due is taken. */
  wait(seconds: number): void {
    this.#at += seconds * 1000;
    this.tell({ kind: 'TimeReached' });
    this.tell({ kind: 'TimeReached' });
  }

  tell(body: CoreEventBody): ReturnType<typeof step> {
    const at = { wall: wall(start + this.#at), elapsed: elapsed(86_400_000 + this.#at) };
    return step(this.state, { ...body, at });
  }

  ask(request: Extract<CoreEventBody, { kind: 'Requested' }>['request']): ReturnType<typeof step>['answer'] {
    return this.tell({ kind: 'Requested', by: 'ana', request }).answer;
  }

  idle(): void {
    this.tell({ kind: 'PresenceChanged', reading: { presence: 'idle', lastInputAt: null } });
    this.tell({ kind: 'LoadChanged', reading: { load: 'below' } });
    this.wait(1);
  }

  /** The tests that do not hold. */
  failing(): WhyTest[] {
    const task = this.state.tasks.get('\\t');
    if (task === undefined) throw new Error('the task is gone');
    return whyView(this.state, task).tests.filter(({ holds }) => !holds);
  }
}

const policy = (settings: Record<string, unknown>): CoreEventBody => ({
  kind: 'PolicyChanged',
  reading: { scope: 'machine', source: '/etc/caretaker/policy.d/a.json', settings, problems: [] },
});

describe('why', () => {
  test('CT-01 a person at the machine: value, since when, and what would release it', () => {
    const machine = new Machine();
    expect(machine.failing()).toContainEqual({
      test: 'idle',
      holds: false,
      value: 'active',
      since: '2026-03-02T08:00:00.000Z',
      source: null,
      remedy: 'leave the computer alone, or caretaker maintenance start',
    });
  });

  test('nothing fails while it runs', () => {
    const machine = new Machine();
    machine.idle();
    const works = whyView(machine.state, [...machine.state.tasks.values()][0] ?? never()).tests;
    expect(works.find(({ test: name }) => name === 'working')?.value).toBe('starting');
    expect(machine.failing()).toEqual([]);
  });

  test('suspended by the return, with since and remedy', () => {
    const machine = new Machine();
    machine.idle();
    machine.wait(60);
    machine.tell({ kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } });
    expect(machine.failing().map(({ test: name, value }) => [name, value])).toContainEqual([
      'working',
      'suspended: presence',
    ]);
  });

  test('slow goes on slowly', () => {
    const machine = new Machine({ maintenance: { period: 'P1D' }, settings: { yield: 'slow' } });
    machine.idle();
    machine.tell({ kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } });
    expect(machine.failing().find(({ test: name }) => name === 'working')?.value).toBe('slowly');
  });

  test('off by policy names the file, and a value of policy cannot be configured', () => {
    const machine = new Machine();
    machine.tell(policy({ enabled: false, time: '05:00' }));
    expect(machine.failing().find(({ test: name }) => name === 'maintenance on')).toMatchObject({
      value: 'off by policy',
      since: '2026-03-02T08:00:00.000Z',
      source: '/etc/caretaker/policy.d/a.json',
    });
    expect(machine.ask({ kind: 'configure', maintenance: { time: '04:00' } })).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'set-by-policy' },
    });
    const { policy: shown, origins } = maintenanceView(machine.state);
    expect(shown).toEqual({ enabled: false, time: '05:00' });
    expect(origins['time']).toEqual({ from: 'machine', source: '/etc/caretaker/policy.d/a.json' });
    expect(origins['window']).toEqual({ from: 'settings', source: null });
  });

  test.each([
    ['not held', (m: Machine) => m.ask({ kind: 'postpone', task: '\\T', for: 'PT2H' })],
    ['not paused', (m: Machine) => m.ask({ kind: 'pause', for: 'PT2H', untilTomorrow: false })],
    ['enabled', (m: Machine) => m.ask({ kind: 'disable', task: '\\T' })],
    [
      'AC power',
      (m: Machine) => m.tell({ kind: 'PowerChanged', reading: { source: 'battery', percent: 9 } }),
    ],
    ['battery charge', (m: Machine) => m.ask({ kind: 'configure', maintenance: { minBattery: 80 } })],
    ['not busy', (m: Machine) => m.tell({ kind: 'BusyChanged', reading: { causes: ['call'] } })],
    ['window', (m: Machine) => m.ask({ kind: 'configure', maintenance: { profile: 'window-only' } })],
    ['settled', (m: Machine) => [m.tell({ kind: 'Suspending' }), m.tell({ kind: 'Resumed' })]],
    ['awake', (m: Machine) => m.tell({ kind: 'Suspending' })],
    ['in time', (m: Machine) => m.wait(4 * 86_400)],
  ] as const)('%s says so, with its remedy', (name, act) => {
    const machine = new Machine();
    act(machine);
    machine.wait(4);
    const failing = machine.failing().find((one) => one.test === name);
    expect(failing?.remedy).toMatch(/\w/);
    expect(isMessageKey(`why.test.${name.replace(/[^a-z]+/gi, '-').toLowerCase()}`)).toBe(true);
  });

  test('a program that cannot be started is held, with 806 and its code', () => {
    const machine = new Machine();
    machine.idle();
    const instance = [...machine.state.instances.keys()][0] ?? never();
    const { records } = machine.tell({
      kind: 'ProcessReported',
      report: { kind: 'launch-failed', instance, code: 0x80070002, message: 'not found' },
    });
    expect(records.find(({ id }) => id === 806)?.data).toEqual({ Task: '\\T', InfoCode: '0x80070002' });
    expect(machine.failing().find(({ test: name }) => name === 'not held')).toMatchObject({
      value: 'until 2026-03-03T03:00:00.000Z by launch-failed',
      remedy: 'mend its program or definition, then caretaker maintenance start',
    });
  });

  test('a network that is not there, and a plan that was put off', () => {
    const machine = new Machine({
      maintenance: { period: 'P1D' },
      settings: { runOnlyIfNetworkAvailable: true },
    });
    machine.tell({ kind: 'Suspending' });
    machine.tell({ kind: 'Resumed' });
    expect(maintenanceView(machine.state).plan).toMatchObject({
      cause: 'sleep',
      startsAt: '2026-03-02T08:01:00.000Z',
      tasks: [{ task: '\\T', state: 'waiting', overdue: false }],
    });
    machine.ask({ kind: 'later', for: 'PT1H' });
    expect(maintenanceView(machine.state).plan).toMatchObject({
      postponed: true,
      startsAt: '2026-03-02T09:00:00.000Z',
    });
    const names = machine.failing().map(({ test: name }) => name);
    expect(names).toContain('network');
    expect(names).toContain('catch-up');
    expect(machine.ask({ kind: 'skip-plan' })).toMatchObject({ kind: 'done' });
    expect(machine.ask({ kind: 'skip-plan' })).toMatchObject({ kind: 'refused' });
  });

  test.each(['PT0S', '-PT1H', 'P8D', 'soon'])('a postponement by %s is refused with its range', (length) => {
    const machine = new Machine();
    expect(machine.ask({ kind: 'postpone', task: '\\T', for: length })).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'bad-input', message: expect.stringContaining(length) as string },
    });
  });
});

function never(): never {
  throw new Error('the task is gone');
}
