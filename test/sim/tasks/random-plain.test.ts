import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskDefinition, Trigger } from '../../../src-shared/model/task.js';
import { readScenario, simulate, type Simulation } from '../../../src-main/simulation/simulate.js';
import { buildTask } from '../../support/task-builder.js';
import { trigger } from '../../support/trigger-builder.js';

const start = Date.parse('2026-03-25T00:00:00Z');
const hours = 24 * 8;

const repetition = fc.constantFrom(
  null,
  { interval: 'PT1H', duration: 'PT6H', stopAtDurationEnd: false },
  { interval: 'PT40M', duration: 'PT3H', stopAtDurationEnd: true },
  { interval: 'PT5H', duration: null, stopAtDurationEnd: false },
);
const endBoundary = fc.constantFrom(null, null, '2026-03-29T12:00:00');
const anyTrigger: fc.Arbitrary<Trigger> = fc
  .record({
    repetition,
    endBoundary,
    delay: fc.constantFrom(null, 'PT5M', 'PT2H'),
    limit: fc.constantFrom(null, 'PT30M'),
  })
  .chain(({ delay, limit, ...base }) => {
    const common = { ...base, executionTimeLimit: limit };
    return fc.constantFrom(
      trigger('daily', { ...common, randomDelay: delay }),
      trigger('time', { ...common, startBoundary: '2026-03-29T02:30:00', randomDelay: delay }),
      trigger('boot', { ...common, delay }),
      trigger('logon', { ...common, delay }),
      trigger('sessionStateChange', { ...common, delay }),
      trigger('idle', common),
      trigger('registration', { ...common, delay }),
      trigger('event', { ...common, delay, subscription: '*[System[EventID=102]]' }),
    );
  });

const anyTask = (index: number): fc.Arbitrary<TaskDefinition> =>
  fc
    .record({
      triggers: fc.array(anyTrigger, { minLength: 1, maxLength: 3 }),
      settings: fc.record({
        multipleInstancesPolicy: fc.constantFrom('ignoreNew', 'parallel', 'queue', 'stopExisting'),
        runOnlyIfIdle: fc.boolean(),
        idleSettings: fc.constantFrom(null, {
          duration: 'PT20M',
          waitTimeout: 'PT2H',
          stopOnIdleEnd: true,
          restartOnIdle: true,
        }),
        disallowStartIfOnBatteries: fc.boolean(),
        stopIfGoingOnBatteries: fc.boolean(),
        startWhenAvailable: fc.boolean(),
        runOnlyIfNetworkAvailable: fc.boolean(),
        restartOnFailure: fc.constantFrom(null, { interval: 'PT10M', count: 3 }),
        deleteExpiredTaskAfter: fc.constantFrom(null, 'PT0S', 'PT1H'),
        executionTimeLimit: fc.constantFrom('PT72H', 'PT1H'),
        wakeToRun: fc.boolean(),
        volatile: fc.boolean(),
      }),
    })
    .map(({ triggers, settings }) => buildTask(`\\T${String(index)}`, { triggers, settings }));

const change = fc.oneof(
  fc.constantFrom('active', 'away', 'away', 'locked', 'loggedOff').map((user) => ({ user })),
  fc.constantFrom('ac', 'battery', 'unknown').map((power) => ({ power })),
  fc.constantFrom('sleep', 'wake', 'crash', 'boot', 'shutdown').map((system) => ({ system })),
  fc.constantFrom([], ['10.0.0.5']).map((addresses) => ({ addresses })),
  fc.constantFrom('+PT2H', '-PT1H', '+PT26H').map((clock) => ({ clock })),
  fc.constantFrom('\\T0', '\\T1').map((run) => ({ run })),
  fc.constantFrom('\\T0', '\\T2').map((end) => ({ end })),
  fc.integer({ min: 0, max: 40 }).map((cpu) => ({ cpu })),
);

type Change = Record<string, unknown>;

/** Only what a machine can do: it wakes from sleep, boots when off, and hears nobody meanwhile. */
function soundly(lines: { second: number; change: Change }[]): ({ at: string } & Change)[] {
  let system = 'on';
  return [...lines]
    .sort((a, b) => a.second - b.second)
    .flatMap(({ second, change: line }) => {
      const next = line['system'];
      const possible =
        { on: ['sleep', 'crash', 'shutdown'], asleep: ['wake', 'crash'], off: ['boot'] }[system] ?? [];
      if (next !== undefined && !possible.includes(String(next))) return [];
      if (next !== undefined)
        system = next === 'sleep' ? 'asleep' : next === 'wake' || next === 'boot' ? 'on' : 'off';
      else if (system !== 'on' && !('user' in line) && !('power' in line)) return [];
      return [{ at: new Date(start + second * 1000).toISOString().slice(0, 19), ...line }];
    });
}

/** What must never be seen: two lives of one GUID, deeds after the end, two instances where one is allowed. */
function problemsOf(tasks: TaskDefinition[], { records }: Simulation): string[] {
  const problems: string[] = [];
  const live = new Map<string, string>();
  const ended = new Set<string>();
  const single = new Set(
    tasks.filter(({ settings }) => settings.multipleInstancesPolicy !== 'parallel').map(({ path }) => path),
  );
  for (const { id, instance, task, at } of records) {
    if (instance === null || task === null) continue;
    if (id === 100) {
      if (live.has(instance) || ended.has(instance)) problems.push(`${at} ${instance} started twice`);
      if (single.has(task) && [...live.values()].includes(task)) problems.push(`${at} ${task} runs twice`);
      live.set(instance, task);
    }
    if (id === 102 || id === 111) {
      if (!live.delete(instance)) problems.push(`${at} ${instance} ended and was not live`);
      ended.add(instance);
    }
    if ((id === 900 || id === 901 || id === 129) && !live.has(instance))
      problems.push(`${at} ${String(id)} after the end`);
  }
  return problems;
}

test('whatever the machine and its user do, plain tasks keep their rules, and twice the same', () => {
  const scenario = fc.record({
    tasks: fc.tuple(anyTask(0), anyTask(1), anyTask(2)),
    lines: fc.array(fc.record({ second: fc.integer({ min: 1, max: hours * 3600 }), change }), {
      maxLength: 60,
    }),
    takes: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 200 }).map((m) => `PT${String(m)}M`))),
    exitCode: fc.constantFrom(0, 0, 1),
  });
  let starts = 0;
  fc.assert(
    fc.property(scenario, ({ tasks, lines, takes, exitCode }) => {
      const input = readScenario({
        zone: 'Europe/Berlin',
        start: '2026-03-25T00:00:00',
        end: new Date(start + hours * 3_600_000).toISOString().slice(0, 19),
        settings: { maintenance: { wake: true } },
        programs: Object.fromEntries(takes.map((time, i) => [`\\T${String(i)}`, { takes: time, exitCode }])),
        timeline: soundly(lines),
      });
      const once = simulate(input, tasks);
      expect(problemsOf(tasks, once)).toEqual([]);
      expect(JSON.stringify(simulate(input, tasks).records)).toBe(JSON.stringify(once.records));
      starts += once.records.filter(({ id }) => id === 100).length;
    }),
    { numRuns: Number(process.env['CARETAKER_RUNS'] ?? 150) },
  );
  expect(starts).toBeGreaterThan(100);
}, 60_000);
