import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

const home = buildTask('\\Backup\\Home', { maintenance: { period: 'P1D', deadline: 'P3D' } });
const takes = (duration: string): { takes: string } => ({ takes: duration });

describe('the gate', () => {
  test('WAM-04 starts when the machine is idle and on AC, both at once', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:00:30', power: 'battery' },
        { at: '2026-03-02T13:00:00', power: 'ac' },
      ],
      { end: '2026-03-02T14:00:00' },
    );
    expect(played.times(100)).toEqual(['13:00:03']);
  });

  test('WAM-02 WAM-06 runs in any idle period, at exactly idleAfter', () => {
    const played = play([home], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      end: '2026-03-02T13:00:00',
    });
    expect(played.times(100)).toEqual(['12:04:00']);
  });

  test('WAM-10 a user at the machine defers, and the wait is one folded record with a count', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', user: 'away' },
        { at: '2026-03-02T09:03:00', user: 'active' },
      ],
      { end: '2026-03-02T12:00:00' },
    );
    expect(played.times(100)).toEqual([]);
    expect(played.of(906).map(({ data }) => [data['Condition'], data['Count']])).toEqual([['presence', 1]]);
  });

  test.each(['unknown', 'battery'] as const)('power %s never opens the gate', (power) => {
    const played = play([home], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      initially: { power },
      end: '2026-03-03T08:00:00',
    });
    expect(played.times(100)).toEqual([]);
  });

  test('CT-17 a loose plug does not flap a running task: a change counts after three seconds', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', power: 'battery' },
        { at: '2026-03-02T12:10:02', power: 'ac' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T13:00:00' },
    );
    expect(played.lines).toEqual([
      '03-02 12:04:00 800 idle',
      '03-02 12:04:00 100 Home',
      '03-02 12:24:00 201 Home 0',
      '03-02 12:24:00 102 Home',
      '03-02 12:24:00 807',
    ]);
  });

  test("WAM-03 others' load gates the start and nothing else", () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T11:00:00', cpu: 50 },
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:30:00', cpu: 5 },
        { at: '2026-03-02T12:40:00', cpu: 90 },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T14:00:00' },
    );
    expect(played.lines.map((line) => line.slice(6))).toEqual([
      '12:30:00 800 idle',
      '12:30:00 100 Home',
      '12:50:00 201 Home 0',
      '12:50:00 102 Home',
      '12:50:00 807',
    ]);
  });
});

describe('suspension', () => {
  test('WAM-11 WAM-12 WAM-43 the return suspends at once, the next idle period continues where it was', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:30:00', user: 'active' },
        { at: '2026-03-02T13:00:00', user: 'away' },
        { at: '2026-03-02T13:10:00', user: 'active' },
        { at: '2026-03-02T14:00:00', user: 'away' },
      ],
      { programs: { '\\Backup\\Home': takes('PT45M') }, end: '2026-03-02T15:00:00' },
    );
    expect(played.lines.map((line) => line.slice(6))).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Home',
      '12:30:00 328 Home',
      '12:30:00 900 Home presence',
      '12:30:00 807',
      '13:04:00 800 idle',
      '13:04:00 901 Home',
      '13:10:00 328 Home',
      '13:10:00 900 Home presence',
      '13:10:00 807',
      '14:04:00 800 idle',
      '14:04:00 901 Home',
      '14:17:00 201 Home 0',
      '14:17:00 102 Home',
      '14:17:00 807',
    ]);
  });

  test('WAM-13 WAM-14 a critical task completes whatever the user does', () => {
    const critical = buildTask('\\Scan', { maintenance: { period: 'P1D' }, settings: { critical: true } });
    const played = play(
      [critical],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', user: 'active' },
        { at: '2026-03-02T12:20:00', power: 'battery' },
      ],
      { programs: { '\\Scan': takes('PT1H') }, end: '2026-03-02T14:00:00' },
    );
    expect(played.times(900)).toEqual([]);
    expect(played.times(102)).toEqual(['13:04:00']);
  });

  test('battery suspends, with 327 and its author; AC continues', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', power: 'battery' },
        { at: '2026-03-02T12:40:00', power: 'ac' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T14:00:00' },
    );
    expect(played.lines.map((line) => line.slice(6)).slice(2, 7)).toEqual([
      '12:10:03 327 Home',
      '12:10:03 900 Home power',
      '12:10:03 807',
      '12:40:03 800 idle',
      '12:40:03 901 Home',
    ]);
  });

  test('before sleep everything stands still; after the wake it settles for a minute', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', system: 'sleep' },
        { at: '2026-03-02T16:00:00', system: 'wake' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T17:00:00' },
    );
    expect(played.of(900).map(({ data }) => data['Reason'])).toEqual(['sleep']);
    expect(played.times(901)).toEqual(['16:01:00']);
    expect(played.times(102)).toEqual(['16:15:00']);
  });
});

