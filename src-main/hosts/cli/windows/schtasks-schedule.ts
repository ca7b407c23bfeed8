import { dayNames, monthNames, type Repetition, type Trigger } from '../../../../src-shared/model/task.js';
import { boundaryText, type Moment } from './us-dates.js';
import { notAllowed, numberOf, required, SchtasksUsage, type Switches } from './schtasks-words.js';

type MonthName = (typeof monthNames)[number];
type DayName = (typeof dayNames)[number];

/** Switches that make a schedule (reference, section 6). */
export const scheduleSwitches = {
  sc: 'value',
  mo: 'value',
  d: 'value',
  m: 'value',
  i: 'value',
  st: 'value',
  ri: 'value',
  et: 'value',
  du: 'value',
  k: 'flag',
  sd: 'value',
  ed: 'value',
  ec: 'value',
  delay: 'value',
} as const;

const base = { id: null, enabled: true, endBoundary: null, repetition: null, executionTimeLimit: null };

const kinds = [
  'MINUTE',
  'HOURLY',
  'DAILY',
  'WEEKLY',
  'MONTHLY',
  'ONCE',
  'ONSTART',
  'ONLOGON',
  'ONIDLE',
  'ONEVENT',
] as const;
type Kind = (typeof kinds)[number];

const eventKinds: readonly Kind[] = ['ONSTART', 'ONLOGON', 'ONIDLE', 'ONEVENT'];

/** The schedule that the switches of /create describe; `now` is the wall clock of the machine. */
export function readSchedule(switches: Switches, now: Moment): Trigger {
  const kind = kinds.find((one) => one === required(switches, 'sc').toUpperCase());
  if (kind === undefined) throw notAllowed('sc', switches.get('sc') ?? '', kinds.join(', '));
  refuseForeign(switches, kind);
  if (eventKinds.includes(kind)) return eventTrigger(kind, switches);
  if (kind === 'ONCE') required(switches, 'st');
  const start: Moment = { ...now, second: 0, ...dateOf(switches, 'sd'), ...timeOf(switches, 'st') };
  const end = dateOf(switches, 'ed');
  const timed = {
    ...base,
    startBoundary: boundaryText(start),
    endBoundary: end === null ? null : boundaryText({ ...start, ...end, hour: 23, minute: 59, second: 59 }),
    repetition: repetitionOf(kind, switches, start),
    randomDelay: null,
  };
  const every = (name: string, max: number): number => numberOf(switches, name, 1, max) ?? 1;
  switch (kind) {
    case 'DAILY':
      return { kind: 'daily', ...timed, daysInterval: every('mo', 365) };
    case 'WEEKLY':
      return {
        kind: 'weekly',
        ...timed,
        weeksInterval: every('mo', 52),
        daysOfWeek: weekDays(switches, start),
      };
    case 'MONTHLY':
      return monthly(switches, timed, start);
    default:
      return { kind: 'time', ...timed };
  }
}

/** Which switches a kind does not take. */
function refuseForeign(switches: Switches, kind: Kind): void {
  const refuse = (names: string[]): void => {
    for (const name of names) {
      if (switches.has(name))
        throw new SchtasksUsage(`Invalid syntax. /${name.toUpperCase()} is not allowed with /SC ${kind}.`);
    }
  };
  const isEvent = eventKinds.includes(kind);
  if (isEvent) refuse(['ri', 'et', 'du', 'k', 'sd', 'ed', 'st', 'd', 'm']);
  if (kind === 'MINUTE' || kind === 'HOURLY') refuse(['ri', 'd', 'm']);
  if (kind === 'DAILY' || kind === 'ONCE') refuse(['d', 'm']);
  if (kind === 'WEEKLY') refuse(['m']);
  if (kind === 'ONCE' || (isEvent && kind !== 'ONEVENT')) refuse(['mo']);
  if (kind !== 'ONIDLE') refuse(['i']);
  if (kind !== 'ONEVENT') refuse(['ec']);
  if (!isEvent || kind === 'ONIDLE') refuse(['delay']);
  if (switches.has('et') && switches.has('du'))
    throw new SchtasksUsage('Invalid syntax. /ET and /DU exclude each other.');
  if (switches.has('k') && !switches.has('et') && !switches.has('du')) {
    throw new SchtasksUsage('Invalid syntax. /K needs /ET or /DU.');
  }
}

function eventTrigger(kind: Kind, switches: Switches): Trigger {
  const delayed = { ...base, startBoundary: null, delay: delayOf(switches) };
  if (kind === 'ONSTART') return { kind: 'boot', ...delayed };
  if (kind === 'ONLOGON') return { kind: 'logon', ...delayed, userId: null };
  if (kind === 'ONIDLE') return { kind: 'idle', ...base, startBoundary: null };
  const channel = xml(required(switches, 'ec'));
  const query = xml(switches.get('mo') ?? '*');
  const subscription = `<QueryList><Query Id="0" Path="${channel}"><Select Path="${channel}">${query}</Select></Query></QueryList>`;
  return {
    kind: 'event',
    ...delayed,
    subscription,
    periodOfOccurrence: null,
    numberOfOccurrences: 1,
    matchingElement: null,
    valueQueries: [],
  };
}

function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `mmmm:ss` as a duration. */
function delayOf(switches: Switches): string | null {
  const text = switches.get('delay');
  if (text === undefined) return null;
  const match = /^(\d{1,4}):([0-5]\d)$/.exec(text);
  if (match === null) throw notAllowed('delay', text, 'mmmm:ss');
  return `PT${Number(match[1])}M${Number(match[2])}S`;
}

