import { instantToLocal } from '../../../core/time/zone.js';
import { boundaryInstant, parseBoundary } from '../../../core/time/boundary.js';
import { wall } from '../../../core/time/stamp.js';

/** The fields of a wall clock. */
export interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The wall clock of a zone at an instant (ISO 8601). */
export function momentAt(instant: string, zone: string): Moment {
  return instantToLocal(zone, wall(Date.parse(instant)));
}

/** The wall clock at a boundary of a definition: as written, or of the zone where it names an instant. */
export function momentOfBoundary(text: string, zone: string): Moment {
  return instantToLocal(zone, boundaryInstant(parseBoundary(text), zone));
}

/** `8/6/2008` */
export function dateText({ year, month, day }: Moment): string {
  return `${month}/${day}/${year}`;
}

/** `1:00:00 AM` */
export function timeText({ hour, minute, second }: Moment): string {
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}:${two(minute)}:${two(second)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** `8/6/2008 1:00:00 AM`, as the documents print it. */
export function dateTimeText(moment: Moment): string {
  return `${dateText(moment)} ${timeText(moment)}`;
}

/** A boundary as definitions write it: `2008-08-06T01:00:00`. */
export function boundaryText({ year, month, day, hour, minute, second }: Moment): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}