describe('periods and completion', () => {
  test('WAM-21 WAM-23 a failure code completes: next due a period after the finish', () => {
    const played = play([home], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      programs: { '\\Backup\\Home': { takes: 'PT10M', exitCode: 3 } },
      end: '2026-03-04T00:00:00',
    });
    expect(played.times(100)).toEqual(['12:04:00', '12:14:00']);
    expect(played.of(201).map(({ data }) => data['ResultCode'])).toEqual([3, 3]);
  });

  test('retryAfter makes it due again after a failure; the next period counts from the retry', () => {
    const task = buildTask('\\Mail', { maintenance: { period: 'P1D' }, settings: { retryAfter: 'PT1H' } });
    const played = play([task], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      programs: { '\\Mail': [{ exitCode: 1 }, { exitCode: 0 }] },
      end: '2026-03-03T20:00:00',
    });
    expect(played.times(100)).toEqual(['12:04:00', '13:04:00', '13:04:00']);
  });

  test('WAM-09 WAM-17 what fell due while the computer was off stays due', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T13:00:00', system: 'shutdown' },
        { at: '2026-03-06T10:00:00', system: 'boot' },
      ],
      { end: '2026-03-06T12:00:00' },
    );
    expect(played.times(100)).toEqual(['12:04:00', '10:01:00']);
    expect(played.times(805)).toEqual(['10:01:00']);
  });

  test('WAM-22 a crash is no completion: recorded at the next start, then anew', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', system: 'crash' },
        { at: '2026-03-02T12:30:00', system: 'boot' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T14:00:00' },
    );
    expect(played.of(111).map(({ at, data }) => [at.slice(11, 16), data['Reason']])).toEqual([
      ['12:30', 'crash'],
    ]);
    expect(played.times(100)).toEqual(['12:04:00', '12:31:00']);
    expect(played.times(102)).toEqual(['12:51:00']);
  });

  test('TASK-20 the execution limit counts unsuspended time and is a completion with a failure result', () => {
    const task = buildTask('\\Long', {
      maintenance: { period: 'P1D' },
      settings: { executionTimeLimit: 'PT30M' },
    });
    const played = play(
      [task],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:14:00', user: 'active' },
        { at: '2026-03-02T13:00:00', user: 'away' },
      ],
      { programs: { '\\Long': takes('PT5H') }, end: '2026-03-02T20:00:00' },
    );
    expect(played.times(329)).toEqual(['13:24:00']);
    expect(played.of(111).map(({ data }) => data['Reason'])).toEqual(['limit']);
    expect(played.times(100)).toHaveLength(1);
  });
});

describe('deadlines', () => {
  test('WAM-18 WAM-52 UI-25 the frame begins anew with each completion; each miss is told once', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-06T12:00:00', user: 'away' },
        { at: '2026-03-06T13:00:00', user: 'active' },
      ],
      { end: '2026-03-12T00:00:00' },
    );
    expect(played.of(805).map(({ at }) => at.slice(0, 19))).toEqual([
      '2026-03-05T08:00:00',
      '2026-03-09T12:04:00',
    ]);
    expect(played.times(102)).toEqual(['12:04:00']);
  });
});

