import { describe, expect, it } from 'vitest';
import { defaultTaskSettings, type Trigger } from '../../../../src-shared/model/task.js';
import { iso, wall } from '../../../../src-main/core/time/stamp.js';
import { nextOccurrence, nextOfTask } from '../../../../src-main/core/triggers/next-occurrence.js';
import { boot, daily, every, idle, monthly, monthlyDayOfWeek, time, weekly } from './triggers.js';

const berlin = 'Europe/Berlin';

/** The next `count` instants after `from`, without the milliseconds. */
function list(trigger: Trigger, from: string, zone: string, count: number): string[] {
  const found: string[] = [];
  let at = wall(Date.parse(from));
  while (found.length < count) {
    const next = nextOccurrence(trigger, at, zone);
    if (next === null) break;
    found.push(iso(next).replace(':00.000Z', 'Z'));
    at = next;
  }
  return found;
}

describe('TASK-03 TASK-06 kinds of schedule', () => {
  it('a time trigger fires once', () => {
    const trigger = time({ startBoundary: '2026-03-02T08:00:00' });
    expect(list(trigger, '2026-01-01T00:00Z', berlin, 3)).toEqual(['2026-03-02T07:00Z']);
    expect(list(trigger, '2026-03-02T07:00Z', berlin, 3)).toEqual([]);
  });

  it('every third day counts from the start boundary', () => {
    const trigger = daily({ startBoundary: '2026-01-01T08:00:00', daysInterval: 3 });
    expect(list(trigger, '2025-01-01T00:00Z', 'UTC', 2)).toEqual(['2026-01-01T08:00Z', '2026-01-04T08:00Z']);
    expect(list(trigger, '2026-03-01T08:00Z', 'UTC', 2)).toEqual(['2026-03-02T08:00Z', '2026-03-05T08:00Z']);
  });

  it('TASK-02 every Wednesday at 1:00', () => {
    const trigger = weekly({ startBoundary: '2005-01-01T01:00:00', daysOfWeek: ['Wednesday'] });
    expect(list(trigger, '2026-03-02T00:00Z', 'UTC', 2)).toEqual(['2026-03-04T01:00Z', '2026-03-11T01:00Z']);
  });

  it('every second week counts from the Sunday of the start', () => {
    // 2026-01-01 is a Thursday: its week began on Sunday 2025-12-28.
    const trigger = weekly({ weeksInterval: 2, daysOfWeek: ['Sunday', 'Monday', 'Thursday', 'Saturday'] });
    expect(list(trigger, '2025-12-01T00:00Z', 'UTC', 6)).toEqual([
      '2026-01-01T08:00Z',
      '2026-01-03T08:00Z',
      '2026-01-11T08:00Z',
      '2026-01-12T08:00Z',
      '2026-01-15T08:00Z',
      '2026-01-17T08:00Z',
    ]);
  });

  it('a day that the month lacks gives no run; last does', () => {
    const trigger = monthly({ daysOfMonth: [31] });
    expect(list(trigger, '2026-01-01T00:00Z', 'UTC', 3)).toEqual([
      '2026-01-31T08:00Z',
      '2026-03-31T08:00Z',
      '2026-05-31T08:00Z',
    ]);
    const last = monthly({ daysOfMonth: ['last', 31, 28], months: ['February', 'March'] });
    expect(list(last, '2027-01-01T00:00Z', 'UTC', 6)).toEqual([
      '2027-02-28T08:00Z',
      '2027-03-28T08:00Z',
      '2027-03-31T08:00Z',
      '2028-02-28T08:00Z',
      '2028-02-29T08:00Z',
      '2028-03-28T08:00Z',
    ]);
  });

  it('29 February waits eight years over a century; 30 February never comes', () => {
    const leap = monthly({
      startBoundary: '2096-01-01T08:00:00',
      daysOfMonth: [29],
      months: ['February'],
    });
    expect(list(leap, '2096-03-01T00:00Z', 'UTC', 1)).toEqual(['2104-02-29T08:00Z']);
    expect(list(monthly({ daysOfMonth: [30], months: ['February'] }), '2026-01-01T00:00Z', 'UTC', 1)).toEqual(
      [],
    );
  });

  it('weekdays of the month: fourth and last may be one day', () => {
    const trigger = monthlyDayOfWeek({ weeks: [4, 'last'], daysOfWeek: ['Friday'] });
    expect(list(trigger, '2026-01-01T00:00Z', 'UTC', 4)).toEqual([
      '2026-01-23T08:00Z',
      '2026-01-30T08:00Z',
      '2026-02-27T08:00Z',
      '2026-03-27T08:00Z',
    ]);
  });

  it.each([boot(), idle()])('$kind has no scheduled instant', (trigger) => {
    expect(nextOccurrence(trigger, wall(0), 'UTC')).toBeNull();
  });
});

