import { plainDays, type Days, type Occasion } from '../translate/calendar-triggers.js';
import { CalendarFault, type CalendarSpec } from './calendar.js';

const months31 = [1, 3, 5, 7, 8, 10, 12];
const months30 = [4, 6, 9, 11];
const allMonths = Array.from({ length: 12 }, (_, index) => index + 1);
/** Years further apart than this many spans are no plan. */
const mostSpans = 8;

/**
 * The times of a calendar expression as triggers can say them. A weekday and a day of the month must both
 * hold in systemd; that can be said where the days are whole weeks of the month.
 *
 * @throws CalendarFault with a remedy where no trigger can say it
 */
export function occasionsOfSpec(spec: CalendarSpec, zone: string, randomDelay: string | null): Occasion[] {
  const hours = spec.hours ?? upTo(24);
  const minutes = spec.minutes ?? upTo(60);
  const seconds = spec.seconds ?? upTo(60);
  const times = hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * 3600 + m * 60 + s)));
  return yearSpans(spec.years).flatMap((years) =>
    daysOf(spec).map((days) => ({ days, times, zone, randomDelay, years })),
  );
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function yearSpans(years: CalendarSpec['years']): ([number, number] | null)[] {
  if (years === null) return [null];
  const spans: [number, number][] = [];
  for (const year of years) {
    const last = spans.at(-1);
    if (last?.[1] === year - 1) last[1] = year;
    else spans.push([year, year]);
  }
  if (spans.length <= mostSpans) return spans;
  throw new CalendarFault('the years are too many to be written one by one; write * or a range');
}

function daysOf({ weekdays, days, fromEnd, months: named }: CalendarSpec): Days[] {
  const months = named ?? allMonths;
  const anyWeekday = weekdays === null || weekdays.length === 7;
  if (fromEnd !== null) return anyWeekday ? lastDays(fromEnd, months) : [lastWeek(weekdays, fromEnd, months)];
  if (anyWeekday) return [plainDays(days?.length === 31 ? null : days, null, months)];
  if (days === null || days.length === 31) return [plainDays(null, weekdays, months)];
  return [{ kind: 'weekdaysOfMonth', weekdays, weeks: weeksOf(days), months }];
}

/** The first to fourth week as days: 1 to 7, 8 to 14, 15 to 21, 22 to 28. */
function weeksOf(days: readonly number[]): (1 | 2 | 3 | 4)[] {
  const weeks = ([1, 2, 3, 4] as const).filter((week) => days.includes(week * 7));
  const wanted = weeks.flatMap((week) => upTo(7).map((day) => (week - 1) * 7 + day + 1));
  if (wanted.length === days.length && wanted.every((day) => days.includes(day))) return weeks;
  throw new CalendarFault(
    'the weekday and the day of the month must both hold, and a trigger can say that for whole weeks alone (01..07, 08..14, 15..21, 22..28); leave one of the two out',
  );
}

function lastWeek(weekdays: readonly number[], fromEnd: readonly number[], months: readonly number[]): Days {
  if (fromEnd.length === 7 && fromEnd.every((day) => day <= 7)) {
    return { kind: 'weekdaysOfMonth', weekdays, weeks: ['last'], months };
  }
  throw new CalendarFault(
    'the weekday and the day from the end of the month must both hold, and a trigger can say that for the last week alone (~07/1); leave one of the two out',
  );
}

/** Days counted from the end, by the length of the month; February's is not the same every year. */
function lastDays(fromEnd: readonly number[], months: readonly number[]): Days[] {
  if (fromEnd.length === 1 && fromEnd[0] === 1) return [{ kind: 'ofMonth', days: ['last'], months }];
  if (months.includes(2)) {
    throw new CalendarFault(
      'a day counted from the end of February is not the same every year, and a trigger can only say the last one; name the other months, and February on its own',
    );
  }
  const groups: [number[], number][] = [
    [months31, 31],
    [months30, 30],
  ];
  return groups
    .map(([list, length]) => ({
      kind: 'ofMonth' as const,
      days: fromEnd
        .filter((day) => day <= length)
        .map((day) => length + 1 - day)
        .sort((a, b) => a - b),
      months: months.filter((month) => list.includes(month)),
    }))
    .filter(({ days, months: some }) => days.length > 0 && some.length > 0);
}
