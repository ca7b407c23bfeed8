import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLaunchd } from '../../../../src-main/formats/launchd/read.js';
import { bytesOf } from '../fixtures.js';
import { instantsOf, minutesOf } from '../translate/instants.js';

/** What a task made so is advised against, whoever wrote it. */
const advised = new Set(['Settings', 'BootTrigger', 'LogonTrigger']);

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`;

function job(inner: string, name = 'org.example.job.plist') {
  return readLaunchd(bytesOf(`${head}<dict>\n${inner}\n</dict>\n</plist>\n`), name);
}

const program = '<key>ProgramArguments</key><array><string>/usr/bin/a</string><string>-x</string></array>';

function definition(inner: string, name?: string) {
  const { tasks, fileProblems } = job(`${program}\n${inner}`, name);
  const task = tasks[0]?.definition ?? null;
  if (task === null) throw new Error(JSON.stringify([fileProblems, tasks]));
  return task;
}

function said(inner: string, name?: string) {
  const { tasks, fileProblems } = job(inner, name);
  return [...fileProblems, ...tasks.flatMap(({ problems }) => problems)]
    .filter(({ element }) => !advised.has(element ?? ''))
    .map(({ severity, line, element }) => [severity, line, element]);
}

describe('readLaunchd', () => {
  it('CT-10 a job becomes a task', () => {
    expect(
      definition(`<key>Label</key><string>org.example.backup</string>
<key>StartCalendarInterval</key><dict><key>Hour</key><integer>3</integer><key>Minute</key><integer>30</integer></dict>
<key>WorkingDirectory</key><string>/srv</string>
<key>EnvironmentVariables</key><dict><key>REPO</key><string>/mnt/b</string></dict>
<key>UserName</key><string>ana</string>
<key>LowPriorityIO</key><true/>`),
    ).toMatchObject({
      path: '\\org.example.backup',
      triggers: [{ kind: 'daily', startBoundary: '2025-01-01T03:30:00' }],
      principal: { userId: 'ana' },
      settings: { startWhenAvailable: true, priority: 7, multipleInstancesPolicy: 'ignoreNew' },
      actions: [
        {
          command: '/usr/bin/a',
          arguments: ['-x'],
          workingDirectory: '/srv',
          environment: { REPO: '/mnt/b' },
        },
      ],
    });
  });

  it('CT-10 Program names the file, ProgramArguments what it is told', () => {
    const { tasks } = job(
      '<key>Program</key><string>/bin/b</string><key>ProgramArguments</key><array><string>b</string><string>c</string></array><key>RunAtLoad</key><true/>',
    );
    expect(tasks[0]?.definition?.actions).toMatchObject([{ command: '/bin/b', arguments: ['c'] }]);
  });

  it('CT-10 an interval, at load: by logon for an agent, by boot for a daemon', () => {
    expect(definition('<key>StartInterval</key><integer>5400</integer>').triggers).toMatchObject([
      { kind: 'time', repetition: { interval: 'PT1H30M', duration: null } },
    ]);
    const kinds = (name: string) =>
      definition('<key>RunAtLoad</key><true/>', name).triggers.map(({ kind }) => kind);
    expect(kinds('/Library/LaunchDaemons/a.plist')).toEqual(['boot', 'registration']);
    expect(kinds('/Users/ana/Library/LaunchAgents/a.plist')).toEqual(['logon', 'registration']);
  });

  it('CT-10 the instants are those of the dictionaries, minute by minute', () => {
    const key = (name: string, low: number, high: number) =>
      fc.option(
        fc.integer({ min: low, max: high }).map((value) => [name, value] as const),
        { nil: null },
      );
    const interval = fc
      .tuple(
        key('Minute', 0, 59),
        key('Hour', 0, 23),
        key('Day', 1, 31),
        key('Weekday', 0, 7),
        key('Month', 1, 12),
      )
      .map((parts) => new Map(parts.filter((part) => part !== null)));
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 2 }), (intervals) => {
        const dicts = intervals.map(
          (of) =>
            `<dict>${[...of].map(([name, value]) => `<key>${name}</key><integer>${value}</integer>`).join('')}</dict>`,
        );
        const task = job(`${program}<key>StartCalendarInterval</key><array>${dicts.join('')}</array>`).tasks;
        const expected: number[] = [];
        for (const { local, at } of minutesOf('2026-02-26T00:01:00', '2026-03-05T00:00:00', 'UTC')) {
          const hit = intervals.some((of) => {
            const is = (name: string, value: number) => !of.has(name) || of.get(name) === value;
            const weekday = of.get('Weekday');
            const onWeekday = weekday !== undefined && weekday % 7 === local.getUTCDay();
            const onDay = of.get('Day') === local.getUTCDate();
            const days = of.has('Day') || of.has('Weekday') ? onDay || onWeekday : true;
            return (
              is('Minute', local.getUTCMinutes()) &&
              is('Hour', local.getUTCHours()) &&
              is('Month', local.getUTCMonth() + 1) &&
              days
            );
          });
          if (hit) expected.push(at);
        }
        expect(instantsOf(task, '2026-02-26T00:00:00Z', '2026-03-05T00:00:00Z', 'UTC')).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('CT-10 says line by line what is not honoured', () => {
    expect(
      said(`${program}
