import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src-main/formats/systemd/calendar.js';
import { readUnits } from '../../../src-main/formats/systemd/read.js';
import { missing, titled } from '../../support/requirements.js';
import { calendarExpression } from '../../unit/formats/systemd/calendar-arbitrary.js';
import { firstInstants } from '../../unit/formats/translate/instants.js';

/*
 * systemd's own calculator as the judge. It computes and prints; nothing of systemd is started.
 */
const reason = missing('systemd-analyze');
const count = 40;

interface Judgement {
  valid: boolean;
  instants: number[];
}

/** The next instants after `base` by systemd, or that it refuses the expression. */
function judged(expression: string, base: string): Judgement {
  try {
    const out = execFileSync(
      'systemd-analyze',
      [
        'calendar',
        `--iterations=${count}`,
        `--base-time=${base.replace('T', ' ').replace('Z', ' UTC')}`,
        '--',
        expression,
      ],
      {
        env: { ...process.env, TZ: 'UTC', LANG: 'C' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const instants = [
      ...out.matchAll(/^\s*(?:Next elapse|Iter(?:ation|\.) #\d+): \w{3} (\S+) (\S+) UTC$/gm),
    ].map(([, day, time]) => Date.parse(`${day}T${time}Z`));
    return { valid: true, instants };
  } catch {
    return { valid: false, instants: [] };
  }
}

function timer(expression: string) {
  const text = `[Timer]\nOnCalendar=${expression}\n[Service]\nExecStart=/bin/true\n`;
  return readUnits([{ file: 'x.timer', bytes: new TextEncoder().encode(text) }])[0]?.tasks ?? [];
}

describe.skipIf(reason !== null)(titled('calendar expressions against systemd-analyze', reason), () => {
  it('CT-10 the instants of a translated timer are those that systemd computes', () => {
    fc.assert(
      fc.property(
        calendarExpression,
        fc.constantFrom('2026-01-31T11:59:59Z', '2027-12-30T23:00:00Z', '2028-02-26T00:00:00Z'),
        (expression, base) => {
          const { valid, instants } = judged(expression, base);
          expect(valid).toBe(true);
          expect(firstInstants(timer(expression), base, count, 'UTC')).toEqual(instants);
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);

  it.each([
    '*:*/15',
    '*-*/2-1',
    'Sun..Mon 10:00',
    'Mon-Fri 10:00',
    '24:00',
    'Mon,',
    '*-*-0',
    '12:5..1',
    '26-1-1',
    '2026-13-1',
    '00:00:60',
    '*~1',
    '05~1 3:00',
    '~1',
    '1-1',
    '*-*-1,*',
    '10',
    '10:',
    '*-*-* 10',
    '*-* 10:00',
    'daily 5:00',
    'daily UTC',
    'Monday..Fri,Sun',
    '*-*-*T10:00',
    'Mon..Fri..Sat',
    '*:50/7',
    '*-10/3-1',
    '1970-1-1',
    '10:00 Europe/Berlin',
    'Fri *-*-13',
    'constructor',
    '',
    '2026..2030-1-1',
    'Sat,Thu,Mon..Wed,Sat..Sun',
    'Wed, 17:48',
    '12,14,13,12:20,10,30',
    '*-*-* 0:0:0 UTC',
    '03-05 08:05:40',
    '*:0/0',
    '*:1..5/0',
    'Mon Tue 10:00',
    '*-*-32',
    '99999-1-1',
  ])('CT-10 %j is taken or refused as systemd does it', (expression) => {
    const taken = () => {
      try {
        readCalendar(expression);
        return true;
      } catch {
        return false;
      }
    };
    expect(taken()).toBe(judged(expression, '2026-01-01T00:00:00Z').valid);
  });
});