describe('boundaries', () => {
  it('nothing before the start, nothing after the end, the end itself counts', () => {
    const trigger = daily({
      startBoundary: '2026-01-05T08:00:00',
      endBoundary: '2026-01-07T08:00:00',
    });
    expect(list(trigger, '2020-01-01T00:00Z', 'UTC', 9)).toEqual([
      '2026-01-05T08:00Z',
      '2026-01-06T08:00Z',
      '2026-01-07T08:00Z',
    ]);
  });

  it('without a zone: the machine’s zone, whatever it is now', () => {
    const trigger = daily();
    expect(list(trigger, '2026-07-01T00:00Z', berlin, 1)).toEqual(['2026-07-01T06:00Z']);
    expect(list(trigger, '2026-07-01T00:00Z', 'America/New_York', 1)).toEqual(['2026-07-01T12:00Z']);
  });

  it('with Z recurrences keep the UTC wall time', () => {
    const trigger = daily({ startBoundary: '2026-01-01T08:00:00Z' });
    expect(list(trigger, '2026-07-01T00:00Z', berlin, 1)).toEqual(['2026-07-01T08:00Z']);
  });

  it('with an offset the weekday is that of the offset', () => {
    const trigger = weekly({ startBoundary: '2026-01-05T00:30:00+02:00', daysOfWeek: ['Monday'] });
    expect(list(trigger, '2026-07-01T00:00Z', berlin, 1)).toEqual(['2026-07-05T22:30Z']);
  });
});

