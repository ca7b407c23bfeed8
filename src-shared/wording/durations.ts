import type { Language } from './language.js';
import { say, type MessageKey } from './message.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A length of time in at most two units: "9 s", "1 min 48 s", "2 h 1 min", "3 days 4 h".
 *
 * @param ms milliseconds; a negative length is taken as none
 */
export function durationText(ms: number, language: Language): string {
  const length = Math.max(0, Math.floor(ms));
  if (length < second) return say(language, 'duration.instant');
  const n = (unit: number, within: number) => Math.floor((length % within) / unit);
  const part = (key: 'day' | 'hour' | 'minute' | 'second', value: number) =>
    value === 0 ? [] : [say(language, `duration.${key}`, { n: value })];
  const parts =
    length >= day
      ? [...part('day', Math.floor(length / day)), ...part('hour', n(hour, day))]
      : length >= hour
        ? [...part('hour', n(hour, day)), ...part('minute', n(minute, hour))]
        : [...part('minute', n(minute, hour)), ...part('second', n(second, minute))];
  return parts.join(' ');
}

/** "3 min ago", or "just now" under five seconds. */
export function agoText(ms: number, language: Language): string {
  if (ms < 5 * second) return say(language, 'duration.justNow');
  return say(language, 'duration.ago', { duration: durationText(ms, language) });
}

/** "in 12 h 28 min". */
export function inText(ms: number, language: Language): string {
  return say(language, 'duration.in', { duration: durationText(ms, language) });
}

const isoDuration =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/**
 * An ISO 8601 duration in words: "1 day", "3 weeks", "1 hour 30 minutes"; zero is "none".
 * Text that is no duration is given back as it is.
 */
export function periodText(period: string, language: Language): string {
  const match = isoDuration.exec(period);
  if (match === null || period === 'P' || period.endsWith('T')) return period;
  const parts = units.flatMap((unit, index) => {
    const value = Number(match[index + 1] ?? 0);
    const key: MessageKey = `period.${unit}`;
    return value === 0 ? [] : [say(language, key, { n: value })];
  });
  return parts.length === 0 ? say(language, 'duration.none') : parts.join(' ');
}
