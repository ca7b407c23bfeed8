import { daysInMonth, hourMs, minuteMs } from './civil.js';
import { wall, type Wall } from './stamp.js';
import { localMs, localToInstant } from './zone.js';

/** A boundary as written: a reading of the local clock, and the zone that was written with it. */
export interface Boundary {
  /** Reading of the clock as ms ({@link localMs}). */
  local: number;
  /** `UTC` for Z, `+02:00` for an offset, null without either: the machine's zone. */
  zone: string | null;
}

const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;
/** Years that triggers accept (reference "task model", section 2). */
const firstYear = 1601;
const lastYear = 9999;

/**
 * Reads a boundary: `2026-03-02T08:00:00`, with `Z` or an offset for that very instant.
 *
 * @throws RangeError with a sentence for people
 */
export function parseBoundary(text: string): Boundary {
  const match = text.length > 64 ? null : form.exec(text);
  if (match === null) {
    const shown = JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
    throw new RangeError(`${shown} is not a date and time; write it as 2026-03-02T08:00:00, with Z for UTC`);
  }
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (year < firstYear || year > lastYear) {
    throw new RangeError(`the year of ${text} is not between ${firstYear} and ${lastYear}`);
  }
  // 24:00:00 is XSD's other way to write the next midnight.
  const midnight = hour === 24 && minute === 0 && second === 0 && part(7) === 0;
  const dateHolds = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!dateHolds || (hour > 23 && !midnight) || minute > 59 || second > 59) {
    throw new RangeError(`${text} names a day or a time that does not exist`);
  }
  const ms = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const suffix = match[8] ?? null;
  return {
    local: localMs({ year, month, day, hour, minute, second, ms }),
    zone: suffix === null ? null : isUtc(suffix) ? 'UTC' : suffix,
  };
}

function isUtc(suffix: string): boolean {
  return suffix === 'Z' || suffix === '+00:00' || suffix === '-00:00';
}

/** The instant of a boundary; one without zone is read in `zone`. */
export function boundaryInstant(boundary: Boundary, zone: string): Wall {
  if (boundary.zone === null) return localToInstant(zone, boundary.local);
  if (boundary.zone === 'UTC') return wall(boundary.local);
  const hours = Number(boundary.zone.slice(1, 3));
  const minutes = Number(boundary.zone.slice(4, 6));
  const offset = (boundary.zone.startsWith('-') ? -1 : 1) * (hours * hourMs + minutes * minuteMs);
  return wall(boundary.local - offset);
}
