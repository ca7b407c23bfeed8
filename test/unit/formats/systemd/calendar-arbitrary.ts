import fc from 'fast-check';

/*
 * Calendar expressions of systemd that triggers can say: parts of every form, days and weekdays so combined
 * that a trigger has words for it.
 */

const two = (value: number) => String(value).padStart(2, '0');

function values(low: number, high: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: low, max: high });
  // From one value to the same is what systemd takes everywhere but among seconds.
  const range = fc
    .tuple(value, value)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => `${Math.min(a, b)}..${Math.max(a, b)}`);
  const step = fc
    .tuple(value, fc.integer({ min: 1, max: Math.max(1, high - low) }))
    .filter(([from, by]) => from + by <= high)
    .map(([from, by]) => `${from}/${by}`);
  const ranged = fc
    .tuple(range, fc.integer({ min: 1, max: high }))
    .filter(([of, by]) => {
      const [from = 0, to = 0] = of.split('..').map(Number);
      return from + by <= to;
    })
    .map(([of, by]) => `${of}/${by}`);
  const part = fc.oneof(value.map(two), range, step, ranged);
  return fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
}

const star = (of: fc.Arbitrary<string>) => fc.oneof(fc.constant('*'), of);
// Never all seven: with all of them a day from the end of February is what no trigger can say.
const weekdays = fc
  .subarray(['Mon', 'Tue', 'Wednesday', 'thu', 'Fri', 'SAT', 'Sun'], { minLength: 1, maxLength: 6 })
  .map((days) => days.join(','));
const weekdayRange = fc.constantFrom('Mon..Fri', 'Sat,Sun', 'Mon,Wed..Sat', 'Sat..Sun');
const weeks = fc.constantFrom('01..07', '08..14', '15..21', '22..28', '01..14', '1..7,15..21');
const notFebruary = fc.constantFrom('01', '04,06', '03..12', '1,12', '06/2');

const year = fc.constantFrom('', '*-', '2026-', '2026..2028-', '26,28-');
const date = fc.oneof(
  fc.tuple(year, star(values(1, 12)), star(values(1, 31))).map(([y, m, d]) => `${y}${m}-${d}`),
  fc.tuple(year, star(values(1, 12))).map(([y, m]) => `${y}${m}~01`),
  fc
    .tuple(
      year,
      notFebruary,
      fc.constantFrom('~02', '~03..05', '~07/1', '~10/4', '~1,3', '~28', '~27..28/2', '~3..8/2', '~3..9/2'),
    )
    .map(([y, m, d]) => `${y}${m}${d}`),
);
const days = fc.oneof(
  date,
  fc.oneof(weekdays, weekdayRange),
  fc
    .tuple(fc.oneof(weekdays, weekdayRange), star(values(1, 12)), weeks)
    .map(([w, m, d]) => `${w} *-${m}-${d}`),
  fc.tuple(fc.oneof(weekdays, weekdayRange), star(values(1, 12))).map(([w, m]) => `${w} ${m}~07/1`),
  fc.constant(''),
);
const time = fc.oneof(
  fc.constant(''),
  fc.tuple(star(values(0, 23)), star(values(0, 59))).map(([h, m]) => `${h}:${m}`),
  fc.tuple(values(0, 23), values(0, 59), values(0, 59)).map(([h, m, s]) => `${h}:${m}:${s}`),
);

/** An expression whose times a translated task has. */
export const calendarExpression = fc
  .oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(days, time).map((parts) => parts.filter((part) => part !== '').join(' ')),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'minutely',
        'hourly',
        'daily',
        'weekly',
        'monthly',
        'yearly',
        'quarterly',
        'semiannually',
      ),
    },
  )
  .filter((text) => text !== '');
