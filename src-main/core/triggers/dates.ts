import { civilDate, dayNumber, daysInMonth, weekday } from '../time/civil.js';

/**
 * The dates of a calendar schedule, as day numbers. Dates only: the time of day and the clock's gaps are
 * the business of pattern.ts. Every search computes its way; none walks over the days of years.
 */
export interface Dates {
  /** The first date of the schedule at or after `day`; null when there is none. `day` is not before the start. */
  atOrAfter(day: number): number | null;
  /** The last date of the schedule at or before `day` and not before the start; null when there is none. */
  atOrBefore(day: number): number | null;
}

/** One date: a time trigger. */
export function onceOn(start: number): Dates {
  return {
    atOrAfter: (day) => (day <= start ? start : null),
    atOrBefore: (day) => (day >= start ? start : null),
  };
}

/** Every `interval` days, counted from the start. */
export function everyDays(start: number, interval: number): Dates {
  return {
    atOrAfter: (day) => start + Math.ceil((day - start) / interval) * interval,
    atOrBefore: (day) => (day < start ? null : start + Math.floor((day - start) / interval) * interval),
  };
}

/**
 * The named days (0 Sunday to 6 Saturday) of every `interval`-th week. Weeks begin on Sunday and are
 * counted from the week of the start (decisions, section 2, "weeks").
 */
export function everyWeeks(start: number, interval: number, weekdays: readonly number[]): Dates {
  const firstSunday = start - weekday(start);
  const ordered = [...weekdays].sort((a, b) => a - b);
  const [first = 0] = ordered;
  const last = ordered.at(-1) ?? 0;
  return {
    atOrAfter(day) {
      const week = Math.floor((day - firstSunday) / 7);
      const sunday = firstSunday + week * 7;
      if (week % interval === 0) {
        const here = ordered.find((name) => sunday + name >= day);
        if (here !== undefined) return sunday + here;
      }
      return firstSunday + (Math.floor(week / interval) + 1) * interval * 7 + first;
    },
    atOrBefore(day) {
      if (day < start) return null;
      const week = Math.floor((day - firstSunday) / 7);
      const sunday = firstSunday + week * 7;
      let found: number | undefined;
      if (week % interval === 0) found = ordered.findLast((name) => sunday + name <= day);
      const date =
        found === undefined
          ? firstSunday + (Math.ceil(week / interval) - 1) * interval * 7 + last
          : sunday + found;
      return date < start ? null : date;
    },
  };
}

/** The days of one month that a schedule names, ascending; a day that the month lacks is not among them. */
type DaysOfMonth = (year: number, month: number) => number[];

/** Day numbers of the month (1 to 31 or `last`) in the named months (1 to 12). */
export function monthlyOn(
  start: number,
  days: readonly (number | 'last')[],
  months: readonly number[],
): Dates {
  return monthly(start, months, (year, month) => {
    const length = daysInMonth(year, month);
    const named = days.map((day) => (day === 'last' ? length : day)).filter((day) => day <= length);
    return [...new Set(named)].sort((a, b) => a - b);
  });
}

/** Weekdays in the named weeks of the month: 1 to 4, or `last`, which may also be the fourth. */
export function monthlyOnWeekdays(
  start: number,
  weeks: readonly (number | 'last')[],
  weekdays: readonly number[],
  months: readonly number[],
): Dates {
  return monthly(start, months, (year, month) => {
    const length = daysInMonth(year, month);
    const firstWeekday = weekday(dayNumber(year, month, 1));
    const named = weekdays.flatMap((name) => {
      const first = 1 + ((name - firstWeekday + 7) % 7);
      const last = first + Math.floor((length - first) / 7) * 7;
      return weeks.map((week) => (week === 'last' ? last : first + (week - 1) * 7));
    });
    return [...new Set(named)].sort((a, b) => a - b);
  });
}

/** A 29 February may be eight years away (1896 to 1904); a 30 February never comes. */
const monthsToLook = 12 * 9;

function monthly(start: number, months: readonly number[], daysOf: DaysOfMonth): Dates {
  const wanted = new Set(months);
  const search = (day: number, step: 1 | -1): number | null => {
    const from = civilDate(day);
    for (let n = 0; n < monthsToLook; n++) {
      const index = from.year * 12 + (from.month - 1) + n * step;
      const year = Math.floor(index / 12);
      const month = index - year * 12 + 1;
      if (!wanted.has(month)) continue;
      const days = daysOf(year, month).map((of) => dayNumber(year, month, of));
      const found = step === 1 ? days.find((date) => date >= day) : days.findLast((date) => date <= day);
      if (found !== undefined) return found;
    }
    return null;
  };
  return {
    atOrAfter: (day) => search(day, 1),
    atOrBefore(day) {
      const found = day < start ? null : search(day, -1);
      return found === null || found < start ? null : found;
    },
  };
}
