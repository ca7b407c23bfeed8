import { describe, expect, it } from 'vitest';
import { splitArguments } from '../../../src-main/adapters/process/command-line.js';
import { argumentsText } from '../../../src-renderer/features/task-editor/arguments-text.js';
import { fromControl, toControl, todayAt } from '../../../src-renderer/features/task-editor/boundary.js';
import {
  newTrigger,
  readDays,
  triggerKinds,
} from '../../../src-renderer/features/task-editor/new-trigger.js';
import { periodsOf } from '../../../src-renderer/features/task-editor/periods.js';
import { treeRows, type TreeRow } from '../../../src-renderer/features/tasks/folders.js';
import { Trigger } from '../../../src-shared/model/task.js';
import { sampleSummary } from '../../support/contract-samples.js';

describe('a boundary in a date and time control', () => {
  it.each([
    ['2026-03-02T03:00:00', '2026-03-02T03:00:00', '2026-03-03T04:30', '2026-03-03T04:30:00'],
    ['2026-03-02T03:00:00Z', '2026-03-02T03:00:00', '2026-03-03T04:30:15', '2026-03-03T04:30:15Z'],
    ['2026-03-02T03:00:00.123+01:00', '2026-03-02T03:00:00', '2026-03-02T04:00', '2026-03-02T04:00:00+01:00'],
  ])('%s is shown as %s; set to %s it is %s', (old, shown, set, kept) => {
    expect(toControl(old)).toBe(shown);
    expect(fromControl(set, old)).toBe(kept);
  });

  it('is the day of the machine, not of the browser', () => {
    expect(todayAt('03:00', Date.parse('2026-03-02T23:30:00Z'), 'Europe/Athens')).toBe('2026-03-03T03:00:00');
    expect(fromControl('', null)).toBeNull();
  });
});

describe('a new trigger', () => {
  it.each(triggerKinds)('%s is one that the contract takes', (kind) => {
    expect(Trigger.parse(newTrigger(kind, '2026-03-02T03:00:00')).kind).toBe(kind);
  });

  it('reads days of a month, and leaves out what is none', () => {
    expect(readDays('1, 15,LAST 15; 32 x')).toEqual([1, 15, 'last']);
  });
});

describe('arguments as one text', () => {
  it.each([[['backup', '/home/ana']], [['a b', 'say "hi"', '']], [['C:\\dir\\', 'C:\\my dir\\', '\\"']]])(
    '%j mean the same words again',
    (list) => {
      expect(splitArguments(argumentsText({ arguments: list }))).toEqual(list);
    },
  );
});

describe('offered durations', () => {
  it('hold the present one', () => {
    expect(periodsOf('period', 'P10D')[0]).toBe('P10D');
    expect(periodsOf('period', 'P1D')).toHaveLength(7);
    expect(periodsOf('delay', null)).not.toContain(null);
  });
});

describe('the folder tree', () => {
  const tasks = ['\\Zeta', '\\A\\B\\Deep', '\\A\\Own', '\\AB\\Other', '\\a\\b\\Also'].map((path) => ({
    ...sampleSummary,
    path,
  }));
  const told = (rows: TreeRow[]) =>
    rows.map((row) =>
      row.kind === 'folder' ? `${row.depth} ${row.name} (${row.count})` : `${row.depth} ${row.task.path}`,
    );

  it('has each folder once, its own tasks first, whatever the case', () => {
    expect(told(treeRows(tasks, new Set()))).toEqual([
      '0 \\Zeta',
      '0 \\A (3)',
      '0 \\A\\Own',
      '1 b (2)',
      '1 \\a\\b\\Also',
      '1 \\A\\B\\Deep',
      '0 \\AB (1)',
      '0 \\AB\\Other',
    ]);
  });

  it('leaves out what lies in a closed folder', () => {
    expect(told(treeRows(tasks, new Set(['\\a'])))).toEqual([
      '0 \\Zeta',
      '0 \\A (3)',
      '0 \\AB (1)',
      '0 \\AB\\Other',
    ]);
    expect(told(treeRows(tasks, new Set(['\\a\\b'])))).toContain('1 b (2)');
  });

  it('is made of 10,000 tasks within a frame or two', () => {
    const many = Array.from({ length: 10_000 }, (_, number) => ({
      ...sampleSummary,
      path: `\\F${number % 100}\\G${number % 7}\\Task ${number}`,
    }));
    treeRows(many, new Set());
    const before = performance.now();
    expect(treeRows(many, new Set()).length).toBeGreaterThan(10_000);
    expect(performance.now() - before).toBeLessThan(500);
  });
});
