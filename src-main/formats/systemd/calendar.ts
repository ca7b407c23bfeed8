/** A part of a calendar expression: null for an asterisk. */
export type Values = readonly number[] | null;

/** A calendar expression of systemd.time(7), as sets. */
export interface CalendarSpec {
  /** 0 is Sunday; null for any. */
  weekdays: Values;
  years: Values;
  months: Values;
  days: Values;
  /** Days counted from the end of the month, 1 the last; null where days count from its beginning. */
  fromEnd: readonly number[] | null;
  hours: Values;
  minutes: Values;
  seconds: Values;
  /** Name of a zone, null for the machine's. */
  zone: string | null;
}

/** An expression that cannot be read. */
export class CalendarFault extends Error {
  override readonly name = 'CalendarFault';
}

const shorthands = new Map([
  ['minutely', '*-*-* *:*:00'],
  ['hourly', '*-*-* *:00:00'],
  ['daily', '*-*-* 00:00:00'],
  ['monthly', '*-*-01 00:00:00'],
  ['weekly', 'Mon *-*-* 00:00:00'],
  ['yearly', '*-01-01 00:00:00'],
  ['annually', '*-01-01 00:00:00'],
  ['quarterly', '*-01,04,07,10-01 00:00:00'],
  ['semiannually', '*-01,07-01 00:00:00'],
  ['semi-annually', '*-01,07-01 00:00:00'],
  ['biannually', '*-01,07-01 00:00:00'],
  ['bi-annually', '*-01,07-01 00:00:00'],
]);

const dayWords = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** systemd knows years up to this one. */
const lastYear = 2199;

/**
 * Reads a calendar expression.
 *
 * @throws CalendarFault with a sentence
 */
export function readCalendar(text: string): CalendarSpec {
  const words = text.trim().split(/\s+/);
  if (text.length > 400 || words.length > 5 || words[0] === '') throw unreadable(text);
  const zone = takeZone(words);
  const [first = ''] = words;
  const short = words.length === 1 ? shorthands.get(first.toLowerCase()) : undefined;
  if (short !== undefined) return { ...readCalendar(short), zone };
  const spec: CalendarSpec = {
    weekdays: null,
    years: null,
    months: null,
    days: null,
    fromEnd: null,
    hours: [0],
    minutes: [0],
    seconds: [0],
    zone,
  };
  if (/^[A-Za-z]/.test(first)) spec.weekdays = readWeekdays(words.shift() ?? '');
  if (words[0] !== undefined && !words[0].includes(':')) readDate(words.shift() ?? '', spec);
  if (words[0] !== undefined) readTime(words.shift() ?? '', spec);
  if (words.length > 0) throw unreadable(words.join(' '));
  return spec;
}

function unreadable(text: string): CalendarFault {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new CalendarFault(`“${shown}” is not a calendar expression; write one such as Mon *-*-* 03:00`);
}

/** A zone is the last word, where that is a name and not the first. */
function takeZone(words: string[]): string | null {
  const last = words.at(-1) ?? '';
  if (words.length < 2 || !/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(last)) return null;
  words.pop();
  return last;
}

function readWeekdays(text: string): number[] {
  const days = new Set<number>();
  for (const part of text.replace(/,$/, '').split(',')) {
    const [from = '', to, ...more] = part.split(/\.\.|-/);
    if (more.length > 0) throw unreadable(text);
    // The week begins on Monday: a range ends at Sunday at the latest.
    const [begin, end] = [(weekday(from) + 6) % 7, (weekday(to ?? from) + 6) % 7];
    if (begin > end) throw new CalendarFault(`the range ${part} runs backwards; a week begins on Monday`);
    for (let day = begin; day <= end; day++) days.add((day + 1) % 7);
  }
  return [...days].sort((a, b) => a - b);
}

function weekday(text: string): number {
  const lower = text.toLowerCase();
  const found = dayWords.findIndex((word) => word === lower || word.slice(0, 3) === lower);
  if (found === -1) throw new CalendarFault(`“${text}” is not a weekday; write Mon to Sun`);
  return found;
}

function readDate(text: string, spec: CalendarSpec): void {
  const parts = /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text);
  if (parts === null) {
    const onlyFromEnd = /^~([^-~]+)$/.exec(text);
    if (onlyFromEnd === null) throw unreadable(text);
    throw new CalendarFault(`${text} names no month; write *-*${text}`);
  }
  const [, year, month = '', mark, day = ''] = parts;
  spec.years = year === undefined ? null : readValues(year, 1970, lastYear, fullYear);
  spec.months = readValues(month, 1, 12);
  if (mark === '~') spec.fromEnd = readValues(day, 1, 28, (value) => value, true);
  else spec.days = readValues(day, 1, 31);
}

function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 70 ? year + 2000 : year + 1900;
}

function readTime(text: string, spec: CalendarSpec): void {
  const parts = text.split(':');
  if (parts.length < 2 || parts.length > 3) throw unreadable(text);
  spec.hours = readValues(parts[0] ?? '', 0, 23);
  spec.minutes = readValues(parts[1] ?? '', 0, 59);
  spec.seconds = parts[2] === undefined ? [0] : readValues(parts[2], 0, 59);
}

/** A list of values, ranges and steps; with `fromEnd` the values count backwards. */
function readValues(
  text: string,
  low: number,
  high: number,
  shaped: (value: number) => number = (value) => value,
  fromEnd = false,
): Values {
  if (text === '*') return null;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\d{1,4})(\.\d+)?(?:\.\.(\d{1,4})(\.\d+)?)?(?:\/(\d{1,4})(\.\d+)?)?$/.exec(part);
    if (match === null) throw unreadable(text);
    if (match[2] !== undefined || match[4] !== undefined || match[6] !== undefined) {
      throw new CalendarFault(`${part} has a part of a second, and triggers have whole ones; round it`);
    }
    const from = shaped(Number(match[1]));
    const to = match[3] === undefined ? null : shaped(Number(match[3]));
    const step = match[5] === undefined ? null : Number(match[5]);
    const wrong = from < low || from > high || (to !== null && (to < from || to > high));
    if (wrong) throw new CalendarFault(`${part} is not within ${low} to ${high}, the smaller value first`);
    if (step === 0) throw new CalendarFault(`${part} has a step of zero; write 1 or more`);
    const beyond = step !== null && to === null && (fromEnd ? from - step < low : from + step > high);
    if (beyond)
      throw new CalendarFault(`${part} has a step that leads beyond the range; write ${from} alone`);
    for (const value of run(from, to, step, high, fromEnd)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function run(from: number, to: number | null, step: number | null, high: number, fromEnd: boolean): number[] {
  if (to === null && step === null) return [from];
  const by = step ?? 1;
  const found: number[] = [];
  // An open step from the end of a month goes towards that end; a range is the same from either side.
  if (fromEnd && to === null) for (let value = from; value >= 1; value -= by) found.push(value);
  else for (let value = from; value <= (to ?? high); value += by) found.push(value);
  return found;
}
