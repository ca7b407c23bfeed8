import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

const daily = buildTask('\\Daily', { maintenance: { period: 'P1D' } });
const strict = buildTask('\\Strict', { maintenance: { period: 'P1D', deadline: 'P3D' } });
const busyFortnight = { end: '2026-03-20T08:00:00' };

describe('what is told, once each', () => {
  test('WAM-08 a task that never finds its moment is starved: seven days or three periods after it fell due', () => {
    const weekly = buildTask('\\Weekly', { maintenance: { period: 'P5D' } });
    const played = play([daily, weekly], [], busyFortnight);
    expect(played.of(909).map(({ at, task }) => `${at.slice(5, 16)} ${String(task)}`)).toEqual([
      '03-09T08:00 \\Daily',
      '03-17T08:00 \\Weekly',
    ]);
    expect(played.notices.filter((line) => line.includes('starved'))).toEqual([
      '03-09 08:00 starved Daily',
      '03-17 08:00 starved Weekly',
    ]);
  });

  test('WAM-08 a completion ends the starvation; the next one is told anew', () => {
    const played = play(
      [daily],
      [
        { at: '2026-03-10T12:00:00', user: 'away' },
        { at: '2026-03-10T13:00:00', user: 'active' },
      ],
      busyFortnight,
    );
    expect(played.of(909).map(({ at }) => at.slice(5, 16))).toEqual(['03-09T08:00', '03-18T12:04']);
  });

  test('WAM-51 WAM-52 a missed deadline is told at that instant, and never before a period has passed', () => {
    const played = play([strict], [], { end: '2026-03-09T07:00:00' });
    expect(played.notices).toEqual(['03-05 08:00 deadline-missed Strict']);
  });

  test('WAM-52 while the machine sleeps nothing is told; then once it is awake and settled', () => {
    const played = play(
      [strict],
      [
        { at: '2026-03-04T12:00:00', system: 'sleep' },
        { at: '2026-03-06T12:00:00', system: 'wake' },
      ],
      { end: '2026-03-08T08:00:00' },
    );
    expect(played.notices).toEqual(['03-06 12:01 deadline-missed Strict']);
    expect(played.times(805)).toHaveLength(1);
  });

  test('WAM-52 an emergency run is told when it begins, once for its deadline', () => {
    const played = play(
      [strict],
      [
        { at: '2026-03-06T12:00:00', user: 'away' },
        { at: '2026-03-06T12:10:00', user: 'active' },
        { at: '2026-03-06T13:00:00', user: 'away' },
      ],
      { programs: { '\\Strict': { takes: 'PT30M' } }, end: '2026-03-06T20:00:00' },
    );
    expect(played.notices).toEqual([
      '03-05 08:00 deadline-missed Strict',
      '03-06 12:04 emergency-running Strict',
    ]);
  });

  test('nothing is told on success; a failure is, and the week is summed up once', () => {
    const played = play([daily], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      programs: { '\\Daily': [{ exitCode: 0 }, { exitCode: 2 }, { exitCode: 0 }] },
      end: '2026-03-16T12:00:00',
    });
    expect(played.notices).toEqual([
      '03-03 12:04 task-failed Daily',
      '03-09 10:00 digest',
      '03-16 10:00 digest',
    ]);
    expect(played.of(914)[0]?.data).toEqual({ Completed: 6, Failed: 1, Overdue: 0, Starved: 0 });
  });

  test('a quiet week with nothing to do is not told', () => {
    const played = play([buildTask('\\Plain')], [], busyFortnight);
    expect(played.notices).toEqual([]);
  });
});

describe('postponing', () => {
  test('holds a task back for that long, and by hand it runs all the same', () => {
    const played = play(
      [daily],
      [
        { at: '2026-03-02T12:00:00', postpone: { task: '\\Daily', for: 'PT3H' } },
        { at: '2026-03-02T12:01:00', user: 'away' },
      ],
      { end: '2026-03-02T20:00:00' },
    );
    expect(played.times(912)).toEqual(['12:00:00']);
    expect(played.times(100)).toEqual(['15:00:00']);
    expect(played.of(906).map(({ data }) => data['Condition'])).toContain('postponed');
  });

  test('what runs is suspended by it and goes on afterwards; the rest is not held up', () => {
    const other = buildTask('\\Other', { maintenance: { period: 'P1D' } });
    const played = play(
      [daily, other],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', postpone: { task: '\\Daily', for: 'PT1H' } },
      ],
      {
        programs: { '\\Daily': { takes: 'PT20M' }, '\\Other': { takes: 'PT5M' } },
        end: '2026-03-02T20:00:00',
      },
    );
    expect(played.lines.filter((line) => / (100|900|901|102) /.test(line)).map((l) => l.slice(6))).toEqual([
      '12:04:00 100 Daily',
      '12:10:00 900 Daily user',
      '12:10:00 100 Other',
      '12:15:00 102 Other',
      '13:10:00 901 Daily',
      '13:24:00 102 Daily',
    ]);
  });
});

describe('what goes wrong with the engine itself', () => {
  test('settings that are refused are recorded (802), and nothing of them counts', () => {
    const played = play(
      [daily],
      [
        { at: '2026-03-02T09:00:00', settings: { maintenance: { idleAfter: 'PT1S', wake: true } } },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { end: '2026-03-02T13:00:00' },
    );
    expect(played.of(802).map(({ data }) => data['ErrorCode'])).toEqual([0x80070057]);
    expect(played.times(100)).toEqual(['12:04:00']);
  });
});
