import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCrontab } from '../../../../src-main/formats/crontab/read.js';
import { bytesOf } from '../fixtures.js';
import { instantsOf, minutesOf } from '../translate/instants.js';

/*
 * The reference: cron's own test of a minute, written down anew, asked for every minute of a stretch.
 */
function matches(field: string, value: number, low: number, high: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from, to] = range === '*' ? [low, high] : range.split('-').map(Number);
    const last = to ?? from ?? 0;
    return value >= (from ?? 0) && value <= last && (value - (from ?? 0)) % Number(step) === 0;
  });
}

/** Asks each field for each of its values once; the minutes are asked afterwards. */
function entryTest(entry: string): (local: Date) => boolean {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = entry.split(' ');
  const asked = (field: string, low: number, high: number) =>
    Array.from({ length: high + 1 }, (_, value) => value >= low && matches(field, value, low, high));
  const [minutes, hours, days, months, weekdays] = [
    asked(minute, 0, 59),
    asked(hour, 0, 23),
    asked(day, 1, 31),
    asked(month, 1, 12),
    asked(weekday, 0, 7),
  ];
  const both = day.startsWith('*') || weekday.startsWith('*');
  return (local) => {
    const onDay = days[local.getUTCDate()] === true;
    const onWeekday =
      weekdays[local.getUTCDay()] === true || (local.getUTCDay() === 0 && weekdays[7] === true);
    return (
      minutes[local.getUTCMinutes()] === true &&
      hours[local.getUTCHours()] === true &&
      months[local.getUTCMonth() + 1] === true &&
      (both ? onDay && onWeekday : onDay || onWeekday)
    );
  };
}

const field = (low: number, high: number) => {
  const value = fc.integer({ min: low, max: high });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: high });
  const part = fc.oneof(
    value.map(String),
    range,
    fc.tuple(range, step).map(([of, by]) => `${of}/${by}`),
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 1, arbitrary: step.map((by) => `*/${by}`) },
    { weight: 3, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(',')) },
  );
};

const entry = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
  // An asterisk with a step beside a restricted other field is what no trigger can say; it has a test of its own.
  .filter(
    ([, , day, , weekday]) =>
      !(day.startsWith('*/') && weekday !== '*') && !(weekday.startsWith('*/') && day !== '*'),
  )
  .map((fields) => fields.join(' '));

function translated(text: string, name = 'crontab') {
  return readCrontab(bytesOf(`${text}\n`), name).tasks;
}

describe('instants of a crontab entry', () => {
  it('CT-10 are those of cron, minute by minute, for any entry', () => {
    fc.assert(
      fc.property(entry, fc.constantFrom('2026-01-28', '2026-05-30', '2028-02-27'), (fields, day) => {
        const from = Date.parse(`${day}T00:00:00Z`);
        const to = new Date(from + 9 * 86_400_000).toISOString().slice(0, 19);
        const expected: number[] = [];
        const runs = entryTest(fields);
        for (const minute of minutesOf(`${day}T00:01:00`, to, 'UTC')) {
          if (runs(minute.local)) expected.push(minute.at);
        }
        expect(instantsOf(translated(`${fields} true`), `${day}T00:00:00Z`, `${to}Z`, 'UTC')).toEqual(
          expected,
        );
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it('CT-23 stay at the times of the clock when the clock changes, each once', () => {
    // Europe/Berlin: 2026-03-29 has no hour 2, 2026-10-25 has it twice.
    const zone = 'Europe/Berlin';
    const steady = fc
      .tuple(field(0, 59), fc.constantFrom('0', '3-4', '5-23', '4,6-22/2', '*'))
      .map(([m, h]) => `${m} ${h} * * *`);
    fc.assert(
      fc.property(steady, fc.constantFrom('2026-03-28', '2026-10-24'), (fields, day) => {
        const to = new Date(Date.parse(`${day}T00:00:00Z`) + 3 * 86_400_000).toISOString().slice(0, 19);
        const expected = new Set<number>();
        const runs = entryTest(fields);
        const everyHour = fields.split(' ')[1] === '*';
        for (const minute of minutesOf(`${day}T00:01:00`, to, zone)) {
          const missing =
            day === '2026-03-28' && minute.local.getUTCDate() === 29 && minute.local.getUTCHours() === 2;
          if (!runs(minute.local) || (everyHour && missing)) continue;
          expected.add(minute.at);
          // Every hour means every hour that passes: the repeated one as well, as cron does it.
          const repeated =
            day === '2026-10-24' && minute.local.getUTCDate() === 25 && minute.local.getUTCHours() === 2;
          if (everyHour && repeated) expected.add(minute.at + 3_600_000);
        }
        const begin = new Date(
          [...minutesOf(`${day}T00:00:00`, `${day}T00:00:00`, zone)][0]?.at ?? 0,
        ).toISOString();
        const end = new Date([...minutesOf(to, to, zone)][0]?.at ?? 0).toISOString();
        expect(instantsOf(translated(`${fields} true`), begin, end, zone)).toEqual(
          [...expected].sort((a, b) => a - b),
        );
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