<key>StartInterval</key><integer>30</integer>
<key>KeepAlive</key><true/>
<key>WatchPaths</key><array><string>/etc</string></array>
<key>StandardOutPath</key><string>/tmp/o</string>
<key>ThrottleInterval</key><integer>9</integer>
<key>AbandonProcessGroup</key><false/>
<key>SomethingNew</key><string>x</string>`),
    ).toEqual([
      ['warning', 6, 'StartInterval'],
      ['note', 6, 'StartInterval'],
      ['warning', 7, 'KeepAlive'],
      ['warning', 8, 'WatchPaths'],
      ['note', 9, 'StandardOutPath'],
      ['note', 10, 'ThrottleInterval'],
      ['note', 12, 'SomethingNew'],
    ]);
  });

  it.each([
    ['', ['error', 4, 'ProgramArguments']],
    [
      `${program}<key>StartCalendarInterval</key><dict><key>Hour</key><integer>24</integer></dict>`,
      ['error', 5, 'StartCalendarInterval'],
    ],
    [
      `${program}<key>StartCalendarInterval</key><dict><key>hour</key><integer>2</integer></dict>`,
      ['error', 5, 'StartCalendarInterval'],
    ],
    [`${program}<key>StartInterval</key><integer>-1</integer>`, ['error', 5, 'StartInterval']],
    [`${program}<key>StartInterval</key><string>60</string>`, ['error', 5, 'StartInterval']],
    ['<key>ProgramArguments</key><array><integer>1</integer></array>', ['error', 5, 'ProgramArguments']],
    [`${program}<key>A</key>`, ['error', 5, 'plist']],
    [`${program}<key>StartInterval</key><integer>x</integer>`, ['error', 5, 'plist']],
    [`${program}<key>RunAtLoad</key><true/><key>RunAtLoad</key><true/>`, ['error', 5, 'plist']],
  ])('CT-10 %s is refused with its place', (inner, expected) => {
    expect(said(inner)).toContainEqual(expected);
  });

  it.each([
    '<!DOCTYPE plist [<!ENTITY a "b">]><plist><dict/></plist>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x" [<!ENTITY a "b">]><plist><dict/></plist>',
    '<!DOCTYPE plist SYSTEM "file:///etc/passwd" ><plist><dict><key>A</key><string>&a;</string></dict></plist>',
    'bplist00',
    '<plist><array/></plist>',
    '<a/>',
    '',
  ])('hostile or foreign: %j is refused, not thrown', (text) => {
    const { tasks, fileProblems } = readLaunchd(bytesOf(text), 'x.plist');
    expect(
      [...tasks.flatMap(({ problems }) => problems), ...fileProblems].some(
        ({ severity }) => severity === 'error',
      ),
    ).toBe(true);
  });
});