describe('exclusive tasks and order', () => {
  const task = (name: string, exclusive = false, period = 'P1D'): ReturnType<typeof buildTask> =>
    buildTask(`\\${name}`, { maintenance: { period, exclusive } });

  test('WAM-53 WAM-54 exclusive ones come after all others, one at a time, alone', () => {
    const played = play(
      [task('X', true), task('A'), task('Y', true), task('B')],
      [{ at: '2026-03-02T12:00:00', user: 'away' }],
      {
        settings: { parallel: 2 },
        programs: {
          '\\X': takes('PT10M'),
          '\\A': takes('PT10M'),
          '\\Y': takes('PT10M'),
          '\\B': takes('PT20M'),
        },
        end: '2026-03-02T14:00:00',
      },
    );
    expect(played.of(100).map(({ at, task: path }) => `${at.slice(11, 16)} ${path ?? ''}`)).toEqual([
      '12:04 \\A',
      '12:04 \\B',
      '12:24 \\X',
      '12:34 \\Y',
    ]);
  });

  test('an exclusive one that was suspended continues first; others wait for it', () => {
    const played = play(
      [task('A'), task('X', true)],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', user: 'active' },
        { at: '2026-03-03T12:30:00', user: 'away' },
      ],
      { programs: { '\\X': takes('PT30M') }, end: '2026-03-03T14:00:00' },
    );
    expect(played.lines.filter((line) => / (100|901) /.test(line)).map((line) => line.slice(6))).toEqual([
      '12:04:00 100 A',
      '12:04:00 100 X',
      '12:34:00 901 X',
      '12:58:00 100 A',
    ]);
  });

  test('the most starved goes first, ties by path', () => {
    const played = play(
      [task('Weekly', false, 'P7D'), task('Daily')],
      [{ at: '2026-03-05T12:00:00', user: 'away' }],
      { end: '2026-03-05T13:00:00' },
    );
    expect(played.of(100).map(({ task: path }) => path)).toEqual(['\\Daily', '\\Weekly']);
  });
});

describe('the daily window', () => {
  const asked = { time: '03:00', profile: 'window-only' as const };

  test('WAM-24 WAM-29 in the window-only profile nothing runs outside the window', () => {
    const played = play([home], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      settings: asked,
      end: '2026-03-03T08:00:00',
    });
    expect(played.lines.map((line) => line.slice(0, 18))).toEqual([
      '03-03 03:00:00 800',
      '03-03 03:00:00 100',
      '03-03 03:00:00 201',
      '03-03 03:00:00 102',
      '03-03 03:00:00 807',
    ]);
  });

  test('a weekly task is taken at the eighth day’s activation', () => {
    const weekly = buildTask('\\Weekly', { maintenance: { period: 'P7D' } });
    const played = play([weekly], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      settings: asked,
      programs: { '\\Weekly': takes('PT5M') },
      end: '2026-03-12T08:00:00',
    });
    expect(played.of(100).map(({ at }) => at.slice(0, 10))).toEqual(['2026-03-03', '2026-03-11']);
  });

  test('WAM-15 WAM-16 WAM-27 at the end of the hour what runs is suspended and stays due', () => {
    const played = play([home], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      settings: asked,
      programs: { '\\Backup\\Home': takes('PT90M') },
      end: '2026-03-04T08:00:00',
    });
    expect(played.lines.filter((line) => / (900|901|102) /.test(line))).toEqual([
      '03-03 04:00:00 900 Home window',
      '03-04 03:00:00 901 Home',
      '03-04 03:30:00 102 Home',
    ]);
  });

  test('WAM-19 WAM-20 an overdue task extends the window until it completes', () => {
    const late = buildTask('\\Late', { maintenance: { period: 'P1D', deadline: 'P2D' } });
    const played = play([late], [{ at: '2026-03-04T12:00:00', user: 'away' }], {
      settings: asked,
      programs: { '\\Late': takes('PT3H') },
      end: '2026-03-05T12:00:00',
    });
    expect(played.times(805)).toEqual(['08:00:00']);
    expect(played.times(900)).toEqual([]);
    expect(played.times(102)).toEqual(['06:00:00']);
    expect(played.times(807)).toEqual(['06:00:00']);
  });

  test('WAM-07 the window becomes an idle run when it ends with the gate open', () => {
    const played = play([home], [{ at: '2026-03-02T23:58:00', user: 'away' }], {
      settings: { time: '00:02' },
      programs: { '\\Backup\\Home': takes('PT90M') },
      end: '2026-03-03T08:00:00',
    });
    expect(played.lines.map((line) => line.slice(6))).toEqual([
      '00:02:00 800 regular',
      '00:02:00 100 Home',
      '01:02:00 800 idle',
      '01:32:00 201 Home 0',
      '01:32:00 102 Home',
      '01:32:00 807',
    ]);
  });
});

