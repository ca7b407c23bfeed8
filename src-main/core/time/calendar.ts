import { civilDate, dayMs, dayNumber, daysInMonth, hourMs, minuteMs, secondMs } from './civil.js';
import type { Duration } from './duration.js';
import { wall, type Wall } from './stamp.js';
import { localToInstant, offsetAt } from './zone.js';

/**
 * `at` moved by a duration, true to the calendar: years, months and days move the local date (a month
 * that lacks the day gives its last one), then hours, minutes and seconds are exact elapsed time.
 * A date part that lands in a gap of the clock gives the first existing instant.
 */
export function addDuration(at: Wall, d: Duration, zone: string): Wall {
  const sign = d.negative ? -1 : 1;
  const exact = sign * (d.hours * hourMs + d.minutes * minuteMs + Math.round(d.seconds * secondMs));
  if (d.years === 0 && d.months === 0 && d.days === 0) return wall(at + exact);
  const local = at + offsetAt(zone, at);
  const dayNo = Math.floor(local / dayMs);
  const months = sign * (d.years * 12 + d.months);
  const moved = (months === 0 ? dayNo : addMonths(dayNo, months)) + sign * d.days;
  return wall(localToInstant(zone, moved * dayMs + (local - dayNo * dayMs)) + exact);
}

function addMonths(dayNo: number, months: number): number {
  const from = civilDate(dayNo);
  const total = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dayNumber(year, month, Math.min(from.day, daysInMonth(year, month)));
}

const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * The next instant strictly after `after` at which the local clock shows `time` (`HH:MM`).
 * A time inside a gap is the first existing instant; in a repeated hour only the first pass counts.
 *
 * @throws RangeError when `time` is no time of day
 */
export function nextTimeOfDay(after: Wall, time: string, zone: string): Wall {
  const match = timeOfDay.exec(time);
  if (match === null) throw new RangeError(`${JSON.stringify(time)} is not a time of day such as 03:00`);
  const timeMs = Number(match[1]) * hourMs + Number(match[2]) * minuteMs;
  const today = Math.floor((after + offsetAt(zone, after)) / dayMs);
  // A day of margin back: changes of the clock may cross midnight. Three days on is always ahead.
  for (let day = today - 1; ; day++) {
    const at = localToInstant(zone, day * dayMs + timeMs);
    if (at > after) return at;
  }
}
