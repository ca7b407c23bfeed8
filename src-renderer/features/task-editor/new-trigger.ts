import type { Trigger, TriggerKind } from '../../../src-shared/model/task.js';
import { monthNames } from '../tasks/trigger-names.js';

/** What can be made with the form; others come with an import. */
export const triggerKinds = [
  'daily',
  'weekly',
  'monthly',
  'monthlyDayOfWeek',
  'time',
  'boot',
  'logon',
  'idle',
  'sessionStateChange',
  'registration',
  'event',
] as const satisfies readonly TriggerKind[];
export type NewKind = (typeof triggerKinds)[number];

/** @param start local boundary for the calendar kinds */
export function newTrigger(kind: NewKind, start: string): Trigger {
  const base = {
    id: null,
    enabled: true,
    startBoundary: null,
    endBoundary: null,
    repetition: null,
    executionTimeLimit: null,
  };
  const calendar = { ...base, startBoundary: start, randomDelay: null };
  const delayed = { ...base, delay: null };
  switch (kind) {
    case 'time':
      return { kind, ...calendar };
    case 'daily':
      return { kind, ...calendar, daysInterval: 1 };
    case 'weekly':
      return { kind, ...calendar, weeksInterval: 1, daysOfWeek: ['Monday'] };
    case 'monthly':
      return { kind, ...calendar, daysOfMonth: [1], months: [...monthNames] };
    case 'monthlyDayOfWeek':
      return { kind, ...calendar, weeks: [1], daysOfWeek: ['Monday'], months: [...monthNames] };
    case 'idle':
      return { kind, ...base };
    case 'boot':
    case 'registration':
      return { kind, ...delayed };
    case 'logon':
      return { kind, ...delayed, userId: null };
    case 'sessionStateChange':
      return { kind, ...delayed, userId: null, stateChange: 'SessionUnlock' };
    case 'event':
      return {
        kind,
        ...delayed,
        subscription:
          '<QueryList><Query><Select Path="TaskScheduler/Maintenance">*[System[EventID=807]]</Select></Query></QueryList>',
        periodOfOccurrence: null,
        numberOfOccurrences: 1,
        matchingElement: null,
        valueQueries: [],
      };
  }
}

type Monthly = Extract<Trigger, { kind: 'monthly' }>;

/** "1, 15, last" as days of a month; what is no day is left out. */
export function readDays(text: string): Monthly['daysOfMonth'] {
  const days = text.split(/[\s,;]+/).flatMap((word): Monthly['daysOfMonth'] => {
    if (/^last$/i.test(word)) return ['last'];
    const day = Number(word);
    return Number.isInteger(day) && day >= 1 && day <= 31 ? [day] : [];
  });
  return [...new Set(days)];
}
