import { dayNames, monthNames, type Trigger, type TriggerKind } from '../../../src-shared/model/task.js';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import { nearestName } from '../nearest-name.js';
import { flag, integer, listOf, text, textOrNull, word } from './leaves.js';
import type { Field, FieldHandlers, ManifestReading } from './reading.js';

type Base = Omit<Extract<Trigger, { kind: 'idle' }>, 'kind'>;
type Of<K extends TriggerKind> = Extract<Trigger, { kind: K }>;

/** Kinds as a manifest names them (promises, section 3). */
export const manifestTriggers = [
  'time',
  'daily',
  'weekly',
  'monthly',
  'monthlyDayOfWeek',
  'boot',
  'logon',
  'registration',
  'idle',
  'sessionStateChange',
  'event',
  'kept',
] as const satisfies readonly TriggerKind[];

const words = <T extends string>(names: readonly T[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, name]));
const kinds = words(manifestTriggers);
const days = words(dayNames);
const months = words(monthNames);
const stateChanges = words([
  'ConsoleConnect',
  'ConsoleDisconnect',
  'RemoteConnect',
  'RemoteDisconnect',
  'SessionLock',
  'SessionUnlock',
] as const);

/**
 * Reads one trigger. Three spellings mean the same: `{ kind: daily, startBoundary: … }`,
 * `{ daily: { startBoundary: … } }`, and the bare word for a trigger that needs no fields (`idle`).
 */
export function readTrigger(reading: ManifestReading, entry: Field, at: DefinitionPath): Trigger | undefined {
  reading.at(at, entry);
  const bare = reading.scalarText(entry.value);
  if (bare !== null) {
    const kind = word(reading, { ...entry, key: 'triggers' }, at, kinds);
    return kind === undefined ? undefined : readKind(reading, { ...entry, key: kind }, [], kind, at);
  }
  const fields = reading.mapping(entry);
  if (fields === null) {
    reading.error(
      entry,
      resultCodes.invalidValue,
      'is not a trigger; write such as { kind: daily, startBoundary: … }',
    );
    return undefined;
  }
  const named = fields.find(({ key }) => key === 'kind' || key === 'type');
  if (named !== undefined) {
    const kind = word(reading, named, at, kinds);
    const rest = fields.filter((field) => field !== named);
    return kind === undefined ? undefined : readKind(reading, entry, rest, kind, at);
  }
  return readWrapped(reading, entry, fields, at);
}

function readWrapped(
  reading: ManifestReading,
  entry: Field,
  fields: Field[],
  at: DefinitionPath,
): Trigger | undefined {
  const [only] = fields;
  if (fields.length !== 1 || only === undefined) {
    reading.missing(entry, 'kind', `write one of ${manifestTriggers.slice(0, -1).join(', ')}`);
    return undefined;
  }
  const kind = manifestTriggers.find((name) => name === only.key);
  if (kind === undefined) {
    const near = nearestName(only.key, manifestTriggers);
    const remedy =
      near === null ? `known are ${manifestTriggers.slice(0, -1).join(', ')}` : `did you mean ${near}?`;
    reading.error(only, resultCodes.unexpectedNode, `unknown trigger ${only.key}; ${remedy}`);
    return undefined;
  }
  const inner = reading.isNull(only) ? [] : reading.mapping(only);
  if (inner === null) {
    reading.error(only, resultCodes.invalidValue, 'is not a mapping; write the fields of the trigger');
    return undefined;
  }
  return readKind(reading, only, inner, kind, at);
}

function baseHandlers(reading: ManifestReading, base: Base, at: DefinitionPath): FieldHandlers {
  const nullable = (key: 'id' | 'startBoundary' | 'endBoundary' | 'executionTimeLimit') => (f: Field) => {
    base[key] = textOrNull(reading, f, [...at, key]) ?? null;
  };
  return {
    id: nullable('id'),
    enabled: (f) => (base.enabled = flag(reading, f, [...at, 'enabled']) ?? true),
    startBoundary: nullable('startBoundary'),
    endBoundary: nullable('endBoundary'),
    executionTimeLimit: nullable('executionTimeLimit'),
    repetition: (f) => (base.repetition = reading.isNull(f) ? null : readRepetition(reading, f, at)),
  };
}

function readRepetition(reading: ManifestReading, field: Field, trigger: DefinitionPath): Base['repetition'] {
  const at = [...trigger, 'repetition'];
  let interval: string | undefined;
  let duration: string | null = null;
  let stopAtDurationEnd = false;
  reading.at(at, field);
  reading.children(field, {
    interval: (f) => (interval = text(reading, f, [...at, 'interval']) ?? 'PT1M'),
    duration: (f) => (duration = textOrNull(reading, f, [...at, 'duration']) ?? null),
    stopAtDurationEnd: (f) => (stopAtDurationEnd = flag(reading, f, [...at, 'stopAtDurationEnd']) ?? false),
  });
  if (interval === undefined) reading.missing(field, 'interval', 'write how often to repeat, such as PT1H');
  return { interval: interval ?? 'PT1M', duration, stopAtDurationEnd };
}

