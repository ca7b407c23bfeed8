import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, it } from 'vitest';
import { dayNames, monthNames, type Trigger } from '../../../../src-shared/model/task.js';
import { iso, wall } from '../../../../src-main/core/time/stamp.js';
import { nextOccurrence } from '../../../../src-main/core/triggers/next-occurrence.js';
import { daily, monthly, monthlyDayOfWeek, time, weekly } from './triggers.js';

/*
 * A naive oracle: it walks over every date from the start, asks a plain predicate whether the schedule
 * names it, lets Temporal find the instant, and lists every step of every pattern.
 */

function instantOf(local: Temporal.PlainDateTime, zone: string): number {
  const early = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (early.toPlainDateTime().equals(local)) return early.epochMilliseconds;
  // In a gap "earlier" lands before it: the gap's end is the next change of the clock.
  const end = early.getTimeZoneTransition('next');
  if (end === null) throw new Error('a gap without an end');
  return end.epochMilliseconds;
}

function names(trigger: Trigger, start: Temporal.PlainDate, date: Temporal.PlainDate): boolean {
  const weekday = dayNames[date.dayOfWeek % 7];
  switch (trigger.kind) {
    case 'time':
      return date.equals(start);
    case 'daily':
      return start.until(date, { largestUnit: 'days' }).days % trigger.daysInterval === 0;
    case 'weekly': {
      const sunday = (of: Temporal.PlainDate) => of.subtract({ days: of.dayOfWeek % 7 });
      const weeks = sunday(start).until(sunday(date), { largestUnit: 'days' }).days / 7;
      return weeks % trigger.weeksInterval === 0 && trigger.daysOfWeek.some((day) => day === weekday);
    }
    case 'monthly':
      return (
        trigger.months.some((month) => month === monthNames[date.month - 1]) &&
        trigger.daysOfMonth.some((day) => (day === 'last' ? date.daysInMonth : day) === date.day)
      );
    case 'monthlyDayOfWeek':
      return (
        trigger.months.some((month) => month === monthNames[date.month - 1]) &&
        trigger.daysOfWeek.some((day) => day === weekday) &&
        trigger.weeks.some((week) =>
          week === 'last' ? date.day + 7 > date.daysInMonth : Math.ceil(date.day / 7) === week,
        )
      );
    default:
      return false;
  }
}

function naive(trigger: Trigger, from: number, to: number, zone: string): number[] {
  if (trigger.startBoundary === null) return [];
  const start = Temporal.PlainDateTime.from(trigger.startBoundary);
  const patterns: number[] = [];
  for (let date = start.toPlainDate(); ; date = date.add({ days: 1 })) {
    const at = instantOf(date.toPlainDateTime(start.toPlainTime()), zone);
    if (names(trigger, start.toPlainDate(), date)) patterns.push(at);
    if (at > to) break;
  }
  const end =
    trigger.endBoundary === null
      ? Infinity
      : instantOf(Temporal.PlainDateTime.from(trigger.endBoundary), zone);
  const all = new Set<number>();
  patterns.forEach((pattern, index) => {
    const until = Math.min(patterns[index + 1] ?? to, end, to);
    all.add(pattern);
    if (trigger.repetition === null) return;
    const step = Temporal.Duration.from(trigger.repetition.interval).total('milliseconds');
    const length =
      trigger.repetition.duration === null
        ? Infinity
        : Temporal.Duration.from(trigger.repetition.duration).total('milliseconds');
    for (let k = 1; k * step <= length && pattern + k * step <= until; k++) all.add(pattern + k * step);
  });
  return [...all].filter((at) => at > from && at <= to && at <= end).sort((a, b) => a - b);
}

const subset = <T>(of: readonly T[]) => fc.shuffledSubarray([...of], { minLength: 1 });
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];

/** Starts around changes of the clock as well as anywhere, at times that fall into gaps often. */
const startBoundary = fc
  .record({
    day: fc.oneof(
      fc.integer({ min: Date.UTC(2011, 0, 1) / 86_400_000, max: Date.UTC(2027, 0, 1) / 86_400_000 }),
      fc.constantFrom(
        ...[
          '2026-03-28',
          '2026-10-24',
          '2026-03-07',
          '2026-10-31',
          '2011-12-29',
          '2026-10-03',
          '2026-04-04',
        ].map((text) => Date.parse(text) / 86_400_000),
      ),
    ),
    minute: fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 240 })),
  })
  .map(({ day, minute }) => iso(wall(day * 86_400_000 + minute * 60_000)).slice(0, 19));
const repetition = fc.option(
  fc.record({
    interval: fc.integer({ min: 45, max: 3000 }).map((minutes) => `PT${minutes}M`),
    duration: fc.option(fc.integer({ min: 45, max: 6000 }).map((minutes) => `PT${minutes}M`)),
    stopAtDurationEnd: fc.constant(false),
  }),
);
const base = { startBoundary, repetition };
const week = fc.oneof(fc.constantFrom(1, 2, 3, 4), fc.constant('last' as const));
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const));
const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record(base).map(time),
  fc.record({ ...base, daysInterval: fc.integer({ min: 1, max: 40 }) }).map(daily),
  fc
    .record({ ...base, weeksInterval: fc.integer({ min: 1, max: 6 }), daysOfWeek: subset(dayNames) })
    .map(weekly),
  fc
    .record({
      ...base,
      daysOfMonth: fc.array(monthDay, { minLength: 1, maxLength: 5 }),
      months: subset(monthNames),
    })
    .map(monthly),
  fc
    .record({
      ...base,
      weeks: fc.array(week, { minLength: 1, maxLength: 3 }),
      daysOfWeek: subset(dayNames),
      months: subset(monthNames),
    })
    .map(monthlyDayOfWeek),
);

describe('nextOccurrence against a naive oracle', () => {
  it.each(zones)(
    '%s',
    (zone) => {
      const span = 150 * 86_400_000;
      fc.assert(
        fc.property(
          trigger,
          fc.integer({ min: -5 * 24 * 60, max: 90 * 24 * 60 }),
          fc.option(fc.integer({ min: 0, max: 140 })),
          (made, minutesAfter, endsAfter) => {
            const startMs = Date.parse(`${made.startBoundary}Z`);
            const endBoundary =
              endsAfter === null ? null : iso(wall(startMs + endsAfter * 86_400_000)).slice(0, 19);
            const tested: Trigger = { ...made, endBoundary };
            const after = startMs + minutesAfter * 60_000;
            const expected = naive(tested, after, startMs + span, zone).slice(0, 12);
            const found: number[] = [];
            let at = wall(after);
            while (found.length < expected.length) {
              const next = nextOccurrence(tested, at, zone);
              if (next === null) break;
              found.push(next);
              at = next;
            }
            expect(found.map((ms) => iso(wall(ms)))).toEqual(expected.map((ms) => iso(wall(ms))));
            if (expected.length < 12) {
              // The oracle saw nothing more in its span: neither may we.
              const beyond = nextOccurrence(tested, at, zone);
              expect(beyond === null || beyond > startMs + span).toBe(true);
            }
          },
        ),
        { numRuns: 120 },
      );
    },
    30_000,
  );
});
