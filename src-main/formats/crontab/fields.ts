/** The five fields of an entry, as sets. */
export interface CronFields {
  minutes: number[];
  hours: number[];
  days: number[];
  months: number[];
  /** 0 is Sunday. */
  weekdays: number[];
  /** Whether the field begins with an asterisk: that alone decides how days and weekdays combine. */
  starDays: boolean;
  starWeekdays: boolean;
  /** Width of a random range `a~b` of minutes; null where there is none. */
  randomMinutes: number | null;
}

export const fieldNames = ['minute', 'hour', 'day of month', 'month', 'day of week'] as const;
export type FieldName = (typeof fieldNames)[number];

/** A field that cannot be read, or cannot be said as a trigger. */
export class FieldFault extends Error {
  override readonly name = 'FieldFault';
  constructor(
    readonly field: FieldName,
    readonly value: string,
    message: string,
  ) {
    super(message);
  }
}

const ranges: Record<FieldName, readonly [number, number]> = {
  minute: [0, 59],
  hour: [0, 23],
  'day of month': [1, 31],
  month: [1, 12],
  'day of week': [0, 7],
};

const monthWords = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayWords = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Reads the five fields by the rules of cron(5): lists, ranges, steps after `*` or a range, names of three
 * letters, 7 for Sunday, `a~b` for a random minute.
 *
 * @throws FieldFault with the field, its value and a remedy
 */
export function readFields(words: readonly string[]): CronFields {
  const text = (index: number) => words[index] ?? '';
  const random = /^(\d{1,2})?~(\d{1,2})?$/.exec(text(0));
  const weekdays = readField('day of week', text(4)).map((day) => day % 7);
  return {
    minutes: random === null ? readField('minute', text(0)) : [Number(random[1] ?? 0)],
    hours: readField('hour', text(1)),
    days: readField('day of month', text(2)),
    months: readField('month', text(3)),
    weekdays: [...new Set(weekdays)].sort((a, b) => a - b),
    starDays: text(2).startsWith('*'),
    starWeekdays: text(4).startsWith('*'),
    randomMinutes: random === null ? null : randomWidth(random),
  };
}

function randomWidth(random: RegExpExecArray): number {
  const [from, to] = [Number(random[1] ?? 0), Number(random[2] ?? 59)];
  if (to <= 59 && from < to) return to - from;
  throw new FieldFault('minute', random[0], 'is not a random range; write it as 0~59, the smaller one first');
}

function readField(field: FieldName, text: string): number[] {
  if (text.includes('~')) {
    throw new FieldFault(
      field,
      text,
      'a random range can be said for a plain minute alone; write a fixed value here',
    );
  }
  const values = new Set<number>();
  for (const part of text.split(',')) for (const value of readPart(field, part)) values.add(value);
  return [...values].sort((a, b) => a - b);
}

function readPart(field: FieldName, part: string): number[] {
  const [low, high] = ranges[field];
  const match = /^(?:\*|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:\/(\d{1,4}))?$/.exec(part);
  if (match === null) throw new FieldFault(field, part, `is not a ${field}; ${remedy(field)}`);
  const [, first, second, by] = match;
  if (by !== undefined && first !== undefined && second === undefined) {
    const message = `a step needs a range or an asterisk before it; write ${first}-${high}/${by}`;
    throw new FieldFault(field, part, message);
  }
  const from = first === undefined ? low : numberOf(field, first);
  // An asterisk for weekdays is 0 to 7 with both Sundays; they meet again.
  const to = first === undefined ? high : second === undefined ? from : numberOf(field, second);
  const step = by === undefined ? 1 : Number(by);
  if (step === 0) throw new FieldFault(field, part, 'a step of zero never moves on; write 1 or more');
  if (from > to) throw new FieldFault(field, part, 'the range runs backwards; write the smaller value first');
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function numberOf(field: FieldName, word: string): number {
  const [low, high] = ranges[field];
  const lower = word.toLowerCase();
  const named =
    field === 'month'
      ? monthWords.indexOf(lower) + 1
      : field === 'day of week'
        ? dayWords.indexOf(lower)
        : -1;
  if (/^[a-z]/.test(lower) && (field === 'month' ? named > 0 : named >= 0)) return named;
  const value = /^\d{1,3}$/.test(word) ? Number(word) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw new FieldFault(field, word, `is not a ${field}; ${remedy(field)}`);
}

function remedy(field: FieldName): string {
  const [low, high] = ranges[field];
  const names = field === 'month' ? ' or jan to dec' : field === 'day of week' ? ' or sun to sat' : '';
  return `write ${low} to ${high}${names}, a range, a list or *`;
}

/** The nicknames of cron(5) as fields; null for one that is none. */
export function nicknameFields(nickname: string): readonly string[] | null {
  switch (nickname.toLowerCase()) {
    case '@yearly':
    case '@annually':
      return ['0', '0', '1', '1', '*'];
    case '@monthly':
      return ['0', '0', '1', '*', '*'];
    case '@weekly':
      return ['0', '0', '*', '*', '0'];
    case '@daily':
    case '@midnight':
      return ['0', '0', '*', '*', '*'];
    case '@hourly':
      return ['0', '*', '*', '*', '*'];
    case '@every_minute':
      return ['*', '*', '*', '*', '*'];
    default:
      return null;
  }
}
