import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

const home = buildTask('\\Backup\\Home', { maintenance: { period: 'P1D' } });
const wakes = { settings: { wake: true }, programs: { '\\Backup\\Home': { takes: 'PT20M' } } };
/** Everybody has gone, and at eleven at night the machine sleeps. */
const evening = [
  { at: '2026-03-02T22:50:00', user: 'away' },
  { at: '2026-03-02T22:51:00', system: 'sleep' },
] as const;

describe('waking for the daily run', () => {
  test('WAM-26 the machine wakes at the activation, settles, works and goes back to sleep', () => {
    const played = play([home], [...evening], { ...wakes, end: '2026-03-03T12:00:00' });
    expect(played.lines).toEqual([
      '03-03 03:00:00 902',
      '03-03 03:01:00 800 regular',
      '03-03 03:01:00 100 Home',
      '03-03 03:21:00 201 Home 0',
      '03-03 03:21:00 102 Home',
      '03-03 03:21:00 807',
      '03-03 03:21:00 903',
    ]);
  });

  test('WAM-26 it wakes again the night after, and sleeps through a night with nothing due', () => {
    const other = buildTask('\\Other', { maintenance: { period: 'P2D' } });
    const played = play([other], [...evening], { settings: { wake: true }, end: '2026-03-07T12:00:00' });
    expect(played.of(902).map(({ at }) => at.slice(0, 16))).toEqual(['2026-03-03T03:00', '2026-03-06T03:00']);
    expect(played.of(903)).toHaveLength(2);
  });

  test('WAM-26 somebody comes: it stays on, and what runs gives way', () => {
    const played = play([home], [...evening, { at: '2026-03-03T03:10:00', user: 'active' }], {
      ...wakes,
      end: '2026-03-03T12:00:00',
    });
    expect(played.times(900)).toEqual(['03:10:00']);
    expect(played.times(903)).toEqual([]);
  });

  test('our own wake is no input: idle time goes on', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-03T02:58:30', user: 'away' },
        { at: '2026-03-03T02:59:00', system: 'sleep' },
      ],
      { ...wakes, end: '2026-03-03T12:00:00' },
    );
    expect(played.lines.slice(0, 3)).toEqual([
      '03-03 03:00:00 902',
      '03-03 03:02:30 800 regular',
      '03-03 03:02:30 100 Home',
    ]);
  });

  test('the window ends the night’s work: what is within its deadline stands still, and the machine sleeps', () => {
    const played = play([home], [...evening], {
      settings: { wake: true },
      programs: { '\\Backup\\Home': { takes: 'PT90M' } },
      end: '2026-03-04T12:00:00',
    });
    expect(played.lines).toEqual([
      '03-03 03:00:00 902',
      '03-03 03:01:00 800 regular',
      '03-03 03:01:00 100 Home',
      '03-03 04:00:00 900 Home window',
      '03-03 04:00:00 807',
      '03-03 04:00:00 903',
      '03-04 03:00:00 902',
      '03-04 03:01:00 800 regular',
      '03-04 03:01:00 901 Home',
      '03-04 03:32:00 201 Home 0',
      '03-04 03:32:00 102 Home',
      '03-04 03:32:00 807',
      '03-04 03:32:00 903',
    ]);
  });

  test('WAM-20 past its deadline it works on beyond the window, and then the machine sleeps', () => {
    const late = buildTask('\\Late', { maintenance: { period: 'P1D', deadline: 'P3D' } });
    const played = play(
      [late],
      [
        { at: '2026-03-08T22:50:00', user: 'away' },
        { at: '2026-03-08T22:51:00', system: 'sleep' },
      ],
      {
        settings: { wake: true },
        programs: { '\\Late': { takes: 'PT90M' } },
        end: '2026-03-09T12:00:00',
      },
    );
    expect(played.times(900)).toEqual([]);
    expect(played.times(903)).toEqual(['04:31:00']);
  });

  test.each([
    ['nobody chose it', { settings: {} }, []],
    ['it sleeps on battery', { ...wakes, initially: { power: 'battery' } }, []],
    ['power is unknown', { ...wakes, initially: { power: 'unknown' } }, []],
    ['its lid is closed', { ...wakes, initially: { lid: 'closed' } }, []],
    ['the machine has no timer', { ...wakes, initially: { canWake: false } }, []],
    ['maintenance is off', { settings: { wake: true, enabled: false } }, []],
    ['it is paused beyond', { ...wakes }, [{ at: '2026-03-02T21:00:00', pause: 'PT12H' }]],
    [
      'policy forbids it',
      { ...wakes },
      [
        {
          at: '2026-03-02T09:00:00',
          policy: { scope: 'machine', settings: { maintenance: { wake: false } } },
        },
      ],
    ],
  ] as const)('WAM-30 it is not woken when %s; the work is done by opportunity', (_why, options, before) => {
    const played = play(
      [home],
      [
        ...before,
        ...evening,
        { at: '2026-03-03T09:00:00', system: 'wake' },
        { at: '2026-03-03T10:00:00', power: 'ac', lid: 'open', pause: null },
        { at: '2026-03-03T10:00:00', settings: { maintenance: { enabled: true } } },
      ],
      { ...options, end: '2026-03-03T12:00:00' },
    );
    expect(played.of(902)).toEqual([]);
    expect(played.of(100).map(({ at }) => at.slice(0, 10))).toEqual(['2026-03-03']);
  });

  test('woken and unplugged meanwhile: nothing runs, and it sleeps again at once', () => {
    const played = play([home], [...evening, { at: '2026-03-03T01:00:00', power: 'battery' }], {
      ...wakes,
      end: '2026-03-03T12:00:00',
    });
    expect(played.lines).toEqual(['03-03 03:00:00 902', '03-03 03:01:00 903']);
  });

  test('a task that asks for it by WakeToRun is named (808), once a night', () => {
    const asking = buildTask('\\Asking', {
      maintenance: { period: 'P1D' },
      settings: { wakeToRun: true },
    });
    const played = play([home, asking], [...evening], { ...wakes, end: '2026-03-03T12:00:00' });
    expect(played.of(808).map(({ at, task }) => [at.slice(11, 16), task])).toEqual([
      ['22:51', '\\Asking'],
      ['03:21', '\\Asking'],
    ]);
  });

  test('that it cannot be woken is told once for each reason', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', canWake: false },
        { at: '2026-03-02T10:00:00', canWake: true },
        { at: '2026-03-02T11:00:00', settings: { maintenance: { idleAfter: 'PT5M' } } },
      ],
      { settings: { wake: true } },
    );
    expect(played.notices).toEqual(['03-02 09:00 wake-impossible']);
  });
});
