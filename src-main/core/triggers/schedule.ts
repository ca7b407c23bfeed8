import type { Trigger } from '../../../src-shared/model/task.js';
import { parseBoundary, type Boundary } from '../time/boundary.js';
import { dayMs } from '../time/civil.js';
import { fixedMs, parseDuration, type Duration } from '../time/duration.js';
import { everyDays, everyWeeks, monthlyOn, monthlyOnWeekdays, onceOn, type Dates } from './dates.js';

/** A trigger that fires by the calendar, read from its written form. */
export interface Schedule {
  start: Boundary;
  /** Time of day of the start boundary, in ms: that of every pattern (reference "task model", section 6). */
  timeMs: number;
  startDay: number;
  dates: Dates;
  end: Boundary | null;
  repeat: { intervalMs: number; duration: Duration | null; durationMs: number | null } | null;
}

type CalendarTrigger = Extract<
  Trigger,
  { kind: 'time' | 'daily' | 'weekly' | 'monthly' | 'monthlyDayOfWeek' }
>;

function isCalendar(trigger: Trigger): trigger is CalendarTrigger {
  switch (trigger.kind) {
    case 'time':
    case 'daily':
    case 'weekly':
    case 'monthly':
    case 'monthlyDayOfWeek':
      return true;
    default:
      return false;
  }
}

// What has been read stays read as long as the definition lives; definitions are never changed in place.
const read = new WeakMap<Trigger, Schedule>();

/**
 * The schedule of a trigger; null for one that waits for something to happen (boot, idle, event, …).
 *
 * @throws RangeError for a boundary or duration that validation would have refused
 */
export function scheduleOf(trigger: Trigger): Schedule | null {
  if (!isCalendar(trigger)) return null;
  let schedule = read.get(trigger);
  if (schedule === undefined) {
    schedule = readSchedule(trigger);
    read.set(trigger, schedule);
  }
  return schedule;
}

function readSchedule(trigger: CalendarTrigger): Schedule {
  const start = parseBoundary(trigger.startBoundary);
  const startDay = Math.floor(start.local / dayMs);
  return {
    start,
    startDay,
    timeMs: start.local - startDay * dayMs,
    dates: datesOf(trigger, startDay),
    end: trigger.endBoundary === null ? null : parseBoundary(trigger.endBoundary),
    repeat: readRepetition(trigger),
  };
}

function readRepetition({ repetition }: CalendarTrigger): Schedule['repeat'] {
  if (repetition === null) return null;
  const intervalMs = fixedMs(parseDuration(repetition.interval));
  if (intervalMs === null || intervalMs <= 0) {
    throw new RangeError(`the repetition interval ${repetition.interval} has no fixed positive length`);
  }
  const duration = repetition.duration === null ? null : parseDuration(repetition.duration);
  return { intervalMs, duration, durationMs: duration === null ? null : fixedMs(duration) };
}

function datesOf(trigger: CalendarTrigger, startDay: number): Dates {
  switch (trigger.kind) {
    case 'time':
      return onceOn(startDay);
    case 'daily':
      return everyDays(startDay, trigger.daysInterval);
    case 'weekly':
      return everyWeeks(startDay, trigger.weeksInterval, weekdaysOf(trigger.daysOfWeek));
    case 'monthly':
      return monthlyOn(startDay, trigger.daysOfMonth, monthsOf(trigger.months));
    case 'monthlyDayOfWeek':
      return monthlyOnWeekdays(
        startDay,
        trigger.weeks,
        weekdaysOf(trigger.daysOfWeek),
        monthsOf(trigger.months),
      );
  }
}

type WeekdayName = Extract<Trigger, { kind: 'weekly' }>['daysOfWeek'][number];
type MonthName = Extract<Trigger, { kind: 'monthly' }>['months'][number];

// Written out here: the model's own lists come with the schema library, which the core does without.
const weekdays: Record<WeekdayName, number> = {
  Sunday: 0,
  Monday: 1,
  Tuesday: 2,
  Wednesday: 3,
  Thursday: 4,
  Friday: 5,
  Saturday: 6,
};
const months: Record<MonthName, number> = {
  January: 1,
  February: 2,
  March: 3,
  April: 4,
  May: 5,
  June: 6,
  July: 7,
  August: 8,
  September: 9,
  October: 10,
  November: 11,
  December: 12,
};

function weekdaysOf(names: readonly WeekdayName[]): number[] {
  return names.map((name) => weekdays[name]);
}

function monthsOf(names: readonly MonthName[]): number[] {
  return names.map((name) => months[name]);
}
