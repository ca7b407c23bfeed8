import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { JournalReading } from '../../../src-main/core/signals/readings.js';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventName, RequestIn, RequestName, RequestOut } from '../../../src-shared/contract/table.js';
import { NoKeepAwake } from '../../../src-main/adapters/awake/no-keep-awake.js';
import { chooseClock } from '../../../src-main/adapters/clock/choose.js';
import { chooseProcessRunner } from '../../../src-main/adapters/process/choose.js';
import { openStore } from '../../../src-main/adapters/store/open-store.js';
import { UnknownSensor } from '../../../src-main/adapters/unknown/unknown-sensor.js';
import type { Notice } from '../../../src-main/ports/notifier.js';
import type { LoadSensor, Sensors } from '../../../src-main/ports/sensors.js';
import { startRuntime, type Runtime } from '../../../src-main/runtime/runtime.js';
import { silentLog } from '../../support/doors.js';
import { eventually } from '../../support/eventually.js';
import { FakeBusySensor } from '../../support/fakes/fake-busy-sensor.js';
import { FakePolicySource } from '../../support/fakes/fake-policy-source.js';
import { FakeWakeTimer } from '../../support/fakes/fake-wake-timer.js';
import { FakePowerSensor } from '../../support/fakes/fake-power-sensor.js';
import { FakePresenceSensor } from '../../support/fakes/fake-presence-sensor.js';
import { missingSystem } from '../../support/requirements.js';
import { buildTask } from '../../support/task-builder.js';

const ana = { kind: 'administrator', name: 'ana' } as const;

