import fc from 'fast-check';
import type { TaskDefinition, Trigger } from '../../src-shared/model/task.js';
import { buildTask } from './task-builder.js';
import { trigger } from './trigger-builder.js';

/** Boundaries around the changes of the clock, and elsewhere; half of them in a zone of their own. */
const boundary = fc
  .record({
    year: fc.constantFrom(2024, 2025, 2026, 2027),
    month: fc.constantFrom(1, 2, 3, 3, 6, 10, 10, 12),
    day: fc.constantFrom(1, 15, 25, 28, 29, 30, 31),
    hour: fc.constantFrom(0, 1, 2, 2, 2, 3, 9, 23),
    minute: fc.constantFrom(0, 30, 59),
    suffix: fc.constantFrom('', '', '', 'Z', '+05:30', '-08:00'),
  })
  .map(({ year, month, day, hour, minute, suffix }) => {
    // A day that the month lacks would be refused at registration.
    const date = new Date(Date.UTC(year, month - 1, Math.min(day, 28)));
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${date.toISOString().slice(0, 10)}T${two(hour)}:${two(minute)}:00${suffix}`;
  });

const repetition = fc.option(
  fc.constantFrom(
    { interval: 'PT6H', duration: 'P1D', stopAtDurationEnd: false },
    { interval: 'PT45M', duration: 'PT5H', stopAtDurationEnd: false },
    { interval: 'PT7H', duration: 'P3D', stopAtDurationEnd: true },
    { interval: 'P2D', duration: null, stopAtDurationEnd: false },
  ),
  { freq: 3 },
);

const common = fc.record({
  startBoundary: boundary,
  end: fc.constantFrom(null, null, null, '2027-06-30T12:00:00'),
  repetition,
  enabled: fc.constantFrom(true, true, true, true, false),
});

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const months = ['January', 'February', 'March', 'June', 'October', 'December'] as const;
const someDays = fc.uniqueArray(fc.constantFrom(...days), { minLength: 1, maxLength: 3 });
const someMonths = fc.uniqueArray(fc.constantFrom(...months), { minLength: 1, maxLength: 4 });

const kinds = fc.oneof(
  fc.constant({ kind: 'time' as const }),
  fc.record({ kind: fc.constant('daily' as const), daysInterval: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('weekly' as const),
    weeksInterval: fc.integer({ min: 1, max: 9 }),
    daysOfWeek: someDays,
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    daysOfMonth: fc.uniqueArray(fc.constantFrom(1, 15, 29, 30, 31, 'last' as const), { minLength: 1 }),
    months: someMonths,
  }),
  fc.record({
    kind: fc.constant('monthlyDayOfWeek' as const),
    weeks: fc.uniqueArray(fc.constantFrom(1, 2, 4, 'last' as const), { minLength: 1 }),
    daysOfWeek: someDays,
    months: someMonths,
  }),
);

const anyTrigger: fc.Arbitrary<Trigger> = fc
  .tuple(kinds, common)
  .map(([kind, { startBoundary, end, ...rest }]) => {
    const endBoundary = end !== null && end > startBoundary ? end : null;
    return trigger(kind.kind, { ...kind, startBoundary, endBoundary, ...rest } as never);
  });

/** A task with one to three calendar triggers that runs side by side with itself, so that each instant shows. */
export function anyDefinition(path: string): fc.Arbitrary<TaskDefinition> {
  return fc
    .array(anyTrigger, { minLength: 1, maxLength: 3 })
    .map((triggers) => buildTask(path, { triggers, settings: { multipleInstancesPolicy: 'parallel' } }));
}
