import { plainDays, type Days, type Occasion } from '../translate/calendar-triggers.js';
import { PlistFault, type PlistDict } from './plist.js';

const ranges: Record<string, readonly [number, number]> = {
  Minute: [0, 59],
  Hour: [0, 23],
  Day: [1, 31],
  Weekday: [0, 7],
  Month: [1, 12],
};

/**
 * The times of one StartCalendarInterval dictionary (launchd.plist(5)): a missing key is any value; where
 * both Day and Weekday are there, either is enough.
 *
 * @throws PlistFault with a remedy
 */
export function occasionsOfInterval({ entries }: PlistDict): Occasion[] {
  const given = new Map<string, number>();
  for (const [key, value] of entries) {
    const range = Object.hasOwn(ranges, key) ? ranges[key] : undefined;
    if (range === undefined) {
      throw new PlistFault(value.line, `${key} is not known here; write Minute, Hour, Day, Weekday or Month`);
    }
    const [low, high] = range;
    const number = value.kind === 'number' ? value.value : Number.NaN;
    if (!Number.isInteger(number) || number < low || number > high) {
      throw new PlistFault(value.line, `${key} is not a whole number from ${low} to ${high}; write one`);
    }
    given.set(key, number);
  }
  const minutes = valuesOf(given.get('Minute'), 60);
  const hours = valuesOf(given.get('Hour'), 24);
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 3600 + minute * 60));
  return daysOf(given).map((days) => ({ days, times, zone: '', randomDelay: null, years: null }));
}

function valuesOf(given: number | undefined, count: number): number[] {
  return given === undefined ? Array.from({ length: count }, (_, index) => index) : [given];
}

function daysOf(given: ReadonlyMap<string, number>): Days[] {
  const month = given.get('Month');
  const months = month === undefined ? Array.from({ length: 12 }, (_, index) => index + 1) : [month];
  const day = given.get('Day');
  const weekday = given.get('Weekday');
  const found: Days[] = [];
  if (day !== undefined) found.push(plainDays([day], null, months));
  if (weekday !== undefined) found.push(plainDays(null, [weekday % 7], months));
  return found.length === 0 ? [plainDays(null, null, months)] : found;
}
