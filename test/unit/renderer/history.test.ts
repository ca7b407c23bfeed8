import { describe, expect, it } from 'vitest';
import { asCsv, asJsonLines } from '../../../src-renderer/features/history/event-files.js';
import { byTask } from '../../../src-renderer/features/history/by-task.js';
import { dayCells, lastDays, outcomeCounts } from '../../../src-renderer/features/timeline/outcomes.js';
import type { InstanceInfo } from '../../../src-shared/model/instance.js';
import type { EventRecord } from '../../../src-shared/model/record.js';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-03-31T12:00:00Z');

const run = (started: string, part: Partial<InstanceInfo> = {}): InstanceInfo => ({
  instance: '{A}',
  task: '\\Backup\\Home',
  started,
  ended: new Date(Date.parse(started) + 3_600_000).toISOString(),
  suspended: [],
  result: 0,
  outcome: 'completed',
  trigger: 'idle',
  output: null,
  progress: null,
  ...part,
});
const record = (at: string, id: number, part: Partial<EventRecord> = {}): EventRecord => ({
  seq: 1,
  at,
  log: 'TaskScheduler/Operational',
  id,
  level: 'Warning',
  task: '\\Backup\\Home',
  service: null,
  instance: null,
  data: {},
  message: 'It happened.',
  ...part,
});

describe('the outcome strip', () => {
  const midnights = lastDays(30, now, zone);

  it('has a cell for each local day, over the change of the clock too', () => {
    expect(midnights).toHaveLength(30);
    expect(new Date(midnights[27] ?? 0).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    // The 29th of March has 23 hours in Berlin.
    expect(new Date(midnights[28] ?? 0).toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(new Date(midnights[29] ?? 0).toISOString()).toBe('2026-03-30T22:00:00.000Z');
  });

  it('puts each run and record on its own local day, the worst first', () => {
    const runs = [
      run('2026-03-30T22:30:00Z', { outcome: null, ended: null }),
      run('2026-03-30T21:30:00Z', { outcome: 'failed' }),
      run('2026-03-30T10:00:00Z'),
      run('2025-03-30T10:00:00Z'),
    ];
    const records = [
      record('2026-03-29T22:00:00Z', 153),
      record('2026-03-29T21:59:59Z', 326),
      record('2026-03-29T12:00:00Z', 112),
    ];
    const cells = dayCells(runs, records, midnights, now);
    expect(cells.slice(-3).map((cell) => cell.outcomes.map((outcome) => outcome.kind))).toEqual([
      ['skipped'],
      ['failed', 'missed', 'done'],
      ['running'],
    ]);
    expect(outcomeCounts(cells).map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'failed 1',
      'missed 1',
      'skipped 1',
      'running 1',
      'done 1',
    ]);
  });

  it('knows the share of its time in which a run was suspended', () => {
    const rested = run('2026-03-30T10:00:00Z', {
      suspended: [{ from: '2026-03-30T10:15:00Z', to: '2026-03-30T10:30:00Z', reason: 'presence' }],
    });
    const [cell] = dayCells([rested], [], midnights, now).slice(-2);
    expect(cell?.outcomes[0]?.suspended).toBeCloseTo(0.25);
  });

  it('is told task by task, those with trouble first, whatever the case of the path', () => {
    const runs = [run('2026-03-30T10:00:00Z', { task: '\\A' }), run('2026-03-30T10:00:00Z', { task: '\\B' })];
    const rows = byTask({ runs, records: [record('2026-03-30T11:00:00Z', 153, { task: '\\b' })] }, 0);
    expect(rows.map((row) => [row.task, row.runs.length, row.records.length])).toEqual([
      ['\\B', 1, 1],
      ['\\A', 1, 0],
    ]);
  });
});

describe('records as a file', () => {
  const told = record('2026-03-30T10:00:00.000Z', 203, {
    message: 'He said "no", twice.',
    task: '=cmd|calc',
    data: { ResultCode: 2 },
  });

  it('are lines with the fields that other programs rely on', () => {
    const [line = ''] = asJsonLines([told]).split('\n');
    expect(Object.keys(JSON.parse(line) as object)).toEqual([
      'at',
      'log',
      'id',
      'level',
      'task',
      'service',
      'instance',
      'data',
      'message',
    ]);
    expect(asJsonLines([])).toBe('');
  });

  it('are a table with its quotes doubled, and no field that a spreadsheet would run', () => {
    const [, row] = asCsv([told]).split('\r\n');
    expect(row).toBe(
      `2026-03-30T10:00:00.000Z,TaskScheduler/Operational,203,Warning,'=cmd|calc,,,"He said ""no"", twice.","{""ResultCode"":2}"`,
    );
  });
});