/** Load that is always light: the first answer comes when it is asked for. */
function lightLoad(): LoadSensor {
  let tell: ((reading: { load: 'below' }) => void) | null = null;
  return {
    start: (onReading) => {
      tell = onReading;
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
    describe: () => [],
    watch: () => queueMicrotask(() => tell?.({ load: 'below' })),
    rest: () => undefined,
  };
}

const onLinux = missingSystem('Linux');

describe.skipIf(onLinux !== null)(
  `the runtime on real processes and a real store${onLinux === null ? '' : ` (${onLinux})`}`,
  () => {
    let home: string;
    let runtime: Runtime;
    let power: FakePowerSensor;
    let presence: FakePresenceSensor;
    let notices: Notice[];

    const open = async (): Promise<void> => {
      const env = process.env;
      const clock = chooseClock(env);
      power = new FakePowerSensor({ source: 'ac', percent: null });
      presence = new FakePresenceSensor(clock);
      const unknown = <T>(reading: T | null): UnknownSensor<T> =>
        new UnknownSensor<T>({ reading, signals: [], remedy: '' });
      const sensors = {
        power,
        presence,
        load: lightLoad(),
        busy: new FakeBusySensor(),
        system: unknown(null) as unknown as Sensors['system'],
        session: unknown({ sessions: [] }),
        network: unknown({ addresses: [], networks: [] }),
        quiet: Object.assign(unknown({ quiet: 'unknown' as const }), {
          watch: () => undefined,
          rest: () => undefined,
        }),
        journal: Object.assign(unknown<JournalReading>(null), { follow: () => undefined }),
        device: unknown(null) as unknown as Sensors['device'],
        lid: unknown({ closed: null }),
      };
      runtime = await startRuntime({
        channel: null,
        wakeTimer: new FakeWakeTimer(),
        machineFacts: { ask: () => Promise.resolve([]), close: () => Promise.resolve() },
        policy: new FakePolicySource(),
        clock,
        sensors,
        store: openStore({ file: join(home, 'caretaker.db'), log: silentLog, now: Date.now }),
        runner: chooseProcessRunner({ home, clock, log: silentLog, env }),
        notifier: {
          notify: (notice) => void notices.push(notice),
          onAction: () => undefined,
          close: () => Promise.resolve(),
        },
        keepAwake: new NoKeepAwake(silentLog, 'a test'),
        formats: { read: () => Promise.resolve([]), write: () => Promise.reject(new Error('not here')) },
        log: silentLog,
        home,
        version: '0.0.0',
        hostKind: 'headless',
        pid: process.pid,
        user: 'ana',
        cores: 2,
        seed: 5,
        builtinTasks: [],
        panel: () => null,
        onPanelWanted: () => undefined,
        language: 'en',
        onStopRequested: () => undefined,
        onWork: () => undefined,
      });
    };

    beforeEach(async () => {
      notices = [];
      home = mkdtempSync(join(tmpdir(), 'caretaker-runtime-'));
      await open();
    });
    afterEach(async () => {
      await runtime.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });

    async function ask<N extends RequestName>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
      const answer = await runtime.desk.call(name, input, ana);
      if (answer.kind === 'refusal') throw new Error(answer.refusal.message);
      return answer.out as RequestOut<N>;
    }

    const register = (path: string, script: string, maintenance = true): Promise<unknown> => {
      const options = maintenance ? { maintenance: { period: 'P1D' } } : {};
      return ask('tasks.register', {
        tasks: [buildTask(path, { ...options, command: 'sh', arguments: ['-c', script] })],
        mode: 'create',
      });
    };
    const ended = (path: string): Promise<RequestOut<'tasks.history'>[number]> =>
      eventually(
        async () => (await ask('tasks.history', { task: path })).find((run) => run.ended !== null),
        15_000,
        `the end of ${path}`,
      );

    test('a store that had to be replaced is told to the person, once', async () => {
      await runtime.stop();
      for (const name of readdirSync(home).filter((file) => file.startsWith('caretaker.db')))
        writeFileSync(join(home, name), 'not a database at all, for a long while '.repeat(500));
      await open();
      expect(notices).toHaveLength(1);
      expect(notices[0]?.body).toContain('was damaged');
    });

    test('TASK-10 TASK-15 TASK-40 TASK-44 TASK-48 a run on demand: output, exit code, records, state', async () => {
      await register('\\Say', 'echo hello; echo problem >&2; exit 3', false);
      const { instance } = await ask('tasks.run', { task: '\\Say' });
      const run = await ended('\\Say');
      expect(run).toMatchObject({ instance, result: 3, outcome: 'failed', trigger: 'user' });
      const { text, ended: over } = await ask('tasks.output', { task: '\\Say' });
      expect([text, over]).toEqual(['hello\nproblem\n', true]);
      const events = await ask('history.events', { task: '\\Say' });
      expect(events.map(({ id }) => id)).toEqual([106, 110, 100, 129, 200, 201, 102]);
      const completed = events.find(({ id }) => id === 102);
      expect(completed?.log).toBe('TaskScheduler/Operational');
      for (const part of [instance, '\\Say', 'ana']) expect(completed?.message).toContain(part);
      expect(events.every(({ message }) => message.length > 10)).toBe(true);
      expect((await ask('tasks.list', {}))[0]).toMatchObject({
        path: '\\Say',
        state: 'Ready',
        lastResult: 3,
      });
    });

    test('a program that is not there: 203 and 101 with the code of Windows, and no loop', async () => {
      await ask('tasks.register', {
        tasks: [buildTask('\\Gone', { maintenance: { period: 'P1D' }, command: '/nowhere/program' })],
        mode: 'create',
      });
      await ask('maintenance.start', {});
      const run = await ended('\\Gone');
      expect(run).toMatchObject({ outcome: 'failed' });
      const events = await ask('history.events', { task: '\\Gone' });
      expect(events.filter(({ id }) => id === 203).map(({ data }) => data['ResultCode'])).toEqual([
        0x80070002,
      ]);
      expect((await ask('tasks.list', {}))[0]?.waiting[0]).toBe('launch-failed');
    });

    test('WAM-04 WAM-11 WAM-12 idle starts it, input freezes it, idle thaws it', async () => {
      await register('\\Work', 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo $i; sleep 0.05; done');
      await ask('maintenance.configure', { idleAfter: 'PT10S' });
      presence.watch(50);
      await eventually(async () => (await ask('tasks.history', { task: '\\Work' }))[0], 10_000, 'the start');
      await eventually(
        async () => (await ask('tasks.output', { task: '\\Work' })).text !== '',
        5_000,
        'some output',
      );
      presence.watch(60_000);
      presence.touch();
      const frozen = (await ask('maintenance.status', {})).state;
      expect(frozen).toBe('suspended');
      const before = (await ask('tasks.output', { task: '\\Work' })).next;
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect((await ask('tasks.output', { task: '\\Work' })).next - before).toBeLessThanOrEqual(3);
      presence.watch(50);
      const run = await ended('\\Work');
      expect(run.suspended.map(({ reason }) => reason)).toEqual(['presence']);
      expect((await ask('tasks.output', { task: '\\Work' })).text.trim().split('\n')).toHaveLength(60);
    });

    test('a restart of the host adopts what runs and learns its end', async () => {
      await register('\\Long', 'echo begin; sleep 2; echo end', false);
      await ask('tasks.run', { task: '\\Long' });
      await eventually(
        async () => (await ask('tasks.output', { task: '\\Long' })).text !== '',
        5_000,
        'some output',
      );
      await runtime.stop();
      await open();
      const run = await ended('\\Long');
      expect(run).toMatchObject({ outcome: 'completed', result: 0 });
      expect(await ask('tasks.history', { task: '\\Long' })).toHaveLength(1);
    });

    test('TASK-16 TASK-18 TASK-19 TASK-55 ready, running, disabled; a second instance is ignored', async () => {
      const state = async (): Promise<string | undefined> => (await ask('tasks.list', {}))[0]?.state;
      await register('\\Once', 'sleep 1', false);
      expect(await state()).toBe('Ready');
      const { instance } = await ask('tasks.run', { task: '\\Once' });
      expect(await state()).toBe('Running');
      const second = await runtime.desk.call('tasks.run', { task: '\\Once' }, ana);
      expect(second).toMatchObject({ kind: 'refusal', refusal: { reason: 'already-running' } });
      await ask('tasks.disable', { task: '\\Once' });
      expect(await state()).toBe('Running');
      await ended('\\Once');
      expect(await state()).toBe('Disabled');
      const events = await ask('history.events', { task: '\\Once' });
      expect(events.find(({ id }) => id === 322)?.instance).toBe(instance);
    });

    test('WAM-56 TASK-14 who may start on demand; the database of tasks outlives the host', async () => {
      const settings = { allowStartOnDemand: false };
      const shy = buildTask('\\Shy', { maintenance: { period: 'P1D' }, settings });
      await ask('tasks.register', { tasks: [shy], mode: 'create' });
      const refused = await runtime.desk.call('tasks.run', { task: '\\Shy' }, ana);
      expect(refused).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'no-start-on-demand', code: 0x80041328 },
      });
      await runtime.stop();
      await open();
      const [kept] = await ask('tasks.list', {});
      expect([kept?.path, kept?.waiting[0]]).toEqual(['\\Shy', 'no-start-on-demand']);
    });

    test('TASK-29 on battery a start is refused and recorded (326)', async () => {
      await register('\\Mains', 'sleep 1', false);
      power.set({ source: 'battery', percent: 40 });
      await eventually(
        async () => (await ask('maintenance.status', {})).gate.some(({ reason }) => reason === 'power'),
        10_000,
        'the battery to count',
      );
      const answer = await runtime.desk.call('tasks.run', { task: '\\Mains' }, ana);
      expect(answer).toMatchObject({ kind: 'refusal', refusal: { reason: 'on-battery' } });
      expect((await ask('history.events', { task: '\\Mains' })).map(({ id }) => id)).toEqual([106, 326]);
    });

    test('CT-01 why: every test with its value, since when, and what would release it', async () => {
      presence.watch(60_000);
      presence.touch();
      await register('\\Why', 'true');
      const { tests } = await ask('tasks.why', { task: '\\Why' });
      const idle = tests.find(({ test: name }) => name === 'idle');
      expect(idle).toMatchObject({ holds: false, value: 'active', source: 'fake' });
      expect(idle?.since).toMatch(/^\d{4}-/);
      expect(idle?.remedy).toContain('caretaker maintenance start');
      expect(tests.filter(({ holds, remedy }) => !holds && remedy === null)).toEqual([]);
    });

    test('several actions run one after another under one instance', async () => {
      const task = buildTask('\\Two', { command: 'sh', arguments: ['-c', 'echo one'] });
      const second = {
        ...task.actions[0],
        arguments: ['-c', 'echo two; exit 4'],
      } as (typeof task.actions)[number];
      await ask('tasks.register', {
        tasks: [{ ...task, actions: [...task.actions, second] }],
        mode: 'create',
      });
      const { instance } = await ask('tasks.run', { task: '\\Two' });
      expect(await ended('\\Two')).toMatchObject({ instance, result: 4 });
      const events = await ask('history.events', { task: '\\Two' });
      expect(events.map(({ id }) => id)).toEqual([106, 110, 100, 129, 200, 201, 129, 200, 201, 102]);
    });

    test('subscribers hear of records, tasks and maintenance as they change', async () => {
      const heard: EventName[] = [];
      const ends = (['history.appended', 'tasks.changed', 'maintenance.changed'] as const).map((event) =>
        runtime.desk.subscribe(event, ana, () => heard.push(event)),
      );
      await register('\\New', 'true', false);
      for (const end of ends) end();
      expect(new Set(heard)).toEqual(new Set(['history.appended', 'tasks.changed', 'maintenance.changed']));
    });

    test('refusals carry their reason and number', async () => {
      const refusal = async (name: RequestName, input: unknown): Promise<unknown> => {
        const answer = await runtime.desk.call(name, input, ana);
        return answer.kind === 'refusal' ? [answer.refusal.reason, answer.refusal.code] : answer;
      };
      expect(await refusal('tasks.run', { task: '\\None' })).toEqual(['unknown-task', 0x80070002]);
      expect(await refusal('tasks.end', { task: '..' })).toEqual(['unknown-task', 0x80070002]);
      expect(await refusal('maintenance.start', { all: 'yes' })).toEqual(['bad-input', 0x80070057]);
      expect(await refusal('maintenance.start', {})).toEqual(['nothing-due', null]);
      expect(await refusal('maintenance.stop', {})).toEqual(['maintenance-not-running', 0x8004130b]);
      expect(await refusal('maintenance.configure', { idleAfter: 'PT1S' })).toEqual([
        'bad-input',
        0x80070057,
      ]);
      expect(await refusal('maintenance.pause', { for: 'P30D' })).toEqual(['bad-input', 0x80070057]);
      expect(await refusal('maintenance.unpause', {})).toEqual(['not-paused', null]);
      power.set({ source: 'battery', percent: 40 });
    });

    test('who is not an administrator may look and no more', async () => {
      const guest = { kind: 'user', name: 'guest' } as const;
      expect(await runtime.desk.call('tasks.list', {}, guest)).toEqual({ kind: 'out', out: [] });
      expect(await runtime.desk.call('maintenance.start', {}, guest)).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'access-denied' },
      });
    });
  },
);
