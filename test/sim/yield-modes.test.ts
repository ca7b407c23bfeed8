import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import type { TaskSettings } from '../../src-shared/model/task.js';
import { play } from '../support/play.js';

const task = (settings: Partial<TaskSettings>, exclusive = false): ReturnType<typeof buildTask> =>
  buildTask('\\Work', { maintenance: { period: 'P1D', deadline: 'P9D', exclusive }, settings });
const half = { '\\Work': { takes: 'PT30M' } };
/** Gone from twelve, back at 12:10, gone again from 13:00. */
const glance = [
  { at: '2026-03-02T12:00:00', user: 'away' },
  { at: '2026-03-02T12:10:00', user: 'active' },
  { at: '2026-03-02T13:00:00', user: 'away' },
] as const;
const times = (lines: string[]): string[] => lines.map((line) => line.slice(6));

describe('yield modes', () => {
  test.each(['freeze', 'signal'] as const)('WAM-12 WAM-44 %s goes on where it was', (mode) => {
    const played = play([task({ yield: mode })], [...glance], { programs: half });
    expect(times(played.lines)).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Work',
      '12:10:00 328 Work',
      '12:10:00 900 Work presence',
      '12:10:00 807',
      '13:04:00 800 idle',
      '13:04:00 901 Work',
      '13:28:00 201 Work 0',
      '13:28:00 102 Work',
      '13:28:00 807',
    ]);
  });

  test('WAM-22 restart is stopped, stays due and is started again: no completion', () => {
    const played = play([task({ yield: 'restart' })], [...glance], { programs: half });
    expect(times(played.lines)).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Work',
      '12:10:00 328 Work',
      '12:10:00 111 Work presence',
      '12:10:00 807',
      '13:04:00 800 idle',
      '13:04:00 100 Work',
      '13:34:00 201 Work 0',
      '13:34:00 102 Work',
      '13:34:00 807',
    ]);
  });

  test('restart comes again within a manual run when AC is back', () => {
    const played = play(
      [task({ yield: 'restart' })],
      [
        { at: '2026-03-02T12:00:00', maintenance: 'start' },
        { at: '2026-03-02T12:10:00', power: 'battery' },
        { at: '2026-03-02T13:00:00', power: 'ac' },
      ],
      { programs: half, end: '2026-03-02T20:00:00' },
    );
    expect(times(played.lines)).toEqual([
      '12:00:00 800 manual',
      '12:00:00 100 Work',
      '12:10:03 327 Work',
      '12:10:03 111 Work power',
      '13:00:03 100 Work',
      '13:30:03 201 Work 0',
      '13:30:03 102 Work',
      '13:30:03 807',
    ]);
  });

  test('slow goes on at the lowest priority while somebody works (907), at full pace later (908)', () => {
    const played = play([task({ yield: 'slow' })], [...glance], {
      programs: { '\\Work': { takes: 'PT90M' } },
      end: '2026-03-02T20:00:00',
    });
    expect(times(played.lines)).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Work',
      '12:10:00 907 Work presence',
      '13:04:00 908 Work',
      '13:34:00 201 Work 0',
      '13:34:00 102 Work',
      '13:34:00 807',
    ]);
  });

  test('slow stands still on battery and over a sleep, and is not left frozen under the user’s hands', () => {
    const played = play(
      [task({ yield: 'slow' })],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', user: 'active' },
        { at: '2026-03-02T12:20:00', power: 'battery' },
        { at: '2026-03-02T12:30:00', power: 'ac' },
        { at: '2026-03-02T14:00:00', system: 'sleep' },
        { at: '2026-03-02T15:00:00', system: 'wake' },
      ],
      { programs: { '\\Work': { takes: 'PT5H' } }, end: '2026-03-02T16:00:00' },
    );
    expect(times(played.lines)).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Work',
      '12:10:00 907 Work presence',
      '12:20:03 327 Work',
      '12:20:03 900 Work power',
      '12:20:03 807',
      '12:30:03 901 Work',
      '12:30:03 907 Work presence',
      '14:00:00 900 Work sleep',
      '15:01:00 901 Work',
      '15:01:00 907 Work presence',
    ]);
  });

  test('WAM-13 never is critical: it completes whatever the user does', () => {
    const played = play([task({ yield: 'never' })], [...glance], { programs: half });
    expect(times(played.lines)).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Work',
      '12:34:00 201 Work 0',
      '12:34:00 102 Work',
      '12:34:00 807',
    ]);
  });

  test('restart, as an exclusive task, holds the machine no longer than it works', () => {
    const other = buildTask('\\Other', { maintenance: { period: 'P1D' } });
    const played = play([task({ yield: 'restart' }, true), other], [...glance], {
      programs: half,
      end: '2026-03-02T20:00:00',
    });
    expect(played.of(100).map(({ at, task: path }) => [at.slice(11, 16), path])).toEqual([
      ['12:04', '\\Other'],
      ['12:04', '\\Work'],
      ['13:04', '\\Work'],
    ]);
  });
});
