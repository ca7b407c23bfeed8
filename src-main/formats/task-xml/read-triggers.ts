import type { Trigger } from '../../../src-shared/model/task.js';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import type { XmlElement } from '../xml/parse.js';
import { readBoolean, readInteger, readText, readToken, readWord } from './leaves.js';
import { newestKnown, unlistedTriggers } from './names.js';
import { readSchedule, type ScheduleFields } from './read-schedule.js';
import type { Handlers, Reading } from './reading.js';

type Base = Omit<Extract<Trigger, { kind: 'idle' }>, 'kind'>;
type Of<K extends Trigger['kind']> = Extract<Trigger, { kind: K }>;

/** Stands for a start that is missing, so that the rest can still be judged. */
const anyStart = '1601-01-01T00:00:00';

/** Reads the Triggers element. */
export function readTriggers(reading: Reading, parent: XmlElement): Trigger[] {
  const triggers: Trigger[] = [];
  reading.at(['triggers'], parent);
  const take = (read: (reading: Reading, element: XmlElement, at: DefinitionPath) => Trigger) => {
    return (element: XmlElement) => {
      const at = ['triggers', triggers.length];
      reading.at(at, element);
      reading.attributes(element, ['id']);
      triggers.push(read(reading, element, at));
    };
  };
  const handlers: Handlers = {
    TimeTrigger: take(readTime),
    CalendarTrigger: take(readCalendar),
    IdleTrigger: take(readIdle),
    RegistrationTrigger: take((...where) => ({ kind: 'registration', ...readDelayed(...where) })),
    BootTrigger: take((...where) => ({ kind: 'boot', ...readDelayed(...where) })),
    LogonTrigger: take(readLogon),
    SessionStateChangeTrigger: take(readSession),
    EventTrigger: take(readEvent),
  };
  const keepTrigger = take(readKept);
  reading.children(parent, handlers, {
    place: 'Triggers',
    many: Object.keys(handlers),
    other(element) {
      const mayKeep = unlistedTriggers.has(element.name) || reading.minor > newestKnown;
      if (!mayKeep || !element.name.endsWith('Trigger')) return false;
      keepTrigger(element);
      return true;
    },
  });
  return triggers;
}

function emptyBase(element: XmlElement): Base {
  return {
    id: element.attributes.get('id') ?? null,
    enabled: true,
    startBoundary: null,
    endBoundary: null,
    repetition: null,
    executionTimeLimit: null,
  };
}

/** Handlers of the common part; they fill `base` (reference "task model", section 4). */
function baseHandlers(reading: Reading, base: Base, at: DefinitionPath): Handlers {
  return {
    Enabled: (e) => (base.enabled = readBoolean(reading, e, [...at, 'enabled']) ?? true),
    StartBoundary: (e) => (base.startBoundary = readToken(reading, e, [...at, 'startBoundary'])),
    EndBoundary: (e) => (base.endBoundary = readToken(reading, e, [...at, 'endBoundary'])),
    ExecutionTimeLimit: (e) =>
      (base.executionTimeLimit = readToken(reading, e, [...at, 'executionTimeLimit'])),
    Repetition: (e) => (base.repetition = readRepetition(reading, e, [...at, 'repetition'])),
  };
}

function readRepetition(reading: Reading, element: XmlElement, at: DefinitionPath): Base['repetition'] {
  let interval: string | null = null;
  let duration: string | null = null;
  let stopAtDurationEnd = false;
  reading.at(at, element);
  reading.attributes(element, []);
  reading.children(
    element,
    {
      Interval: (e) => (interval = readToken(reading, e, [...at, 'interval'])),
      Duration: (e) => (duration = readToken(reading, e, [...at, 'duration'])),
      StopAtDurationEnd: (e) =>
        (stopAtDurationEnd = readBoolean(reading, e, [...at, 'stopAtDurationEnd']) ?? false),
    },
    { place: placeOf(at.slice(0, 2), 'Repetition') },
  );
  if (interval === null) reading.missing(element, 'Interval', 'write how often to repeat, such as PT1H');
  return { interval: interval ?? 'PT1M', duration, stopAtDurationEnd };
}

/** The place of kept elements inside a trigger: `Triggers/2`, `Triggers/2/Repetition`. */
function placeOf(at: DefinitionPath, inner?: string): string {
  const place = `Triggers/${at[1] ?? 0}`;
  return inner === undefined ? place : `${place}/${inner}`;
}

function needStart(reading: Reading, element: XmlElement, base: Base): string {
  if (base.startBoundary === null) {
    reading.missing(element, 'StartBoundary', 'write the first start, such as 2026-03-02T08:00:00');
  }
  return base.startBoundary ?? anyStart;
}

function readTime(reading: Reading, element: XmlElement, at: DefinitionPath): Of<'time'> {
  const base = emptyBase(element);
  let randomDelay: string | null = null;
  reading.children(
    element,
    {
      ...baseHandlers(reading, base, at),
      RandomDelay: (e) => (randomDelay = readToken(reading, e, [...at, 'randomDelay'])),
    },
    { place: placeOf(at) },
  );
  return { kind: 'time', ...base, startBoundary: needStart(reading, element, base), randomDelay };
}

