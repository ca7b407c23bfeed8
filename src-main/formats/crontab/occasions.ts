import { plainDays, type Days, type Occasion } from '../translate/calendar-triggers.js';
import { FieldFault, type CronFields } from './fields.js';

const allDays = 31;
const allWeekdays = 7;

/**
 * The times of an entry. Days and weekdays combine as in cron: where both are restricted and neither begins
 * with an asterisk, either of them is enough; else both must hold.
 *
 * @throws FieldFault where both must hold and no trigger can say so
 */
export function occasionsOf(fields: CronFields, zone: string, delayMinutes: number): Occasion[] {
  const times = fields.hours.flatMap((hour) => fields.minutes.map((minute) => hour * 3600 + minute * 60));
  const minutes = delayMinutes + (fields.randomMinutes ?? 0);
  const randomDelay = minutes === 0 ? null : `PT${minutes}M`;
  return daysOf(fields).map((days) => ({ days, times, zone, randomDelay, years: null }));
}

function daysOf({ days, weekdays, months, starDays, starWeekdays }: CronFields): Days[] {
  const anyDay = days.length === allDays;
  const anyWeekday = weekdays.length === allWeekdays;
  const both = starDays || starWeekdays;
  if (anyDay && anyWeekday) return [plainDays(null, null, months)];
  if (both) {
    if (anyWeekday) return [plainDays(days, null, months)];
    if (anyDay) return [plainDays(null, weekdays, months)];
    throw new FieldFault(
      'day of month',
      days.join(','),
      'with an asterisk in front, the day of the month and the day of the week must both hold, and no trigger can say that; write one of the two as *',
    );
  }
  // Either is enough: one that always holds leaves nothing to the other.
  if (anyDay || anyWeekday) return [plainDays(null, null, months)];
  return [plainDays(days, null, months), plainDays(null, weekdays, months)];
}
