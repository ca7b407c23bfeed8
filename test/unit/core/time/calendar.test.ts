import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration, nextTimeOfDay } from '../../../../src-main/core/time/calendar.js';
import { civilDate, dayNumber, daysInMonth, weekday } from '../../../../src-main/core/time/civil.js';
import { parseDuration } from '../../../../src-main/core/time/duration.js';
import { iso, wall } from '../../../../src-main/core/time/stamp.js';

function at(text: string) {
  return wall(Date.parse(text));
}

describe('civil dates', () => {
  it('agree with the platform for every day from 1600 to 10000', () => {
    let wrong = 0;
    for (let day = -135_140; day < 2_932_897; day += 1) {
      const date = civilDate(day);
      if (dayNumber(date.year, date.month, date.day) !== day) wrong++;
      if (day % 97 !== 0) continue;
      const js = new Date(day * 86_400_000);
      if (js.getUTCFullYear() !== date.year || js.getUTCMonth() + 1 !== date.month) wrong++;
      if (js.getUTCDate() !== date.day || js.getUTCDay() !== weekday(day)) wrong++;
    }
    expect(wrong).toBe(0);
    expect([daysInMonth(2024, 2), daysInMonth(1900, 2), daysInMonth(2000, 2)]).toEqual([29, 28, 29]);
  });
});

describe('addDuration', () => {
  it.each([
    ['2026-01-31T12:00:00Z', 'P1M', 'UTC', '2026-02-28T12:00:00.000Z'],
    ['2024-01-31T12:00:00Z', 'P1M', 'UTC', '2024-02-29T12:00:00.000Z'],
    ['2024-02-29T12:00:00Z', 'P1Y', 'UTC', '2025-02-28T12:00:00.000Z'],
    ['2026-03-31T12:00:00Z', '-P1M', 'UTC', '2026-02-28T12:00:00.000Z'],
    ['2026-11-30T12:00:00Z', 'P3M', 'UTC', '2027-02-28T12:00:00.000Z'],
    ['2026-03-28T12:00:00Z', 'P1D', 'Europe/Berlin', '2026-03-29T11:00:00.000Z'],
    ['2026-03-28T12:00:00Z', 'PT24H', 'Europe/Berlin', '2026-03-29T12:00:00.000Z'],
    ['2026-03-28T01:30:00Z', 'P1D', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-24T00:30:00Z', 'P1D', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T01:30:00Z', 'PT0S', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
    ['2026-01-31T23:30:00Z', 'P1M', 'Europe/Berlin', '2026-02-28T23:30:00.000Z'],
    ['2026-01-01T00:00:00Z', 'P1Y2M3DT4H5M6.5S', 'UTC', '2027-03-04T04:05:06.500Z'],
    ['2026-01-01T00:00:00Z', 'P2W', 'UTC', '2026-01-15T00:00:00.000Z'],
  ])('%s + %s in %s is %s', (from, duration, zone, expected) => {
    expect(iso(addDuration(at(from), parseDuration(duration), zone))).toBe(expected);
  });
});

describe('nextTimeOfDay', () => {
  it.each([
    ['2026-03-02T07:00:00Z', '03:00', 'Europe/Berlin', '2026-03-03T02:00:00.000Z', 'tomorrow'],
    ['2026-03-02T01:59:59.999Z', '03:00', 'Europe/Berlin', '2026-03-02T02:00:00.000Z', 'today'],
    ['2026-03-02T02:00:00Z', '03:00', 'Europe/Berlin', '2026-03-03T02:00:00.000Z', 'strictly after'],
    ['2026-03-28T12:00:00Z', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'gap'],
    ['2026-03-29T01:00:00Z', '02:30', 'Europe/Berlin', '2026-03-30T00:30:00.000Z', 'gap, once'],
    ['2026-10-24T12:00:00Z', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'first pass'],
    ['2026-10-25T00:30:00Z', '02:30', 'Europe/Berlin', '2026-10-26T01:30:00.000Z', 'no second pass'],
    ['2026-10-25T01:10:00Z', '02:30', 'Europe/Berlin', '2026-10-26T01:30:00.000Z', 'in the second pass'],
    ['2011-12-30T09:00:00Z', '09:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 'skipped day'],
    ['2011-12-30T10:00:00Z', '09:00', 'Pacific/Apia', '2011-12-30T19:00:00.000Z', 'after the skipped day'],
    ['2026-10-03T12:00:00Z', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', 'half-hour gap'],
  ])('after %s at %s in %s: %s (%s)', (after, time, zone, expected) => {
    expect(iso(nextTimeOfDay(at(after), time, zone))).toBe(expected);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'])(
    '%s: strictly after, within fifty hours, and once per local date',
    (zone) => {
      const time = fc
        .integer({ min: 0, max: 1439 })
        .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
      const when = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) });
      fc.assert(
        fc.property(when, time, (ms, text) => {
          const first = nextTimeOfDay(wall(ms), text, zone);
          expect(first).toBeGreaterThan(ms);
          expect(first - ms).toBeLessThanOrEqual(50 * 3_600_000);
          // No instant in between is taken a second time.
          expect(nextTimeOfDay(wall(first - 1), text, zone)).toBe(first);
          expect(nextTimeOfDay(first, text, zone)).toBeGreaterThan(first);
        }),
      );
    },
  );

  it.each(['24:00', '3:00', '03:60', '', '03:00:00'])('refuses %j', (time) => {
    expect(() => nextTimeOfDay(wall(0), time, 'UTC')).toThrow(RangeError);
  });
});
