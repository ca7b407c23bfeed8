import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';
import { readScenario, simulate } from '../../src-main/simulation/simulate.js';

const home = buildTask('\\Home', { maintenance: { period: 'P1D' } });
const windowOnly = { profile: 'window-only' };
const away = (at: string): { at: string; user: 'away' } => ({ at, user: 'away' });

describe('the daily activation', () => {
  test('WAM-28 a time inside the gap of summer time is the first existing instant', () => {
    const played = play([home], [away('2026-03-28T12:00:00')], {
      zone: 'Europe/Berlin',
      start: '2026-03-28T10:00:00',
      end: '2026-03-29T20:00:00',
      settings: { ...windowOnly, time: '02:30' },
    });
    expect(played.of(100).map(({ at }) => at)).toEqual(['2026-03-29T01:00:00.000Z']);
  });

  test('in the repeated hour it comes once, at the first pass', () => {
    const played = play([home], [away('2026-10-24T12:00:00')], {
      zone: 'Europe/Berlin',
      start: '2026-10-24T10:00:00',
      end: '2026-10-25T20:00:00',
      settings: { ...windowOnly, time: '02:30' },
    });
    expect(played.of(100).map(({ at }) => at)).toEqual(['2026-10-25T00:30:00.000Z']);
  });

  test('the random delay is drawn once a day from the machine’s seed, within its bound', () => {
    const starts = (seed: number): number[] => {
      const scenario = readScenario({
        ...{ zone: 'UTC', start: '2026-03-02T08:00:00', end: '2026-03-20T08:00:00', seed },
        settings: { maintenance: { ...windowOnly, randomDelay: 'PT4H', window: 'PT1H' } },
        timeline: [away('2026-03-02T12:00:00')],
      });
      const minutes = simulate(scenario, [home]).records.filter(({ id }) => id === 100);
      return minutes.map(({ at }) => (Date.parse(at) % 86_400_000) / 60_000 - 180);
    };
    const [one, other] = [starts(7), starts(8)];
    expect(starts(7)).toEqual(one);
    expect(one).not.toEqual(other);
    expect(new Set(one).size).toBeGreaterThan(5);
    for (const delay of [...one, ...other]) {
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(240);
    }
  });

  test('WAM-07 WAM-10 a closed gate at the activation defers: it starts as soon as it opens within the window', () => {
    const played = play([home], [away('2026-03-03T03:20:00')], { settings: windowOnly });
    expect(played.times(100)).toEqual(['03:24:00']);
  });

  test('WAM-24 what falls due inside the open window does not join it', () => {
    const played = play(
      [home],
      [
        away('2026-03-03T03:00:00'),
        { at: '2026-03-03T04:30:00', user: 'active' },
        away('2026-03-03T20:00:00'),
      ],
      { settings: windowOnly, end: '2026-03-06T08:00:00' },
    );
    // Finished at 03:04 on the third: due at 03:04 on the fourth, inside the window, so it is taken on the fifth.
    expect(played.of(100).map(({ at }) => at.slice(5, 16))).toEqual(['03-03T03:04', '03-05T03:00']);
  });
});

describe('idle runs', () => {
  test('WAM-06 what falls due while the gate is open joins the run that is under way', () => {
    const long = buildTask('\\Long', { maintenance: { period: 'P2D' } });
    const played = play([home, long], [away('2026-03-02T12:00:00')], {
      programs: { '\\Long': { takes: 'PT30H' } },
      settings: { parallel: 2 },
      end: '2026-03-03T20:00:00',
    });
    expect(played.of(800)).toHaveLength(1);
    expect(played.times(100, '\\Home')).toEqual(['12:04:00', '12:04:00']);
  });
});

describe('runs by hand', () => {
  test('WAM-59 on battery it wants to be told so, and then goes on there', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', maintenance: 'start' },
        { at: '2026-03-02T13:00:00', maintenance: 'start-on-battery' },
        { at: '2026-03-02T13:05:00', power: 'unknown' },
      ],
      { initially: { power: 'battery' }, programs: { '\\Home': { takes: 'PT20M' } } },
    );
    expect(played.lines.map((line) => line.slice(6))).toEqual([
      '13:00:00 800 manual',
      '13:00:00 100 Home',
      '13:20:00 201 Home 0',
      '13:20:00 102 Home',
      '13:20:00 807',
    ]);
  });

  test('takes what falls due before the next activation, and with all every enabled one', () => {
    const weekly = buildTask('\\Weekly', { maintenance: { period: 'P7D' } });
    const disabled = buildTask('\\Off', { maintenance: { period: 'P1D' }, settings: { enabled: false } });
    const lines = [away('2026-03-02T08:10:00'), { at: '2026-03-02T09:00:00', user: 'active' }] as const;
    const starts = (how: 'start' | 'start-all'): (string | null)[] =>
      play([home, weekly, disabled], [...lines, { at: '2026-03-03T05:00:00', maintenance: how }], {
        start: '2026-03-02T08:00:00',
        end: '2026-03-03T07:00:00',
      })
        .records.filter(({ id, at }) => id === 100 && at > '2026-03-03')
        .map(({ task }) => task);
    expect(starts('start')).toEqual(['\\Home']);
    expect(starts('start-all')).toEqual(['\\Home', '\\Weekly']);
  });
});

describe('the end of the window', () => {
  test('WAM-20 an overdue exclusive task that still waits its turn extends it as well', () => {
    const late = buildTask('\\Late', { maintenance: { period: 'P1D', deadline: 'P2D', exclusive: true } });
    const young = buildTask('\\Young', { maintenance: { period: 'P1D', deadline: 'P30D' } });
    const played = play([late, young], [away('2026-03-05T00:00:00')], {
      settings: windowOnly,
      programs: { '\\Young': { takes: 'PT2H' }, '\\Late': { takes: 'PT30M' } },
      end: '2026-03-05T12:00:00',
    });
    expect(
      played.lines.filter((line) => / (100|900|102|807) /.test(`${line} `)).map((l) => l.slice(6)),
    ).toEqual([
      '03:00:00 100 Young',
      '04:00:00 900 Young window',
      '04:00:00 100 Late',
      '04:30:00 102 Late',
      '04:30:00 807',
    ]);
  });
});