describe('daylight-saving time', () => {
  it('a time in the gap runs at the first existing instant, and only once', () => {
    const trigger = daily({ startBoundary: '2026-01-01T02:30:00' });
    expect(list(trigger, '2026-03-28T00:00Z', berlin, 3)).toEqual([
      '2026-03-28T01:30Z',
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
    expect(list(trigger, '2026-03-07T12:00Z', 'America/New_York', 2)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ]);
  });

  it('the repeated hour runs once, at the first pass', () => {
    const trigger = daily({ startBoundary: '2026-01-01T02:30:00' });
    expect(list(trigger, '2026-10-24T12:00Z', berlin, 2)).toEqual(['2026-10-25T00:30Z', '2026-10-26T01:30Z']);
    expect(list(trigger, '2026-10-25T01:15Z', berlin, 1)).toEqual(['2026-10-26T01:30Z']);
  });

  it('Lord Howe moves by half an hour', () => {
    const trigger = daily({ startBoundary: '2026-01-01T02:15:00' });
    expect(list(trigger, '2026-10-03T00:00Z', 'Australia/Lord_Howe', 2)).toEqual([
      '2026-10-03T15:30Z',
      '2026-10-04T15:15Z',
    ]);
    const autumn = daily({ startBoundary: '2026-01-01T01:45:00' });
    expect(list(autumn, '2026-04-04T00:00Z', 'Australia/Lord_Howe', 2)).toEqual([
      '2026-04-04T14:45Z',
      '2026-04-05T15:15Z',
    ]);
  });

  it('Apia skipped 30 December 2011: that day’s run falls on the first instant after it', () => {
    const trigger = daily({ startBoundary: '2011-12-01T09:00:00' });
    expect(list(trigger, '2011-12-29T12:00Z', 'Pacific/Apia', 3)).toEqual([
      '2011-12-29T19:00Z',
      '2011-12-30T10:00Z',
      '2011-12-30T19:00Z',
    ]);
    const midnight = daily({ startBoundary: '2011-12-01T00:00:00' });
    expect(list(midnight, '2011-12-29T12:00Z', 'Pacific/Apia', 2)).toEqual([
      '2011-12-30T10:00Z',
      '2011-12-31T10:00Z',
    ]);
  });
});

describe('repetition', () => {
  it('interval PT1M, duration PT4M gives five starts', () => {
    const trigger = time({ startBoundary: '2026-01-01T08:00:00', repetition: every('PT1M', 'PT4M') });
    expect(list(trigger, '2026-01-01T00:00Z', 'UTC', 9)).toEqual(
      [0, 1, 2, 3, 4].map((minute) => `2026-01-01T08:0${minute}Z`),
    );
  });

  it('interval PT25M, duration PT60M: 0, 25, 50', () => {
    const trigger = daily({ repetition: every('PT25M', 'PT60M') });
    expect(list(trigger, '2026-01-01T00:00Z', 'UTC', 4)).toEqual([
      '2026-01-01T08:00Z',
      '2026-01-01T08:25Z',
      '2026-01-01T08:50Z',
      '2026-01-02T08:00Z',
    ]);
  });

  it('without a duration a time trigger repeats for ever', () => {
    const trigger = time({ startBoundary: '2026-01-01T08:00:00', repetition: every('PT1H') });
    expect(list(trigger, '2126-01-01T08:30Z', 'UTC', 1)).toEqual(['2126-01-01T09:00Z']);
  });

  it('steps are elapsed time: over the spring gap the clock reading moves on by an hour', () => {
    const trigger = daily({ startBoundary: '2026-03-28T20:00:00', repetition: every('PT4H', 'PT12H') });
    expect(list(trigger, '2026-03-28T12:00Z', berlin, 5)).toEqual([
      '2026-03-28T19:00Z',
      '2026-03-28T23:00Z',
      '2026-03-29T03:00Z',
      '2026-03-29T07:00Z',
      '2026-03-29T18:00Z',
    ]);
  });

  it('the next pattern’s start ends the one before', () => {
    const trigger = daily({ startBoundary: '2026-01-01T00:00:00', repetition: every('PT7H') });
    expect(list(trigger, '2026-01-02T00:00Z', 'UTC', 5)).toEqual([
      '2026-01-02T07:00Z',
      '2026-01-02T14:00Z',
      '2026-01-02T21:00Z',
      '2026-01-03T00:00Z',
      '2026-01-03T07:00Z',
    ]);
  });

  it('the end boundary cuts a pattern', () => {
    const trigger = daily({
      startBoundary: '2026-01-01T08:00:00',
      endBoundary: '2026-01-01T09:30:00',
      repetition: every('PT1H', 'PT6H'),
    });
    expect(list(trigger, '2026-01-01T00:00Z', 'UTC', 9)).toEqual(['2026-01-01T08:00Z', '2026-01-01T09:00Z']);
  });
});

describe('nextOfTask', () => {
  const triggers = [
    daily({ startBoundary: '2026-01-01T08:00:00' }),
    weekly({ startBoundary: '2026-01-01T08:00:00', daysOfWeek: ['Friday'] }),
    daily({ startBoundary: '2026-01-01T20:00:00', enabled: false }),
    boot(),
    time({ startBoundary: '2026-01-02T12:00:00' }),
  ];
  const after = wall(Date.parse('2026-01-02T00:00Z'));

  it('merges triggers, each instant once, without the disabled ones', () => {
    const next = nextOfTask({ triggers, settings: defaultTaskSettings }, after, 'UTC', 3);
    expect(next.map((at) => iso(at).slice(0, 16))).toEqual([
      '2026-01-02T08:00',
      '2026-01-02T12:00',
      '2026-01-03T08:00',
    ]);
  });

  it('has none for a disabled task', () => {
    const settings = { ...defaultTaskSettings, enabled: false };
    expect(nextOfTask({ triggers, settings }, after, 'UTC', 3)).toEqual([]);
  });

  it('ends where no trigger has anything left', () => {
    const only = [time({ startBoundary: '2026-01-02T12:00:00' })];
    expect(nextOfTask({ triggers: only, settings: defaultTaskSettings }, after, 'UTC', 5)).toHaveLength(1);
  });
});

describe('cost', () => {
  it.each([
    ['daily', daily({ startBoundary: '1990-01-01T08:00:00', daysInterval: 365 })],
    ['daily every minute', daily({ startBoundary: '1990-01-01T08:00:00', repetition: every('PT1M') })],
    ['weekly', weekly({ startBoundary: '1990-01-01T08:00:00', weeksInterval: 52 })],
    ['monthly', monthly({ startBoundary: '1990-01-01T08:00:00', months: ['February'], daysOfMonth: [29] })],
    ['monthlyDayOfWeek', monthlyDayOfWeek({ startBoundary: '1990-01-01T08:00:00', months: ['May'] })],
    ['time', time({ startBoundary: '1990-01-01T08:00:00', repetition: every('PT1M') })],
  ])('%s: under 50 µs a call, however far back it began', (_name, trigger) => {
    const from = Date.UTC(2026, 0, 1);
    const calls = 2000;
    const round = () => {
      const began = performance.now();
      for (let n = 0; n < calls; n++) nextOccurrence(trigger, wall(from + n * 3_600_000), berlin);
      return ((performance.now() - began) * 1000) / calls;
    };
    const micros = Math.min(round(), round(), round());
    expect(micros).toBeLessThan(50);
  });
});