function readKind(
  reading: ManifestReading,
  entry: Field,
  fields: Field[],
  kind: TriggerKind,
  at: DefinitionPath,
): Trigger {
  const base: Base = {
    id: null,
    enabled: true,
    startBoundary: null,
    endBoundary: null,
    repetition: null,
    executionTimeLimit: null,
  };
  const own = ownFields(reading, kind, at);
  const handlers: FieldHandlers = { ...baseHandlers(reading, base, at), ...own.handlers };
  readFields(reading, entry, fields, handlers);
  const missing = own.missing();
  for (const [key, remedy] of missing) reading.missing(entry, key, remedy);
  const startBoundary = base.startBoundary;
  if (own.calendar && startBoundary === null) {
    reading.missing(entry, 'startBoundary', 'write the first start, such as 2026-03-02T08:00:00');
  }
  const start = own.calendar ? { startBoundary: startBoundary ?? '1601-01-01T00:00:00' } : {};
  return { ...base, ...start, ...own.values() } as Trigger;
}

function readFields(reading: ManifestReading, parent: Field, fields: Field[], handlers: FieldHandlers): void {
  for (const field of fields) {
    const handler = Object.hasOwn(handlers, field.key) ? handlers[field.key] : undefined;
    if (handler === undefined) reading.unknown(parent, field, Object.keys(handlers));
    else handler(field);
  }
}

/** The fields that one kind adds, with what is missing of them. */
interface OwnFields {
  calendar: boolean;
  handlers: FieldHandlers;
  values: () => object;
  missing: () => [string, string][];
}

function ownFields(reading: ManifestReading, kind: TriggerKind, at: DefinitionPath): OwnFields {
  switch (kind) {
    case 'time':
    case 'daily':
    case 'weekly':
    case 'monthly':
    case 'monthlyDayOfWeek':
      return calendarFields(reading, kind, at);
    case 'event':
      return eventFields(reading, at);
    case 'kept':
      return keptFields(reading, at);
    case 'idle':
      return { calendar: false, handlers: {}, values: () => ({ kind }), missing: () => [] };
    default:
      return delayedFields(reading, kind, at);
  }
}

const anyDay = 'write at least one day, such as [Monday]';

function calendarFields(
  reading: ManifestReading,
  kind: 'time' | 'daily' | 'weekly' | 'monthly' | 'monthlyDayOfWeek',
  at: DefinitionPath,
): OwnFields {
  const values: Record<string, unknown> = { kind, randomDelay: null };
  const required: [string, string][] = [];
  const handlers: FieldHandlers = {
    randomDelay: (f) => (values.randomDelay = textOrNull(reading, f, [...at, 'randomDelay']) ?? null),
  };
  const count = (key: string) => {
    values[key] = 1;
    handlers[key] = (f) => (values[key] = integer(reading, f, [...at, key]) ?? 1);
  };
  const names = (key: string, of: Record<string, string>, fallback: string[]) => {
    values[key] = fallback;
    handlers[key] = (f) => {
      const found = listOf(reading, f, [...at, key], (entry, place) => word(reading, entry, place, of));
      values[key] = found.length === 0 ? fallback : found;
      if (found.length === 0 && reading.list(f)?.length === 0) reading.missing(f, key, 'write at least one');
    };
  };
  const numbers = (key: string, most: number) => {
    handlers[key] = (f) => (values[key] = readNumbers(reading, f, [...at, key], most));
    required.push([key, `write numbers from 1 to ${most}, or Last`]);
  };
  if (kind === 'daily') count('daysInterval');
  if (kind === 'weekly') count('weeksInterval');
  if (kind === 'monthly') numbers('daysOfMonth', 31);
  if (kind === 'monthlyDayOfWeek') numbers('weeks', 4);
  if (kind === 'weekly' || kind === 'monthlyDayOfWeek') {
    names('daysOfWeek', days, ['Monday']);
    required.push(['daysOfWeek', anyDay]);
  }
  if (kind === 'monthly' || kind === 'monthlyDayOfWeek') names('months', months, [...monthNames]);
  const written = new Set<string>();
  for (const [key, handler] of Object.entries(handlers)) {
    handlers[key] = (f) => {
      written.add(key);
      handler(f);
    };
  }
  const fallbacks = { daysOfMonth: [1], weeks: [1] };
  return {
    calendar: true,
    handlers,
    values: () => ({
      ...(kind === 'monthly' ? { daysOfMonth: fallbacks.daysOfMonth } : {}),
      ...(kind === 'monthlyDayOfWeek' ? { weeks: fallbacks.weeks } : {}),
      ...values,
    }),
    missing: () => required.filter(([key]) => !written.has(key)),
  };
}

