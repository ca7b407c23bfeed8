import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../core/time/duration.js';

/** Readers of option values: each returns what it read, or says in one sentence what was wanted. */

function wrong(sentence: string): never {
  throw new InvalidArgumentError(sentence);
}

/** An ISO 8601 duration, kept as written; its range is the host's to judge. */
export function duration(text: string): string {
  try {
    parseDuration(text);
    return text;
  } catch {
    return wrong('It wants a duration in ISO 8601, such as PT30M, PT2H or P1D.');
  }
}

/** A number between two bounds, both included. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const fits = /^\d+$/.test(text) && value >= from && value <= to;
    return fits ? value : wrong(`It wants a whole number from ${from} to ${to}.`);
  };
}

/** As {@link wholeNumber}, or `off` for none. */
export function numberOrOff(from: number, to: number): (text: string) => number | null {
  const read = wholeNumber(from, to);
  return (text) => (text === 'off' ? null : read(text));
}

/** Names with commas between them, or `none`. */
export function nameList(text: string): string[] {
  if (text === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  return names.includes('') ? wrong('It wants names with commas between them, or none.') : names;
}

export function onOff(text: string): boolean {
  if (text === 'on') return true;
  return text === 'off' ? false : wrong('It wants on or off.');
}

export function timeOfDay(text: string): string {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : wrong('It wants a time of day, such as 03:00.');
}

/** An IANA zone that this Node knows. */
export function zoneName(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    return wrong('It wants a time zone by its IANA name, such as Europe/Athens.');
  }
}

const momentForm = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:[.]\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** A date, or a date and time, with or without offset; completed to the form the core reads. */
export function moment(text: string): string {
  if (!momentForm.test(text) || Number.isNaN(Date.parse(text))) {
    return wrong('It wants a moment in ISO 8601, such as 2026-03-02T08:00:00 or 2026-03-02T08:00:00Z.');
  }
  if (!text.includes('T')) return `${text}T00:00:00`;
  return text.replace(/T(\d\d:\d\d)(?=$|Z|[+-])/, 'T$1:00');
}
