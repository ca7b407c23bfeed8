import { describe, expect, it } from 'vitest';
import { instantAt, startOfDay, ticks } from '../../../src-renderer/features/timeline/calendar.js';
import { lanesOf, piecesOf, workedMs } from '../../../src-renderer/features/timeline/lanes.js';
import {
  bandSpans,
  percent,
  shared,
  totalMs,
  width,
  without,
} from '../../../src-renderer/features/timeline/span.js';
import { dailyWindows, daySpan } from '../../../src-renderer/features/maintenance/day-span.js';
import type { InstanceInfo } from '../../../src-shared/model/instance.js';
import { demoStatus } from '../../support/demo/demo-machine.js';

const zone = 'Europe/Berlin';
const iso = (ms: number) => new Date(ms).toISOString();
const hourMs = 3_600_000;

describe('local days', () => {
  it.each([
    ['an ordinary day', '2026-11-20T13:32:00Z', '2026-11-19T23:00:00.000Z'],
    ['a moment after midnight', '2026-11-19T23:00:30Z', '2026-11-19T23:00:00.000Z'],
    ['the day the clock goes forward', '2026-03-29T13:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['the day the clock goes back', '2026-10-25T13:00:00Z', '2026-10-24T22:00:00.000Z'],
  ])('begin at midnight: %s', (_, now, midnight) => {
    expect(iso(startOfDay(Date.parse(now), zone))).toBe(midnight);
  });

  it('begin at the first existing instant where midnight is skipped', () => {
    // In Beirut the clock goes from 00:00 to 01:00 on 29 March 2026.
    const noon = Date.parse('2026-03-29T09:00:00Z');
    expect(iso(startOfDay(noon, 'Asia/Beirut'))).toBe('2026-03-28T22:00:00.000Z');
  });

  it('hold local times across a change of the clock', () => {
    const midnight = startOfDay(Date.parse('2026-03-28T12:00:00Z'), zone);
    expect(iso(instantAt(midnight, '06:00', zone, 1))).toBe('2026-03-29T04:00:00.000Z');
    expect(iso(instantAt(midnight, '06:00', zone))).toBe('2026-03-28T05:00:00.000Z');
  });

  it('show today and the coming night', () => {
    const span = daySpan(Date.parse('2026-11-20T13:32:00Z'), zone);
    expect([iso(span.from), iso(span.to)]).toEqual(['2026-11-19T23:00:00.000Z', '2026-11-21T05:00:00.000Z']);
  });

  it('mark every third local hour, every second mark optional', () => {
    const span = daySpan(Date.parse('2026-11-20T13:32:00Z'), zone);
    const marks = ticks(span.from, span.to, 3, zone);
    expect(marks).toHaveLength(11);
    expect(marks.filter((mark) => mark.midnight).map((mark) => iso(mark.at))).toEqual([
      '2026-11-19T23:00:00.000Z',
      '2026-11-20T23:00:00.000Z',
    ]);
    expect(marks[1]?.optional).toBe(true);
  });

  it('draw the window of last night too, but not where its delay was drawn', () => {
    const span = daySpan(Date.parse('2026-11-20T13:32:00Z'), zone);
    expect(dailyWindows(demoStatus, span, zone).map((window) => iso(window.from))).toEqual([
      '2026-11-20T02:00:00.000Z',
      '2026-11-21T02:00:00.000Z',
    ]);
    const delayed = { ...demoStatus, settings: { ...demoStatus.settings, randomDelay: 'PT30M' } };
    expect(dailyWindows(delayed, span, zone)).toHaveLength(1);
    expect(dailyWindows({ ...demoStatus, nextWindow: null }, span, zone)).toEqual([]);
  });
});

describe('spans', () => {
  const within = { from: 0, to: 100 };

  it('are cut to the picture; an open one ends now', () => {
    const bands = [
      { from: iso(-50), to: iso(20), value: 'idle' },
      { from: iso(20), to: iso(60), value: 'active' },
      { from: iso(60), to: null, value: 'idle' },
    ];
    expect(bandSpans(bands, ['idle'], within, 80)).toEqual([
      { from: 0, to: 20 },
      { from: 60, to: 80 },
    ]);
  });

  it('share what both have', () => {
    const left = [
      { from: 0, to: 30 },
      { from: 40, to: 90 },
    ];
    const right = [{ from: 20, to: 50 }];
    expect(shared(left, right)).toEqual([
      { from: 20, to: 30 },
      { from: 40, to: 50 },
    ]);
    expect(totalMs(shared(left, right))).toBe(20);
    expect(shared(left, [])).toEqual([]);
  });

  it('leave out holes', () => {
    expect(
      without(
        [{ from: 0, to: 100 }],
        [
          { from: 20, to: 30 },
          { from: 90, to: 120 },
        ],
      ),
    ).toEqual([
      { from: 0, to: 20 },
      { from: 30, to: 90 },
    ]);
  });

  it('stand in per cent', () => {
    expect(percent(25, within)).toBe(25);
    expect(width({ from: 25, to: 75 }, within)).toBe(50);
  });
});

describe('lanes', () => {
  const now = 10 * hourMs;
  const run = (
    task: string,
    from: number,
    to: number | null,
    more: Partial<InstanceInfo> = {},
  ): InstanceInfo => ({
    instance: `{${task}${from}}`,
    task,
    started: iso(from * hourMs),
    ended: to === null ? null : iso(to * hourMs),
    suspended: [],
    result: to === null ? null : 0,
    outcome: to === null ? null : 'completed',
    trigger: 'idle',
    output: null,
    progress: null,
    ...more,
  });

  it('cut a run into work and rest', () => {
    const rested = run('A', 1, 6, {
      suspended: [
        { from: iso(2 * hourMs), to: iso(3 * hourMs), reason: 'presence' },
        { from: iso(4 * hourMs), to: iso(5 * hourMs), reason: 'power' },
      ],
    });
    expect(piecesOf(rested, now).map(({ kind, from, to }) => [kind, from / hourMs, to / hourMs])).toEqual([
      ['work', 1, 2],
      ['suspended', 2, 3],
      ['work', 3, 4],
      ['suspended', 4, 5],
      ['work', 5, 6],
    ]);
    expect(workedMs(rested, now)).toBe(3 * hourMs);
  });

  it('leave a live run open, at work or at rest', () => {
    expect(piecesOf(run('A', 9, null), now).at(-1)).toMatchObject({
      kind: 'work',
      tone: 'running',
      open: true,
    });
    const resting = run('A', 8, null, {
      suspended: [{ from: iso(9 * hourMs), to: null, reason: 'presence' }],
    });
    expect(piecesOf(resting, now).at(-1)).toMatchObject({ kind: 'suspended', open: true, to: now });
    expect(workedMs(resting, now)).toBe(hourMs);
  });

  it('put the task that worked last on top, and count those left out', () => {
    const runs = [run('A', 1, 2), run('B', 3, 9), run('C', 4, 5), run('A', 6, 7, { outcome: 'failed' })];
    const { lanes, more } = lanesOf(runs, { from: 0, to: now }, now, 2);
    expect(lanes.map((lane) => lane.task)).toEqual(['B', 'A']);
    expect(lanes[1]?.pieces.map((piece) => piece.tone)).toEqual(['done', 'failed']);
    expect(more).toBe(1);
  });

  it('show nothing of a run outside the picture', () => {
    expect(lanesOf([run('A', 1, 2)], { from: 5 * hourMs, to: now }, now, 6).lanes).toEqual([]);
  });
});
