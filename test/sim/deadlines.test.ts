import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readScenario, simulate } from '../../src-main/simulation/simulate.js';
import { buildTask } from '../support/task-builder.js';
import { openTimes, timeWithin } from './gate-times.js';
import { Invariants, periodMs, type Line } from './invariants.js';

const start = Date.parse('2026-03-02T08:00:00Z');
const days = 14;
const end = start + days * 86_400_000;

interface Plan {
  takesMinutes: number;
  periodDays: number;
  graceDays: number;
  exclusive: boolean;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  takesMinutes: fc.integer({ min: 1, max: 90 }),
  periodDays: fc.integer({ min: 1, max: 4 }),
  graceDays: fc.integer({ min: 1, max: 3 }),
  exclusive: fc.boolean(),
});

const change = fc.oneof(
  fc.constantFrom('active', 'away', 'away', 'locked', 'loggedOff').map((user) => ({ user })),
  fc.constantFrom('ac', 'ac', 'battery', 'unknown').map((power) => ({ power })),
  fc.constantFrom('sleep', 'wake').map((system) => ({ system })),
);

/** Lines at whole minutes, a machine that wakes only from sleep, and nobody heard while it sleeps. */
const timeline = fc
  .array(fc.record({ minute: fc.integer({ min: 1, max: days * 1440 - 1 }), change }), { maxLength: 60 })
  .map((lines) => {
    let asleep = false;
    const sorted = lines.sort((a, b) => a.minute - b.minute);
    return sorted.flatMap(({ minute, change: line }): Line[] => {
      const at = new Date(start + minute * 60_000).toISOString().slice(0, 19);
      if (!('system' in line)) return asleep ? [] : [{ at, ...line }];
      if ((line.system === 'sleep') === asleep) return [];
      asleep = !asleep;
      return [{ at, ...line }];
    });
  });

const machine = fc.record({
  plans: fc.array(plan, { minLength: 1, maxLength: 4 }),
  timeline,
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Upper bound of the work that all tasks together may ask for in a stretch of time. */
function workIn(plans: Plan[], ms: number): number {
  return plans.reduce((sum, { takesMinutes, periodDays }) => {
    const runs = Math.floor(ms / periodMs(`P${String(periodDays)}D`)) + 2;
    return sum + runs * takesMinutes * 60_000;
  }, 0);
}

/** How many feasible frames were looked at: a property over none would prove nothing. */
let looked = 0;

/** Says which frames of which tasks went wrong. */
function broken(input: { plans: Plan[]; timeline: Line[]; seed: number }): string[] {
  const { plans, timeline: lines, seed } = input;
  const tasks = plans.map(({ periodDays, graceDays, exclusive }, index) =>
    buildTask(`\\T${String(index)}`, {
      maintenance: {
        period: `P${String(periodDays)}D`,
        deadline: `P${String(periodDays + graceDays)}D`,
        exclusive,
      },
    }),
  );
  const scenario = readScenario({
    zone: 'UTC',
    start: '2026-03-02T08:00:00',
    end: new Date(end).toISOString().slice(0, 19),
    seed,
    settings: { maintenance: { parallel: 1 } },
    programs: Object.fromEntries(
      plans.map(({ takesMinutes }, index) => [
        `\\T${String(index)}`,
        { takes: `PT${String(takesMinutes)}M` },
      ]),
    ),
    timeline: lines,
  });
  const played = simulate(scenario, tasks);
  const problems = new Invariants({ tasks, timeline: lines, ...played }).check();
  const open = openTimes(lines, start, end);
  for (const [index, { periodDays, graceDays }] of plans.entries()) {
    const path = `\\T${String(index)}`;
    const times = (id: number): number[] =>
      played.records.filter((one) => one.id === id && one.task === path).map(({ at }) => Date.parse(at));
    const completions = times(102);
    const misses = times(805);
    let frame = start;
    for (const done of [...completions, Infinity]) {
      const due = frame === start ? frame : frame + periodMs(`P${String(periodDays)}D`);
      const deadline = frame + periodMs(`P${String(periodDays + graceDays)}D`);
      const told = misses.filter((at) => at >= deadline && at < Math.min(done, end) + 1).length;
      const feasible = timeWithin(open, due, deadline) > workIn(plans, deadline - due);
      if (feasible && deadline < end) looked += 1;
      if (feasible && deadline < end && done > deadline)
        problems.push(`${path}: feasible deadline ${new Date(deadline).toISOString()} missed`);
      // Told at that instant, or once it is awake and has settled: then there is exactly one.
      const heard = lastOn(lines, end) >= deadline + 120_000 && done > deadline + 120_000;
      if (done > deadline && told > 1) problems.push(`${path}: told ${String(told)} times`);
      if (heard && done === Infinity && told !== 1) problems.push(`${path}: a miss was not told`);
      if (done <= deadline && told > 0) problems.push(`${path}: told without a miss`);
      frame = done;
    }
  }
  return problems;
}

/** The last instant at which the machine was awake for a few minutes. */
function lastOn(lines: Line[], until: number): number {
  const last = lines.findLast(({ system }) => system !== undefined);
  return last?.system === 'sleep' ? Date.parse(`${last.at}Z`) : until;
}

test('WAM-18 WAM-51 WAM-52 every feasible deadline is met, every other one told once', () => {
  fc.assert(
    fc.property(machine, (input) => {
      expect(broken(input)).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(looked).toBeGreaterThan(200);
}, 60_000);

test('the check bites: its open time is that of the timeline, and a miss is seen', () => {
  const plans = [{ takesMinutes: 90, periodDays: 1, graceDays: 1, exclusive: false }];
  expect(broken({ plans, timeline: [], seed: 1 })).toEqual([]);
  const open = openTimes([{ at: '2026-03-02T12:00:00', user: 'away' }], start, end);
  expect(timeWithin(open, start, start + 86_400_000)).toBe(20 * 3_600_000 - 240_000);
});
