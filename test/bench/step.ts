import type { CoreEventBody } from '../../src-main/core/kernel/event.js';
import type { TaskRow } from '../../src-main/core/kernel/rows.js';
import { restore } from '../../src-main/core/kernel/persist.js';
import { step } from '../../src-main/core/kernel/step.js';
import { freshSchedule } from '../../src-main/core/tasks/task.js';
import { elapsed, wall, type Stamp } from '../../src-main/core/time/stamp.js';
import { readScenario, simulate } from '../../src-main/simulation/simulate.js';
import { buildTask } from '../support/task-builder.js';
import type { Figure } from './figure.js';

const start = Date.parse('2026-03-02T08:00:00Z');
const hour = 3_600_000;

/** `n` tasks with a period of a week, completed at moments spread over the last six days. */
function rows(n: number): TaskRow[] {
  return Array.from({ length: n }, (_, i) => ({
    path: `\\Folder${String(i % 100)}\\Task${String(i)}`,
    definition: buildTask(`\\Folder${String(i % 100)}\\Task${String(i)}`, {
      maintenance: { period: 'P7D', deadline: 'P14D' },
    }),
    source: null,
    schedule: {
      ...freshSchedule(wall(start - 30 * 24 * hour)),
      completed: wall(start - (i / n) * 6 * 24 * hour),
    },
  }));
}

const events: CoreEventBody[] = [
  { kind: 'PresenceChanged', reading: { presence: 'idle', lastInputAt: null } },
  { kind: 'PowerChanged', reading: { source: 'battery', percent: 50 } },
  { kind: 'BusyChanged', reading: { causes: ['call'] } },
  { kind: 'TimeReached' },
  { kind: 'PowerChanged', reading: { source: 'ac', percent: 50 } },
  { kind: 'BusyChanged', reading: { causes: [] } },
  { kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } },
  { kind: 'NetworkChanged', reading: { addresses: ['10.0.0.5'], networks: [] } },
];

/** Microseconds of one step in the median, with `n` registered tasks. */
function medianStep(n: number): number {
  const state = restore({ kernel: null, tasks: rows(n), instances: [] });
  let at: Stamp = { wall: wall(start), elapsed: elapsed(10 * hour) };
  const next = (): Stamp => (at = { wall: wall(at.wall + 1_000), elapsed: elapsed(at.elapsed + 1_000) });
  step(state, {
    kind: 'HostStarted',
    bootId: 'b',
    zone: 'Europe/Berlin',
    user: 'bench',
    cores: 2,
    seed: 1,
    probes: [],
    at: next(),
  });
  step(state, { kind: 'TimeReached', at: next() });
  const took: number[] = [];
  for (let i = 0; i < 4_000; i++) {
    const body = events[i % events.length];
    if (body === undefined) continue;
    const event = { ...body, at: next() };
    const before = process.hrtime.bigint();
    step(state, event);
    took.push(Number(process.hrtime.bigint() - before) / 1_000);
  }
  took.sort((a, b) => a - b);
  return took[took.length >> 1] ?? NaN;
}

/** A year of simulated time with 50 tasks: seconds. */
function simulatedYear(): number {
  const day = (n: number, time: string): string =>
    `${new Date(Date.parse('2026-01-01T00:00:00Z') + n * 24 * hour).toISOString().slice(0, 10)}T${time}`;
  const timeline = Array.from({ length: 365 }, (_, n) => [
    { at: day(n, '08:00:00'), user: 'active' },
    { at: day(n, '12:00:00'), user: 'away' },
    { at: day(n, '13:00:00'), user: 'active' },
    { at: day(n, '18:00:00'), user: 'away' },
  ]).flat();
  const tasks = Array.from({ length: 50 }, (_, i) =>
    buildTask(`\\T${String(i)}`, {
      maintenance: { period: `P${String(1 + (i % 7))}D`, exclusive: i % 10 === 0 },
    }),
  );
  const programs = Object.fromEntries(tasks.map(({ path }) => [path, { takes: 'PT5M' }]));
  const scenario = readScenario({
    zone: 'Europe/Berlin',
    start: day(0, '00:00:00'),
    end: day(365, '00:00:00'),
    programs,
    timeline,
  });
  const before = process.hrtime.bigint();
  const { records } = simulate(scenario, tasks);
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  if (records.length < 30_000) throw new Error(`a year gave only ${String(records.length)} records`);
  return seconds;
}

export async function bench(): Promise<Figure[]> {
  const small = medianStep(1_000);
  const large = medianStep(100_000);
  const year = simulatedYear();
  return Promise.resolve([
    { name: 'one step, 1,000 tasks, median', value: small, unit: 'µs', limit: null, ok: null },
    { name: 'one step, 100,000 tasks, median', value: large, unit: 'µs', limit: '< 50', ok: large < 50 },
    {
      name: 'growth of a step from 1,000 to 100,000 tasks',
      value: large / small,
      unit: '×',
      limit: null,
      ok: null,
    },
    { name: 'a simulated year, 50 tasks', value: year, unit: 's', limit: '< 10', ok: year < 10 },
  ]);
}
