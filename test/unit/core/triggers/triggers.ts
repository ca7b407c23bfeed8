import { monthNames, type Repetition, type Trigger } from '../../../../src-shared/model/task.js';

type Of<K extends Trigger['kind']> = Extract<Trigger, { kind: K }>;

const base = {
  id: null,
  enabled: true,
  startBoundary: '2026-01-01T08:00:00',
  endBoundary: null,
  repetition: null,
  executionTimeLimit: null,
};
const calendar = { ...base, randomDelay: null };

export function time(over: Partial<Of<'time'>> = {}): Of<'time'> {
  return { ...calendar, kind: 'time', ...over };
}
export function daily(over: Partial<Of<'daily'>> = {}): Of<'daily'> {
  return { ...calendar, kind: 'daily', daysInterval: 1, ...over };
}
export function weekly(over: Partial<Of<'weekly'>> = {}): Of<'weekly'> {
  return { ...calendar, kind: 'weekly', weeksInterval: 1, daysOfWeek: ['Monday'], ...over };
}
export function monthly(over: Partial<Of<'monthly'>> = {}): Of<'monthly'> {
  return { ...calendar, kind: 'monthly', daysOfMonth: [1], months: [...monthNames], ...over };
}
export function monthlyDayOfWeek(over: Partial<Of<'monthlyDayOfWeek'>> = {}): Of<'monthlyDayOfWeek'> {
  return {
    ...calendar,
    kind: 'monthlyDayOfWeek',
    weeks: [1],
    daysOfWeek: ['Monday'],
    months: [...monthNames],
    ...over,
  };
}
export function boot(): Of<'boot'> {
  return { ...base, kind: 'boot', delay: null };
}
export function idle(): Of<'idle'> {
  return { ...base, kind: 'idle' };
}
export function every(interval: string, duration: string | null = null): Repetition {
  return { interval, duration, stopAtDurationEnd: false };
}
