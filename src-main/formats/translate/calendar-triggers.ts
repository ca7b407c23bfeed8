import { dayNames, monthNames, type Repetition, type Trigger } from '../../../src-shared/model/task.js';
import { coverDay, coverHours, type Progression } from './cover.js';

/** On which days; numbers of months are 1 to 12, of weekdays 0 (Sunday) to 6. */
export type Days =
  | { kind: 'every' }
  | { kind: 'weekdays'; weekdays: readonly number[] }
  | { kind: 'ofMonth'; days: readonly (number | 'last')[]; months: readonly number[] }
  | {
      kind: 'weekdaysOfMonth';
      weekdays: readonly number[];
      weeks: readonly (1 | 2 | 3 | 4 | 'last')[];
      months: readonly number[];
    };

/** Times by the calendar, as another scheduler states them. */
export interface Occasion {
  days: Days;
  /** Seconds of the day, ascending, each once. */
  times: readonly number[];
  /** As a boundary ends: empty for the machine's zone, `Z`, `+05:30`. */
  zone: string;
  /** ISO 8601, or null. */
  randomDelay: string | null;
  /** First and last year, both included; null for ever. */
  years: readonly [number, number] | null;
}

/** Every start boundary begins here: a pattern needs some first day, and this one lies behind us. */
const firstDay = '2025-01-01';
const allMonths = 12;

/** The triggers that fire at exactly these times. */
export function calendarTriggers(occasion: Occasion): Trigger[] {
  const hours = occasion.days.kind === 'every' ? coverHours(occasion.times) : null;
  // Every hour means every hour that passes, also where the clock is set back: no repetition of a day says that.
  if (hours !== null) {
    return hours.map(({ start, step }) => ({
      kind: 'time',
      ...base(occasion, start, { interval: duration(step), duration: null, stopAtDurationEnd: false }),
    }));
  }
  return coverDay(occasion.times).map((progression) => onDays(occasion, progression));
}

function onDays(occasion: Occasion, { start, step, last }: Progression): Trigger {
  const repetition =
    step === null
      ? null
      : { interval: duration(step), duration: duration(last - start), stopAtDurationEnd: false };
  const common = base(occasion, start, repetition);
  const { days } = occasion;
  switch (days.kind) {
    case 'every':
      return { kind: 'daily', ...common, daysInterval: 1 };
    case 'weekdays':
      return { kind: 'weekly', ...common, weeksInterval: 1, daysOfWeek: namesOf(dayNames, days.weekdays, 0) };
    case 'ofMonth':
      return {
        kind: 'monthly',
        ...common,
        daysOfMonth: [...days.days],
        months: namesOf(monthNames, days.months, 1),
      };
    case 'weekdaysOfMonth':
      return {
        kind: 'monthlyDayOfWeek',
        ...common,
        weeks: [...days.weeks],
        daysOfWeek: namesOf(dayNames, days.weekdays, 0),
        months: namesOf(monthNames, days.months, 1),
      };
  }
}

function base({ zone, randomDelay, years }: Occasion, start: number, repetition: Repetition | null) {
  const from = years === null ? firstDay : `${String(years[0]).padStart(4, '0')}-01-01`;
  return {
    id: null,
    enabled: true,
    startBoundary: `${from}T${clock(start)}${zone}`,
    endBoundary: years === null ? null : `${String(years[1]).padStart(4, '0')}-12-31T23:59:59${zone}`,
    repetition,
    executionTimeLimit: null,
    randomDelay,
  };
}

function namesOf<T>(names: readonly T[], numbers: readonly number[], first: number): T[] {
  return names.filter((_, index) => numbers.includes(index + first));
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Whole seconds as an ISO 8601 duration. */
export function duration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const parts: [number, string][] = [
    [Math.floor((seconds % 86_400) / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ];
  const time = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value}${unit}`);
  const date = days === 0 ? '' : `${days}D`;
  if (time.length === 0) return date === '' ? 'PT0S' : `P${date}`;
  return `P${date}T${time.join('')}`;
}

/** Days by number and by weekday and by month, in the plainest form that says the same. */
export function plainDays(
  days: readonly (number | 'last')[] | null,
  weekdays: readonly number[] | null,
  months: readonly number[],
): Days {
  if (weekdays !== null) {
    if (months.length === allMonths) return { kind: 'weekdays', weekdays };
    return { kind: 'weekdaysOfMonth', weekdays, weeks: [1, 2, 3, 4, 'last'], months };
  }
  if (days === null && months.length === allMonths) return { kind: 'every' };
  return { kind: 'ofMonth', days: days ?? Array.from({ length: 31 }, (_, index) => index + 1), months };
}
