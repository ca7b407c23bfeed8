import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScenario, simulate } from '../../src-main/simulation/simulate.js';
import { buildTask } from '../support/task-builder.js';
import { Invariants, type Line } from './invariants.js';

const start = Date.parse('2026-03-02T00:00:00Z');
const hours = 24 * 10;

const duration = fc.integer({ min: 0, max: 300 }).map((minutes) => `PT${String(minutes)}M`);

const change = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('active', 'away', 'away', 'locked', 'loggedOff').map((user) => ({ user })),
  },
  { weight: 3, arbitrary: fc.constantFrom('ac', 'ac', 'battery', 'unknown').map((power) => ({ power })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('sleep', 'wake', 'crash', 'boot', 'shutdown').map((system) => ({ system })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 100 }).map((cpu) => ({ cpu })) },
  { weight: 1, arbitrary: fc.constantFrom('start', 'stop').map((maintenance) => ({ maintenance })) },
  { weight: 1, arbitrary: fc.constantFrom('\\T0', '\\T1').map((run) => ({ run })) },
  { weight: 1, arbitrary: fc.constantFrom('\\T0', '\\T1').map((end) => ({ end })) },
  { weight: 1, arbitrary: fc.constantFrom('PT2H', null).map((pause) => ({ pause })) },
  { weight: 1, arbitrary: fc.constantFrom('later', 'skip').map((plan) => ({ plan })) },
  { weight: 1, arbitrary: fc.constantFrom('+PT2H', '-PT2H', '+P1D').map((clock) => ({ clock })) },
  { weight: 1, arbitrary: fc.constantFrom([], ['10.0.0.5']).map((addresses) => ({ addresses })) },
  { weight: 1, arbitrary: fc.constantFrom([], ['film']).map((busy) => ({ busy })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom({ enabled: false }, { profile: 'window-only' }, { minBattery: 50 }, {})
      .map((settings) => ({ policy: { scope: 'machine', settings } })),
  },
);

const timeline = fc
  .array(fc.record({ second: fc.integer({ min: 1, max: hours * 3600 }), change }), { maxLength: 80 })
  .map((lines) => soundly(lines.sort((a, b) => a.second - b.second)));

type Change = Record<string, string | number | null | object>;

/** Keeps only system changes that a machine can make: it wakes from sleep, boots when off, and hears nobody meanwhile. */
function soundly(lines: { second: number; change: Change }[]): ({ at: string } & Change)[] {
  let system = 'on';
  return lines.flatMap(({ second, change: line }) => {
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

const task = (index: number): fc.Arbitrary<ReturnType<typeof buildTask>> =>
  fc
    .record({
      period: fc.constantFrom('P1D', 'P2D', 'P7D'),
      deadline: fc.constantFrom(null, 'P8D'),
      exclusive: fc.boolean(),
      critical: fc.boolean(),
      retryAfter: fc.constantFrom(null, 'PT2H'),
      yieldMode: fc.constantFrom('freeze', 'freeze', 'signal', 'restart', 'slow', 'never'),
      runOnlyIfNetworkAvailable: fc.boolean(),
    })
    .map(({ period, deadline, exclusive, critical, retryAfter, yieldMode, runOnlyIfNetworkAvailable }) =>
      buildTask(`\\T${String(index)}`, {
        maintenance: { period, deadline, exclusive },
        settings: { critical, retryAfter, yield: yieldMode, runOnlyIfNetworkAvailable },
      }),
    );

const scenario = fc.record({
  tasks: fc.tuple(task(0), task(1), task(2), task(3)),
  timeline,
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  parallel: fc.integer({ min: 1, max: 3 }),
  profile: fc.constantFrom('opportunistic', 'window-only'),
  wake: fc.boolean(),
  takes: fc.tuple(duration, duration, duration, duration),
  exitCode: fc.constantFrom(0, 0, 1),
});

describe('any scenario', () => {
  test('WAM-11 WAM-13 WAM-53 keeps the rules, and gives the same records twice', () => {
    fc.assert(
      fc.property(scenario, ({ tasks, timeline: lines, seed, parallel, profile, wake, takes, exitCode }) => {
        const input = readScenario({
          zone: 'UTC',
          start: '2026-03-02T00:00:00',
          end: new Date(start + hours * 3_600_000).toISOString().slice(0, 19),
          seed,
          settings: { maintenance: { parallel, profile, wake, randomDelay: 'PT10M' } },
          programs: Object.fromEntries(
            takes.map((time, i) => [`\\T${String(i)}`, { takes: time, exitCode }]),
          ),
          timeline: lines,
        });
        const played = simulate(input, tasks);
        expect(new Invariants({ tasks, timeline: lines as Line[], ...played }).check()).toEqual([]);
        expect(JSON.stringify(simulate(input, tasks).records)).toBe(JSON.stringify(played.records));
      }),
      { numRuns: 150 },
    );
  });
});
