import { expect, test } from 'vitest';
import type { SimulatedRecord } from '../../src-main/simulation/simulated-host.js';
import { buildTask } from '../support/task-builder.js';
import { Invariants, type Line } from './invariants.js';

const task = buildTask('\\A', { maintenance: { period: 'P1D', exclusive: true } });
const other = buildTask('\\B', { maintenance: { period: 'P1D' } });

function record(at: string, id: number, path: string, instance: string): SimulatedRecord {
  const log = 'TaskScheduler/Operational';
  return { at, log, id, level: 'Information', task: path, service: null, instance, data: {}, message: '' };
}

const at = (time: string): string => `2026-03-02T${time}.000Z`;

function problemsOf(timeline: Line[], records: SimulatedRecord[]): string[] {
  const instants = records.map((one) => Date.parse(one.at));
  return new Invariants({ tasks: [task, other], timeline, records, instants, notices: [] }).check();
}

test('the checkers bite: a start under an active user, company for an exclusive one, a second end', () => {
  const problems = problemsOf(
    [],
    [
      record(at('09:00:00'), 100, '\\A', '{1}'),
      record(at('09:00:00'), 100, '\\B', '{2}'),
      record(at('09:05:00'), 102, '\\A', '{1}'),
      record(at('09:06:00'), 102, '\\A', '{1}'),
    ],
  );
  expect(problems).toEqual([
    '2026-03-02T09:06:00.000Z 102 {1}: ended while ended',
    '2026-03-02T09:00:00.000Z exclusive beside others: \\A, \\B',
    '2026-03-02T09:00:00.000Z \\A works under an active user',
    '2026-03-02T09:00:00.000Z \\B works under an active user',
    '2026-03-02T09:05:00.000Z \\B works under an active user',
    '2026-03-02T09:06:00.000Z \\B works under an active user',
  ]);
});

test('the checkers bite: on battery, before it has settled, within its period, a miss told twice', () => {
  const timeline = [
    { at: '2026-03-02T08:00:00', user: 'away' },
    { at: '2026-03-02T09:00:00', power: 'battery' },
    { at: '2026-03-02T10:00:00', power: 'ac' },
    { at: '2026-03-02T11:00:00', system: 'sleep' },
    { at: '2026-03-02T12:00:00', system: 'wake' },
  ];
  const problems = problemsOf(timeline, [
    record(at('09:00:10'), 100, '\\B', '{1}'),
    record(at('09:00:20'), 102, '\\B', '{1}'),
    record(at('10:00:10'), 100, '\\B', '{2}'),
    record(at('10:00:20'), 102, '\\B', '{2}'),
    record(at('12:00:10'), 100, '\\A', '{3}'),
    record(at('12:00:20'), 102, '\\A', '{3}'),
    record(at('13:00:00'), 805, '\\A', '{3}'),
    record(at('13:00:10'), 805, '\\A', '{3}'),
  ]);
  expect(problems.map((line) => line.slice(25))).toEqual([
    '\\B begins on battery',
    '\\B works on battery',
    '\\B started again within its period',
    '\\A begins before the machine has settled',
    '805 \\A told 2 times for one frame',
    '2 deadlines missed, 0 notices',
  ]);
});

test('the checkers bite: two exclusive ones by hand, and a start while the machine is off', () => {
  const problems = problemsOf(
    [{ at: '2026-03-02T08:00:00', system: 'crash' }],
    [
      record(at('09:00:00'), 110, '\\A', '{1}'),
      record(at('09:00:00'), 100, '\\A', '{1}'),
      record(at('09:00:00'), 110, '\\A', '{2}'),
      record(at('09:00:00'), 100, '\\A', '{2}'),
    ],
  );
  expect(problems.map((line) => line.slice(25))).toEqual([
    '\\A started while the machine was off',
    '\\A started while the machine was off',
    'two exclusive at once: \\A, \\A',
  ]);
});
