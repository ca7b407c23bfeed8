import { expect, test } from 'vitest';
import type { SimulatedRecord } from '../../src-main/simulation/simulated-host.js';
import { buildTask } from '../support/task-builder.js';
import { problemsOf } from './checkers.js';

const task = buildTask('\\A', { maintenance: { period: 'P1D', exclusive: true } });
const other = buildTask('\\B', { maintenance: { period: 'P1D' } });

function record(at: string, id: number, path: string, instance: string): SimulatedRecord {
  const log = 'TaskScheduler/Operational';
  return { at, log, id, level: 'Information', task: path, service: null, instance, data: {}, message: '' };
}

test('the checkers bite: a start under an active user, company for an exclusive one, a second end', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const records = [
    record(at, 100, '\\A', '{1}'),
    record(at, 100, '\\B', '{2}'),
    record('2026-03-02T09:05:00.000Z', 102, '\\A', '{1}'),
    record('2026-03-02T09:06:00.000Z', 102, '\\A', '{1}'),
  ];
  expect(problemsOf([task, other], [], records)).toEqual([
    '2026-03-02T09:06:00.000Z 102 {1}: ended while ended',
    '2026-03-02T09:00:00.000Z \\A works under an active user',
    '2026-03-02T09:00:00.000Z \\B works under an active user',
    '2026-03-02T09:05:00.000Z \\B works under an active user',
    '2026-03-02T09:06:00.000Z \\B works under an active user',
    '2026-03-02T09:00:00.000Z exclusive beside others: \\A, \\B',
  ]);
});