function readNumbers(
  reading: ManifestReading,
  field: Field,
  at: DefinitionPath,
  most: number,
): (number | 'last')[] {
  const found = listOf(reading, field, at, (entry, place) => {
    reading.at(place, entry);
    const written = reading.scalarText(entry.value);
    if (written?.toLowerCase() === 'last') return 'last' as const;
    const value = Number(written);
    if (written !== null && Number.isInteger(value) && value >= 1 && value <= most) return value;
    reading.error(
      entry,
      resultCodes.invalidValue,
      `is neither a number from 1 to ${most} nor Last; write one of those`,
    );
    return undefined;
  });
  if (reading.list(field)?.length === 0) reading.missing(field, field.key, 'write at least one');
  return found.length === 0 ? [1] : found;
}

function delayedFields(
  reading: ManifestReading,
  kind: 'boot' | 'registration' | 'logon' | 'sessionStateChange',
  at: DefinitionPath,
): OwnFields {
  const values: Record<string, unknown> = { kind, delay: null };
  const missing: [string, string][] = [];
  const handlers: FieldHandlers = {
    delay: (f) => (values.delay = textOrNull(reading, f, [...at, 'delay']) ?? null),
  };
  if (kind === 'logon' || kind === 'sessionStateChange') {
    values.userId = null;
    handlers.userId = (f) => (values.userId = textOrNull(reading, f, [...at, 'userId']) ?? null);
  }
  if (kind === 'sessionStateChange') {
    values.stateChange = 'SessionUnlock';
    missing.push(['stateChange', `write one of ${Object.keys(stateChanges).join(', ')}`]);
    handlers.stateChange = (f) => {
      missing.pop();
      values.stateChange = word(reading, f, [...at, 'stateChange'], stateChanges) ?? 'SessionUnlock';
    };
  }
  return { calendar: false, handlers, values: () => values, missing: () => missing };
}

function eventFields(reading: ManifestReading, at: DefinitionPath): OwnFields {
  const values: Omit<Of<'event'>, keyof Base> = {
    kind: 'event',
    delay: null,
    subscription: '*',
    periodOfOccurrence: null,
    numberOfOccurrences: 1,
    matchingElement: null,
    valueQueries: [],
  };
  const missing: [string, string][] = [['subscription', 'write the query of the events to wait for']];
  const nullable = (key: 'delay' | 'periodOfOccurrence' | 'matchingElement') => (f: Field) => {
    values[key] = textOrNull(reading, f, [...at, key]) ?? null;
  };
  return {
    calendar: false,
    handlers: {
      delay: nullable('delay'),
      periodOfOccurrence: nullable('periodOfOccurrence'),
      matchingElement: nullable('matchingElement'),
      subscription: (f) => {
        missing.pop();
        values.subscription = text(reading, f, [...at, 'subscription']) ?? '*';
      },
      numberOfOccurrences: (f) =>
        (values.numberOfOccurrences = integer(reading, f, [...at, 'numberOfOccurrences']) ?? 1),
      valueQueries: (f) =>
        (values.valueQueries = listOf(reading, f, [...at, 'valueQueries'], (entry, place) =>
          readPair(reading, entry, place),
        )),
    },
    values: () => values,
    missing: () => missing,
  };
}

function readPair(
  reading: ManifestReading,
  entry: Field,
  at: DefinitionPath,
): { name: string; query: string } {
  let name: string | undefined;
  let query: string | undefined;
  reading.children(entry, {
    name: (f) => (name = text(reading, f, [...at, 'name']) ?? 'Value'),
    query: (f) => (query = text(reading, f, [...at, 'query']) ?? '*'),
  });
  if (name === undefined) reading.missing(entry, 'name', 'write the name of the value');
  if (query === undefined) reading.missing(entry, 'query', 'write the query of the value');
  return { name: name ?? 'Value', query: query ?? '*' };
}

function keptFields(reading: ManifestReading, at: DefinitionPath): OwnFields {
  const values = { kind: 'kept', element: '', xml: '' };
  const missing = new Map([
    ['element', 'write the name of the XML element'],
    ['xml', 'write the XML element'],
  ]);
  const take = (key: 'element' | 'xml') => (f: Field) => {
    missing.delete(key);
    values[key] = text(reading, f, [...at, key]) ?? '';
  };
  return {
    calendar: false,
    handlers: { element: take('element'), xml: take('xml') },
    values: () => values,
    missing: () => [...missing],
  };
}
