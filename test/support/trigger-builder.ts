import type { Trigger, TriggerKind } from '../../src-shared/model/task.js';

type Of<K extends TriggerKind> = Extract<Trigger, { kind: K }>;

const base = {
  id: null,
  enabled: true,
  startBoundary: null,
  endBoundary: null,
  repetition: null,
  executionTimeLimit: null,
};

/** What each kind has when a test says nothing: fires from the first day of 2026 on, daily things at nine. */
const defaults: { [K in TriggerKind]: Omit<Of<K>, 'kind'> } = {
  time: { ...base, startBoundary: '2026-03-02T09:00:00', randomDelay: null },
  daily: { ...base, startBoundary: '2026-01-01T09:00:00', randomDelay: null, daysInterval: 1 },
  weekly: {
    ...base,
    startBoundary: '2026-01-01T09:00:00',
    randomDelay: null,
    weeksInterval: 1,
    daysOfWeek: ['Monday'],
  },
  monthly: {
    ...base,
    startBoundary: '2026-01-01T09:00:00',
    randomDelay: null,
    daysOfMonth: [1],
    months: ['January', 'March'],
  },
  monthlyDayOfWeek: {
    ...base,
    startBoundary: '2026-01-01T09:00:00',
    randomDelay: null,
    weeks: ['last'],
    daysOfWeek: ['Friday'],
    months: ['March'],
  },
  idle: base,
  registration: { ...base, delay: null },
  boot: { ...base, delay: null },
  logon: { ...base, delay: null, userId: null },
  sessionStateChange: { ...base, delay: null, userId: null, stateChange: 'SessionLock' },
  event: {
    ...base,
    delay: null,
    subscription: '*[System[EventID=102]]',
    periodOfOccurrence: null,
    numberOfOccurrences: 1,
    matchingElement: null,
    valueQueries: [],
  },
  kept: { ...base, element: 'WnfStateChangeTrigger', xml: '<WnfStateChangeTrigger/>' },
};

/** A trigger with the fields a test names. */
export function trigger<K extends TriggerKind>(kind: K, over: Partial<Omit<Of<K>, 'kind'>> = {}): Trigger {
  return { kind, ...defaults[kind], ...over } as unknown as Trigger;
}