function readCalendar(reading: Reading, element: XmlElement, at: DefinitionPath): Trigger {
  const base = emptyBase(element);
  const schedules: ScheduleFields[] = [];
  let randomDelay: string | null = null;
  const schedule = (e: XmlElement) => {
    if (schedules.length > 0) {
      const message = 'a CalendarTrigger has one schedule; write a second trigger for the second schedule';
      reading.error(e, resultCodes.unexpectedNode, message);
    }
    schedules.push(readSchedule(reading, e, at));
  };
  reading.children(
    element,
    {
      ...baseHandlers(reading, base, at),
      RandomDelay: (e) => (randomDelay = readToken(reading, e, [...at, 'randomDelay'])),
      ScheduleByDay: schedule,
      ScheduleByWeek: schedule,
      ScheduleByMonth: schedule,
      ScheduleByMonthDayOfWeek: schedule,
    },
    { place: placeOf(at) },
  );
  const startBoundary = needStart(reading, element, base);
  let [fields] = schedules;
  if (fields === undefined) {
    const remedy = 'or ScheduleByWeek, ScheduleByMonth, ScheduleByMonthDayOfWeek';
    reading.missing(element, 'ScheduleByDay', `write it, ${remedy}`);
    fields = { kind: 'daily', daysInterval: 1 };
  }
  return { ...base, startBoundary, randomDelay, ...fields };
}

function readIdle(reading: Reading, element: XmlElement, at: DefinitionPath): Trigger {
  const base = emptyBase(element);
  reading.children(element, baseHandlers(reading, base, at), { place: placeOf(at) });
  return { kind: 'idle', ...base };
}

function readDelayed(
  reading: Reading,
  element: XmlElement,
  at: DefinitionPath,
  more: Handlers = {},
): Base & { delay: string | null } {
  const base = emptyBase(element);
  let delay: string | null = null;
  reading.children(
    element,
    {
      ...baseHandlers(reading, base, at),
      Delay: (e) => (delay = readToken(reading, e, [...at, 'delay'])),
      ...more,
    },
    { place: placeOf(at) },
  );
  return { ...base, delay };
}

function readLogon(reading: Reading, element: XmlElement, at: DefinitionPath): Of<'logon'> {
  let userId: string | null = null;
  const rest = readDelayed(reading, element, at, {
    UserId: (e) => (userId = readText(reading, e, [...at, 'userId'])),
  });
  return { kind: 'logon', ...rest, userId };
}

const stateChanges = {
  ConsoleConnect: 'ConsoleConnect',
  ConsoleDisconnect: 'ConsoleDisconnect',
  RemoteConnect: 'RemoteConnect',
  RemoteDisconnect: 'RemoteDisconnect',
  SessionLock: 'SessionLock',
  SessionUnlock: 'SessionUnlock',
} as const;

function readSession(reading: Reading, element: XmlElement, at: DefinitionPath): Of<'sessionStateChange'> {
  let userId: string | null = null;
  let written = false;
  let stateChange: Of<'sessionStateChange'>['stateChange'] | undefined;
  const rest = readDelayed(reading, element, at, {
    UserId: (e) => (userId = readText(reading, e, [...at, 'userId'])),
    StateChange: (e) => {
      written = true;
      stateChange = readWord(reading, e, [...at, 'stateChange'], stateChanges);
    },
  });
  if (!written) reading.missing(element, 'StateChange', 'write what to wait for, such as SessionUnlock');
  return { kind: 'sessionStateChange', ...rest, userId, stateChange: stateChange ?? 'SessionUnlock' };
}

function readEvent(reading: Reading, element: XmlElement, at: DefinitionPath): Of<'event'> {
  let subscription: string | null = null;
  let periodOfOccurrence: string | null = null;
  let numberOfOccurrences = 1;
  let matchingElement: string | null = null;
  const valueQueries: Of<'event'>['valueQueries'] = [];
  const rest = readDelayed(reading, element, at, {
    Subscription: (e) => (subscription = readText(reading, e, [...at, 'subscription'])),
    PeriodOfOccurrence: (e) => (periodOfOccurrence = readToken(reading, e, [...at, 'periodOfOccurrence'])),
    NumberOfOccurrences: (e) =>
      (numberOfOccurrences = readInteger(reading, e, [...at, 'numberOfOccurrences']) ?? 1),
    MatchingElement: (e) => (matchingElement = readText(reading, e, [...at, 'matchingElement'])),
    ValueQueries: (list) => {
      reading.at([...at, 'valueQueries'], list);
      const take = (e: XmlElement) => {
        const place = [...at, 'valueQueries', valueQueries.length];
        const name = e.attributes.get('name');
        if (name === undefined) reading.missing(e, 'name', 'write it as an attribute of Value');
        const query = readText(reading, { ...e, attributes: new Map() }, place);
        valueQueries.push({ name: name ?? 'Value', query });
      };
      reading.children(list, { Value: take }, { place: placeOf(at, 'ValueQueries'), many: ['Value'] });
      if (valueQueries.length === 0) reading.missing(list, 'Value', 'write one, or remove ValueQueries');
    },
  });
  if (subscription === null) reading.missing(element, 'Subscription', 'write the query of the events');
  return {
    kind: 'event',
    ...rest,
    subscription: subscription ?? '*',
    periodOfOccurrence,
    numberOfOccurrences,
    matchingElement,
    valueQueries,
  };
}

/** The base of a trigger that is kept; its own children are nobody's business here. */
function readKept(reading: Reading, element: XmlElement, at: DefinitionPath): Of<'kept'> {
  const base = emptyBase(element);
  const handlers = baseHandlers(reading, base, at);
  reading.children(element, handlers, { place: placeOf(at), other: () => true });
  reading.note(
    element,
    'is not part of the published schema; it is kept and exported unchanged, and never fires here',
  );
  return { kind: 'kept', ...base, element: element.name, xml: reading.verbatim(element) };
}