describe('by hand', () => {
  test('WAM-59 runs what is due though somebody types, and the return does not suspend it', () => {
    const played = play([home], [{ at: '2026-03-02T09:00:00', maintenance: 'start' }], {
      programs: { '\\Backup\\Home': takes('PT20M') },
      end: '2026-03-02T10:00:00',
    });
    expect(played.lines.map((line) => line.slice(6))).toEqual([
      '09:00:00 800 manual',
      '09:00:00 100 Home',
      '09:20:00 201 Home 0',
      '09:20:00 102 Home',
      '09:20:00 807',
    ]);
    expect(played.of(110)).toEqual([]);
  });

  test('asked for while an idle run is under way: what works goes on and runs once', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', maintenance: 'start' },
        { at: '2026-03-02T12:11:00', user: 'active' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T14:00:00' },
    );
    expect(played.lines.map((line) => line.slice(6))).toEqual([
      '12:04:00 800 idle',
      '12:04:00 100 Home',
      '12:10:00 807',
      '12:10:00 800 manual',
      '12:24:00 201 Home 0',
      '12:24:00 102 Home',
      '12:24:00 807',
    ]);
  });

  test('loss of AC suspends a manual run; it goes on when AC is back, idle or not', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', maintenance: 'start' },
        { at: '2026-03-02T09:05:00', power: 'battery' },
        { at: '2026-03-02T09:30:00', power: 'ac' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T11:00:00' },
    );
    expect(played.lines.map((line) => line.slice(6)).slice(2)).toEqual([
      '09:05:03 327 Home',
      '09:05:03 900 Home power',
      '09:30:03 901 Home',
      '09:45:00 201 Home 0',
      '09:45:00 102 Home',
      '09:45:00 807',
    ]);
  });

  test('UI-10 CT-11 a stop keeps its author: no idle period undoes it, the next activation does', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', maintenance: 'start' },
        { at: '2026-03-02T09:05:00', maintenance: 'stop' },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-03T08:00:00' },
    );
    expect(played.lines.filter((line) => / (900|901|102) /.test(line))).toEqual([
      '03-02 09:05:00 900 Home user',
      '03-03 03:00:00 901 Home',
      '03-03 03:15:00 102 Home',
    ]);
  });

  test('a task that a user ended is not restarted before the next activation', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', end: '\\Backup\\Home' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-03T08:00:00' },
    );
    expect(played.lines.filter((line) => / (100|330|111) /.test(line))).toEqual([
      '03-02 12:04:00 100 Home',
      '03-02 12:10:00 330 Home',
      '03-02 12:10:00 111 Home user',
      '03-03 03:00:00 100 Home',
    ]);
  });

  test('CT-14 a pause suspends and bars every start until its end', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', pause: 'PT2H' },
        { at: '2026-03-02T13:00:00', maintenance: 'start' },
      ],
      { programs: { '\\Backup\\Home': takes('PT20M') }, end: '2026-03-02T16:00:00' },
    );
    expect(played.lines.map((line) => line.slice(6)).slice(2)).toEqual([
      '12:10:00 904',
      '12:10:00 900 Home pause',
      '12:10:00 807',
      '14:10:00 905',
      '14:10:00 800 idle',
      '14:10:00 901 Home',
      '14:24:00 201 Home 0',
      '14:24:00 102 Home',
      '14:24:00 807',
    ]);
  });
});

describe('the clock', () => {
  test('CT-23 set back: an activation already served is not served again', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T22:00:00', user: 'away' },
        { at: '2026-03-03T03:30:00', clock: '-PT2H' },
      ],
      {
        settings: { profile: 'window-only' },
        programs: { '\\Backup\\Home': takes('PT5M') },
        end: '2026-03-03T12:00:00',
      },
    );
    expect(played.of(800).map(({ at }) => at)).toEqual(['2026-03-03T03:00:00.000Z']);
  });

  test('CT-23 set forward: what becomes due runs once', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T14:00:00', clock: '+P5D' },
      ],
      { end: '2026-03-02T16:00:00' },
    );
    expect(played.times(100)).toEqual(['12:04:00', '14:00:00']);
  });
});
