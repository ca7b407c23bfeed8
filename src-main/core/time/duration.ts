import { dayMs, dayNumber, hourMs, minuteMs, secondMs } from './civil.js';

/** A duration as written: `P1M` stays a month. All parts are zero or positive; `negative` carries the sign. */
export interface Duration {
  negative: boolean;
  years: number;
  months: number;
  days: number;
  hours: number;
  minutes: number;
  /** May have a fraction. */
  seconds: number;
}

const form =
  /^(-)?P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?)$/;

/** Ten thousand years: more than any calendar here holds, and far from the edge of exact numbers. */
const longestMs = 10_000 * 366 * dayMs;
/** No honest duration is longer than this many characters; a longer one is not worth reading. */
const longestText = 64;

/**
 * Reads an XSD / ISO 8601 duration: `P1D`, `PT72H`, `P1Y2M3DT4H5M6.5S`, and `P2W` on its own.
 *
 * Source: reference "automatic maintenance", section 3. T only if a time part follows; at least one
 * part; fractions only on seconds. The whole is at most 10,000 years.
 * @throws RangeError with a sentence for people
 */
export function parseDuration(text: string): Duration {
  const shown = JSON.stringify(text.length > longestText ? `${text.slice(0, longestText)}…` : text);
  const match = text.length > longestText ? null : form.exec(text);
  if (match === null || /[PT]$/.test(text)) {
    throw new RangeError(`${shown} is not a duration; write it as ISO 8601, such as P1D, PT30M or P1DT12H`);
  }
  const [, sign, weeks, years, months, days, hours, minutes, seconds] = match;
  const duration: Duration = {
    negative: sign === '-',
    years: Number(years ?? 0),
    months: Number(months ?? 0),
    days: weeks === undefined ? Number(days ?? 0) : Number(weeks) * 7,
    hours: Number(hours ?? 0),
    minutes: Number(minutes ?? 0),
    seconds: Number(seconds ?? 0),
  };
  const rough = timeMs(duration) + (duration.years * 366 + duration.months * 31) * dayMs;
  if (rough > longestMs) throw new RangeError(`${shown} is longer than 10,000 years`);
  return duration;
}

/** Days and time parts in ms, unsigned. */
function timeMs(d: Duration): number {
  return d.days * dayMs + d.hours * hourMs + d.minutes * minuteMs + Math.round(d.seconds * secondMs);
}

/** Length in ms where it does not depend on the calendar (a day is 24 hours); null with years or months. */
export function fixedMs(d: Duration): number | null {
  if (d.years !== 0 || d.months !== 0) return null;
  const ms = timeMs(d);
  return d.negative && ms !== 0 ? -ms : ms;
}

/** The four dates of W3C XML Schema Part 2, 3.2.6.2: the order of durations is judged from each of them. */
const referenceMonths = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
] as const;

function lengthFrom(year: number, month: number, d: Duration): number {
  const sign = d.negative ? -1 : 1;
  const months = year * 12 + (month - 1) + sign * (d.years * 12 + d.months);
  // Each reference date is the first of its month, so no month end has to be clamped.
  const day = dayNumber(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
  return (day - dayNumber(year, month, 1)) * dayMs + sign * timeMs(d);
}

/**
 * Compares by the partial order of XSD: -1 shorter, 0 equal, 1 longer, null undetermined
 * (`P1M` against `P30D`; but `P1M` against `P1D` is 1).
 */
export function compareDurations(a: Duration, b: Duration): -1 | 0 | 1 | null {
  const signs = referenceMonths.map(([year, month]) =>
    Math.sign(lengthFrom(year, month, a) - lengthFrom(year, month, b)),
  );
  const [first] = signs;
  if (signs.some((sign) => sign !== first)) return null;
  return first === -1 ? -1 : first === 1 ? 1 : 0;
}
