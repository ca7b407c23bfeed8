import { describe, expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

const home = buildTask('\\Home', { maintenance: { period: 'P1D' } });
const policy = (scope: 'machine' | 'user', maintenance: object): object => ({
  policy: { scope, settings: { maintenance } },
});
const windowOnly = { profile: 'window-only' };

describe('policy', () => {
  test('WAM-25 sets the hour of the daily run, machine before user before settings', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', ...policy('user', { time: '04:00', window: 'PT2H' }) },
        { at: '2026-03-02T09:01:00', ...policy('machine', { time: '05:00' }) },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { settings: { ...windowOnly, time: '02:00' }, programs: { '\\Home': { takes: 'PT3H' } } },
    );
    expect(played.times(100)).toEqual(['05:00:00']);
    expect(played.times(900)).toEqual(['07:00:00']);
    expect(played.of(913).map(({ data }) => [data['Scope'], data['Settings']])).toEqual([
      ['user', 'time 04:00, window PT2H'],
      ['machine', 'time 05:00'],
    ]);
  });

  test('taken back, what was configured counts again', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', ...policy('machine', { time: '05:00' }) },
        { at: '2026-03-02T10:00:00', ...policy('machine', {}) },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { settings: { ...windowOnly, time: '02:00' } },
    );
    expect(played.times(100)).toEqual(['02:00:00']);
  });

  test('what it sets cannot be configured by a person', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', ...policy('machine', { time: '05:00' }) },
        { at: '2026-03-02T10:00:00', settings: { maintenance: { time: '01:00' } } },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { settings: windowOnly },
    );
    expect(played.times(100)).toEqual(['05:00:00']);
  });

  test('stops even a critical task when it switches maintenance off, with its own author', () => {
    const critical = buildTask('\\Home', { maintenance: { period: 'P1D' }, settings: { critical: true } });
    const played = play(
      [critical],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:10:00', ...policy('machine', { enabled: false }) },
        { at: '2026-03-02T14:00:00', ...policy('machine', {}) },
      ],
      { programs: { '\\Home': { takes: 'PT1H' } }, end: '2026-03-02T18:00:00' },
    );
    expect(played.lines.filter((line) => / (100|900|901|102) /.test(line)).map((l) => l.slice(6))).toEqual([
      '12:04:00 100 Home',
      '12:10:00 900 Home policy',
      '14:00:00 901 Home',
      '14:54:00 102 Home',
    ]);
  });

  test('what is not well formed is recorded once (809) and left out; the rest counts', () => {
    const wrong = policy('machine', { time: '25:00', window: 'PT30M', wake: 'yes', colour: 'red' });
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', ...wrong },
        { at: '2026-03-02T10:00:00', ...wrong },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { settings: windowOnly, programs: { '\\Home': { takes: 'PT1H' } } },
    );
    expect(played.of(809).map(({ data }) => data['FailureReason'])).toEqual([
      'scenario (machine): time 25:00 is not a time of day such as 03:00',
      'scenario (machine): wake yes is neither true nor false',
      'scenario (machine): colour there is no such setting',
    ]);
    expect(played.times(900)).toEqual(['03:30:00']);
  });

  test('it outlives a crash, and one that came while the machine was off counts from the boot', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T09:00:00', ...policy('machine', { time: '05:00' }) },
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T12:01:00', system: 'crash' },
        { at: '2026-03-02T12:02:00', ...policy('user', { window: 'PT10M' }) },
        { at: '2026-03-02T12:03:00', system: 'boot' },
      ],
      { settings: windowOnly, programs: { '\\Home': { takes: 'PT1H' } } },
    );
    expect(played.times(100)).toEqual(['05:00:00']);
    expect(played.times(900)).toEqual(['05:10:00']);
  });
});

describe('the battery threshold', () => {
  test('on AC nothing starts before the battery has that much; what runs is not stopped by it', () => {
    const played = play(
      [home],
      [
        { at: '2026-03-02T12:00:00', user: 'away' },
        { at: '2026-03-02T13:00:00', charge: 40 },
        { at: '2026-03-02T14:00:00', charge: 50 },
        { at: '2026-03-02T14:05:00', charge: 49 },
      ],
      {
        initially: { charge: 20 },
        settings: { minBattery: 50 },
        programs: { '\\Home': { takes: 'PT1H' } },
        end: '2026-03-02T18:00:00',
      },
    );
    expect(played.times(100)).toEqual(['14:00:00']);
    expect(played.times(102)).toEqual(['15:00:00']);
    expect(played.of(906).map(({ data }) => data['Condition'])).toContain('battery-low');
  });

  test('a machine without a battery has no threshold', () => {
    const played = play([home], [{ at: '2026-03-02T12:00:00', user: 'away' }], {
      settings: { minBattery: 50 },
    });
    expect(played.times(100)[0]).toBe('12:04:00');
  });
});
