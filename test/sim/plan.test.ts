import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

const three = ['A', 'B', 'C'].map((name) => buildTask(`\\${name}`, { maintenance: { period: 'P1D' } }));
const five = { takes: 'PT5M' };
const programs = { '\\A': five, '\\B': five, '\\C': five };
/** Asleep before anything could run, back at two with nobody there. */
const back = [
  { at: '2026-03-02T08:01:00', user: 'away' },
  { at: '2026-03-02T08:02:00', system: 'sleep' },
  { at: '2026-03-02T14:00:00', system: 'wake' },
] as const;
const starts = (played: ReturnType<typeof play>): string[] =>
  played.of(100).map(({ at, task }) => `${at.slice(11, 16)} ${String(task)}`);

describe('the catch-up after sleep or boot', () => {
  test('is planned in order at the wake and begins after the settle, one at a time at first', () => {
    const played = play(three, [...back], { programs, settings: { parallel: 3 } });
    expect(played.of(910).map(({ at, data }) => [at.slice(11, 16), data])).toEqual([
      ['14:00', { Tasks: '\\A; \\B; \\C', Count: 3, Cause: 'sleep' }],
    ]);
    expect(starts(played).slice(0, 3)).toEqual(['14:01 \\A', '14:06 \\B', '14:06 \\C']);
  });

  test('widens after ten minutes where the first task takes long', () => {
    const long = { ...programs, '\\A': { takes: 'PT2H' } };
    const played = play(three, [...back], { programs: long, settings: { parallel: 3 } });
    expect(starts(played).slice(0, 3)).toEqual(['14:01 \\A', '14:11 \\B', '14:11 \\C']);
  });

  test('starts nothing more while others need the machine', () => {
    const played = play(
      three,
      [...back, { at: '2026-03-02T14:03:00', cpu: 80 }, { at: '2026-03-02T15:00:00', cpu: 5 }],
      { programs, settings: { parallel: 1 } },
    );
    expect(starts(played).slice(0, 3)).toEqual(['14:01 \\A', '15:00 \\B', '15:05 \\C']);
    expect(played.of(906).map(({ data }) => data['Condition'])).toContain('load');
  });

  test('can be put off by an hour', () => {
    const played = play(three, [...back, { at: '2026-03-02T14:00:30', plan: 'later' }], { programs });
    expect(played.of(911).map(({ data }) => data)).toEqual([
      { Action: 'later', Until: '2026-03-02T15:00:30.000Z' },
    ]);
    expect(starts(played).slice(0, 2)).toEqual(['15:00 \\A', '15:05 \\B']);
  });

  test('can be skipped: nothing of it before the next daily activation', () => {
    const played = play(three, [...back, { at: '2026-03-02T14:00:30', plan: 'skip' }], {
      programs,
      end: '2026-03-03T08:00:00',
    });
    expect(played.of(911).map(({ data }) => data['Action'])).toEqual(['skip']);
    expect(starts(played).slice(0, 2)).toEqual(['03:00 \\A', '03:05 \\B']);
    expect(played.of(906).map(({ data }) => data['Condition'])).toContain('plan-skipped');
  });

  test('does not touch what falls due later, nor what is asked for', () => {
    const played = play(
      three,
      [
        ...back,
        { at: '2026-03-02T14:00:30', plan: 'skip' },
        { at: '2026-03-02T16:00:00', maintenance: 'start' },
      ],
      { programs, end: '2026-03-02T20:00:00' },
    );
    expect(starts(played)).toEqual(['16:00 \\A', '16:05 \\B', '16:10 \\C']);
  });

  test('is made after a boot as well, and is none where nothing was missed', () => {
    const boot = [
      { at: '2026-03-02T08:01:00', user: 'away' },
      { at: '2026-03-02T08:02:00', system: 'shutdown' },
      { at: '2026-03-02T14:00:00', system: 'boot' },
      { at: '2026-03-02T18:00:00', system: 'sleep' },
      { at: '2026-03-02T19:00:00', system: 'wake' },
    ] as const;
    const played = play(three, [...boot], { programs, end: '2026-03-02T20:00:00' });
    expect(played.of(910).map(({ data }) => data['Cause'])).toEqual(['boot']);
  });

  test('a task that asks for a network waits for it, and holds nobody back', () => {
    const online = buildTask('\\A', {
      maintenance: { period: 'P1D' },
      settings: { runOnlyIfNetworkAvailable: true },
    });
    const played = play(
      [online, ...three.slice(1)],
      [...back, { at: '2026-03-02T15:00:00', addresses: ['10.0.0.5'] }],
      { programs },
    );
    expect(starts(played).slice(0, 3)).toEqual(['14:01 \\B', '14:06 \\C', '15:00 \\A']);
    expect(played.of(906).some(({ task, data }) => task === '\\A' && data['Condition'] === 'network')).toBe(
      true,
    );
  });

  test('a clock that lost its power is waited for: until it is set, or ten minutes', () => {
    const bootWithOldClock = [
      { at: '2026-03-02T08:01:00', user: 'away' },
      { at: '2026-03-02T08:30:00', system: 'shutdown' },
      { at: '2026-03-05T09:00:00', clock: '-P20D' },
      { at: '2026-03-05T10:00:00', system: 'boot' },
    ] as const;
    const set = play(three, [...bootWithOldClock, { at: '2026-03-05T10:03:00', clock: '+P20D' }], {
      programs,
      end: '2026-03-05T12:00:00',
    });
    expect(starts(set).slice(3)).toEqual(['10:03 \\A', '10:08 \\B', '10:13 \\C']);
  });
});