/** `mm/dd/yyyy`. */
export function dateOf(switches: Switches, name: string): Pick<Moment, 'year' | 'month' | 'day'> | null {
  const text = switches.get(name);
  if (text === undefined) return null;
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [month = 0, day = 0, year = 0] = (match ?? []).slice(1).map(Number);
  const real = new Date(Date.UTC(year, month - 1, day));
  if (match === null || real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) {
    throw notAllowed(name, text, 'mm/dd/yyyy');
  }
  return { year, month, day };
}

/** `HH:mm`, 24 hours. */
export function timeOf(switches: Switches, name: string): Pick<Moment, 'hour' | 'minute'> | null {
  const text = switches.get(name);
  if (text === undefined) return null;
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text);
  const [hour = 99, minute = 99] = (match ?? []).slice(1, 3).map(Number);
  if (hour > 23 || minute > 59) throw notAllowed(name, text, 'HH:mm');
  return { hour, minute };
}

/** /DU `HHHH:mm`, or the time from the start to /ET, as minutes. */
function lengthOf(switches: Switches, start: Moment): number | null {
  const text = switches.get('du');
  if (text !== undefined) {
    const match = /^(\d{1,4}):([0-5]\d)$/.exec(text);
    if (match === null) throw notAllowed('du', text, 'HHHH:mm');
    return Number(match[1]) * 60 + Number(match[2]);
  }
  const end = timeOf(switches, 'et');
  if (end === null) return null;
  const minutes = end.hour * 60 + end.minute - (start.hour * 60 + start.minute);
  return minutes > 0 ? minutes : minutes + 24 * 60;
}

/** Minutes as Windows writes them: `PT90M` is `PT1H30M`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}

/** The interval without /RI where an end is given, and the length without one, in minutes. */
const usualInterval = 10;
const usualLength = 60;

/** Repetition: of MINUTE and HOURLY by /MO, of the others by /RI. */
export function repetitionOf(kind: Kind | null, switches: Switches, start: Moment): Repetition | null {
  const length = lengthOf(switches, start);
  const stopAtDurationEnd = switches.has('k');
  if (kind === 'MINUTE' || kind === 'HOURLY') {
    const interval =
      (numberOf(switches, 'mo', 1, kind === 'MINUTE' ? 1439 : 23) ?? 1) * (kind === 'MINUTE' ? 1 : 60);
    return {
      interval: duration(interval),
      duration: length === null ? null : duration(length),
      stopAtDurationEnd,
    };
  }
  const given = numberOf(switches, 'ri', 1, 599_940);
  if (given === undefined && length === null) return null;
  const interval = given ?? usualInterval;
  const whole = length ?? usualLength;
  if (whole < interval) {
    throw new SchtasksUsage(
      'Invalid syntax. The duration (/DU or /ET) must not be shorter than the interval (/RI).',
    );
  }
  return { interval: duration(interval), duration: duration(whole), stopAtDurationEnd };
}

function namesOf<T extends string>(switches: Switches, name: string, all: readonly T[]): T[] | null {
  const text = switches.get(name);
  if (text === undefined) return null;
  if (text === '*') return [...all];
  const wanted = text.split(',').map((word) => word.trim().toUpperCase());
  const found = all.filter((one) => wanted.includes(one.slice(0, 3).toUpperCase()));
  if (found.length !== new Set(wanted).size) {
    throw notAllowed(name, text, `${all.map((one) => one.slice(0, 3).toUpperCase()).join(', ')} or *`);
  }
  return found;
}

/** Without /D: the weekday of the start. */
function weekDays(switches: Switches, { year, month, day }: Moment): DayName[] {
  const today = dayNames[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? 'Monday';
  return namesOf(switches, 'd', dayNames) ?? [today];
}

const weeks = { FIRST: 1, SECOND: 2, THIRD: 3, FOURTH: 4, LAST: 'last' } as const;

type Timed = Omit<Extract<Trigger, { kind: 'time' }>, 'kind'>;

function monthly(switches: Switches, timed: Timed, start: Moment): Trigger {
  const modifier = switches.get('mo')?.toUpperCase();
  const months = namesOf(switches, 'm', monthNames);
  if (modifier === 'LASTDAY') {
    if (months === null) throw new SchtasksUsage('Invalid syntax. /MO LASTDAY needs /M.');
    return { kind: 'monthly', ...timed, daysOfMonth: ['last'], months };
  }
  if (modifier !== undefined && Object.hasOwn(weeks, modifier)) {
    const days = namesOf(switches, 'd', dayNames);
    if (days === null)
      throw new SchtasksUsage(`Invalid syntax. /MO ${modifier} needs /D with a day of the week.`);
    const week = weeks[modifier as keyof typeof weeks];
    return {
      kind: 'monthlyDayOfWeek',
      ...timed,
      weeks: [week],
      daysOfWeek: days,
      months: months ?? [...monthNames],
    };
  }
  const step = numberOf(switches, 'mo', 1, 12);
  if (step !== undefined && months !== null) {
    throw new SchtasksUsage('Invalid syntax. /MO with a number and /M exclude each other.');
  }
  const daysOfMonth = (switches.get('d') ?? '1').split(',').map((day) => {
    const number = Number(day.trim());
    if (!/^\d{1,2}$/.test(day.trim()) || number < 1 || number > 31) throw notAllowed('d', day, '1 - 31');
    return number;
  });
  return { kind: 'monthly', ...timed, daysOfMonth, months: months ?? everyNthMonth(step ?? 1, start) };
}

/** Every n-th month of the year, from the month of the start. */
function everyNthMonth(step: number, { month }: Moment): MonthName[] {
  return monthNames.filter((_name, index) => (index - (month - 1) + 12) % step === 0);
}
