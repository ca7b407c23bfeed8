import { dayNames, monthNames, type Trigger } from '../../../src-shared/model/task.js';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import type { XmlElement } from '../xml/parse.js';
import { readInteger, readToken } from './leaves.js';
import type { Handlers, Reading } from './reading.js';

type Fields<K extends Trigger['kind'], F extends string> = Pick<
  Extract<Trigger, { kind: K }>,
  'kind' | Extract<F, keyof Extract<Trigger, { kind: K }>>
>;

/** What one of the four schedules adds to a calendar trigger. */
export type ScheduleFields =
  | Fields<'daily', 'daysInterval'>
  | Fields<'weekly', 'weeksInterval' | 'daysOfWeek'>
  | Fields<'monthly', 'daysOfMonth' | 'months'>
  | Fields<'monthlyDayOfWeek', 'weeks' | 'daysOfWeek' | 'months'>;

type Day = (typeof dayNames)[number];
type Month = (typeof monthNames)[number];

/** Reads one schedule element of a calendar trigger (reference "task model", section 6). */
export function readSchedule(reading: Reading, element: XmlElement, at: DefinitionPath): ScheduleFields {
  reading.attributes(element, []);
  switch (element.name) {
    case 'ScheduleByWeek':
      return readByWeek(reading, element, at);
    case 'ScheduleByMonth':
      return readByMonth(reading, element, at);
    case 'ScheduleByMonthDayOfWeek':
      return readByMonthDayOfWeek(reading, element, at);
    default:
      return readByDay(reading, element, at);
  }
}

function rules(at: DefinitionPath, element: XmlElement) {
  return { place: `Triggers/${at[1] ?? 0}/${element.name}` };
}

function readByDay(reading: Reading, element: XmlElement, at: DefinitionPath): ScheduleFields {
  let daysInterval = 1;
  const handlers: Handlers = {
    DaysInterval: (e) => (daysInterval = readInteger(reading, e, [...at, 'daysInterval']) ?? 1),
  };
  reading.children(element, handlers, rules(at, element));
  return { kind: 'daily', daysInterval };
}

function readByWeek(reading: Reading, element: XmlElement, at: DefinitionPath): ScheduleFields {
  let weeksInterval = 1;
  let daysOfWeek: Day[] | null = null;
  const handlers: Handlers = {
    WeeksInterval: (e) => (weeksInterval = readInteger(reading, e, [...at, 'weeksInterval']) ?? 1),
    DaysOfWeek: (e) => (daysOfWeek = readNames(reading, e, [...at, 'daysOfWeek'], dayNames)),
  };
  reading.children(element, handlers, rules(at, element));
  return { kind: 'weekly', weeksInterval, daysOfWeek: needDays(reading, element, daysOfWeek) };
}

function readByMonth(reading: Reading, element: XmlElement, at: DefinitionPath): ScheduleFields {
  let daysOfMonth: (number | 'last')[] | null = null;
  let months: Month[] = [...monthNames];
  const handlers: Handlers = {
    DaysOfMonth: (e) => (daysOfMonth = readNumbers(reading, e, 'Day', [...at, 'daysOfMonth'], 31)),
    Months: (e) => (months = readMonths(reading, e, at)),
  };
  reading.children(element, handlers, rules(at, element));
  if (daysOfMonth === null) reading.missing(element, 'DaysOfMonth', 'write at least one Day');
  return { kind: 'monthly', daysOfMonth: daysOfMonth ?? [1], months };
}

function readByMonthDayOfWeek(reading: Reading, element: XmlElement, at: DefinitionPath): ScheduleFields {
  let weeks: (number | 'last')[] | null = null;
  let daysOfWeek: Day[] | null = null;
  let months: Month[] = [...monthNames];
  const handlers: Handlers = {
    Weeks: (e) => (weeks = readNumbers(reading, e, 'Week', [...at, 'weeks'], 4)),
    DaysOfWeek: (e) => (daysOfWeek = readNames(reading, e, [...at, 'daysOfWeek'], dayNames)),
    Months: (e) => (months = readMonths(reading, e, at)),
  };
  reading.children(element, handlers, rules(at, element));
  if (weeks === null) reading.missing(element, 'Weeks', 'write at least one Week');
  return {
    kind: 'monthlyDayOfWeek',
    weeks: weeks ?? [1],
    daysOfWeek: needDays(reading, element, daysOfWeek),
    months,
  };
}

function needDays(reading: Reading, element: XmlElement, days: Day[] | null): Day[] {
  if (days === null) reading.missing(element, 'DaysOfWeek', 'write at least one day, such as <Monday />');
  return days ?? ['Monday'];
}

/** Months may be left out (every month), but not be empty. */
function readMonths(reading: Reading, element: XmlElement, at: DefinitionPath): Month[] {
  return readNames(reading, element, [...at, 'months'], monthNames);
}

/** Empty elements whose names are the values: `<Monday />`. */
function readNames<T extends string>(
  reading: Reading,
  element: XmlElement,
  at: DefinitionPath,
  names: readonly T[],
): T[] {
  const found: T[] = [];
  reading.at(at, element);
  const handlers: Handlers = {};
  for (const name of names) handlers[name] = () => found.push(name);
  const before = reading.problems.length;
  reading.children(element, handlers, { place: null });
  const [first] = names;
  if (found.length === 0 && first !== undefined) {
    // A misspelt name has been reported already.
    if (reading.problems.length === before)
      reading.missing(element, first, `write at least one, such as <${first} />`);
    found.push(first);
  }
  return found;
}

/** Numbers from 1 to `most`, or Last. */
function readNumbers(
  reading: Reading,
  element: XmlElement,
  child: 'Day' | 'Week',
  at: DefinitionPath,
  most: number,
): (number | 'last')[] {
  const found: (number | 'last')[] = [];
  let written = 0;
  reading.at(at, element);
  const take = (e: XmlElement) => {
    written++;
    const text = readToken(reading, e, [...at, found.length]);
    const value = Number(text);
    if (text === 'Last') found.push('last');
    else if (/^\d{1,2}$/.test(text) && value >= 1 && value <= most) found.push(value);
    else {
      const message = `is neither a number from 1 to ${most} nor Last; write one of those`;
      reading.error(e, resultCodes.invalidValue, message, text);
    }
  };
  reading.children(element, { [child]: take }, { place: null, many: [child] });
  if (written === 0) reading.missing(element, child, 'write at least one');
  return found.length === 0 ? [1] : found;
}
