import { describe, expect, it } from 'vitest';
import { TaskDefinition } from '../../../../src-shared/model/task.js';
import { readTaskXml } from '../../../../src-main/formats/task-xml/read.js';
import { bytesOf, fixture } from '../fixtures.js';

function read(name: string) {
  return readTaskXml(fixture(`task-xml/${name}`), `/somewhere/${name}`);
}

/** The definition of a valid fixture; it meets the model's own schema. */
function taskOf(name: string): TaskDefinition {
  const { task, problems } = read(name);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (task === null) throw new Error('not valid');
  return TaskDefinition.parse(task);
}

const namespace = 'http://schemas.microsoft.com/windows/2004/02/mit/task';

/** A small document around some parts; its Task element stands in line 1. */
function document({
  version = '1.4',
  settings = '',
  triggers = '',
  rest = '',
  actions = '<Exec><Command>true</Command></Exec>',
}) {
  const text = `<Task version="${version}" xmlns="${namespace}"><RegistrationInfo><URI>\\T</URI></RegistrationInfo>
<Triggers>${triggers}</Triggers>
<Settings>${settings}</Settings>
${rest}
<Actions>${actions}</Actions></Task>`;
  return readTaskXml(bytesOf(text), 't.xml');
}

/** Errors as `line element value code`. */
function errors({ problems }: ReturnType<typeof readTaskXml>): string[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ line, element, value, code }) =>
        `${line} ${element} ${value === null || value === '' ? '-' : value} ${code}`,
    );
}

describe('real kinds of documents', () => {
  it('reads one without a version as the newest that is known', () => {
    const task = taskOf('sdk-style-without-version.xml');
    expect(task).toMatchObject({
      version: '1.4',
      path: '\\sdk-style-without-version',
      principal: { groupId: 'Builtin\\Administrators', userId: null, id: null },
      triggers: [
        { kind: 'logon', userId: 'DOMAIN_NAME\\UserName', endBoundary: '2006-01-01T00:00:00-08:00' },
      ],
      settings: { executionTimeLimit: 'PT72H', priority: 7, useUnifiedSchedulingEngine: false },
    });
    expect(read('sdk-style-without-version.xml').problems).toContainEqual(
      expect.objectContaining({ severity: 'note', element: 'URI' }),
    );
  });

  it('reads version 1.1 with the settings that Windows exports in it', () => {
    expect(taskOf('v1.1-daily-hourly.xml')).toMatchObject({
      version: '1.1',
      triggers: [{ kind: 'daily', repetition: { interval: 'PT1H', duration: 'P1D' }, daysInterval: 1 }],
      settings: { idleSettings: { duration: 'PT600S', stopOnIdleEnd: false } },
      actions: [{ arguments: 'generate /scheduled /Task:"Test Report"' }],
    });
  });

  it('reads an export of the console', () => {
    const task = taskOf('v1.4-console-export.xml');
    expect(task.registrationInfo.description).toBe('Αντίγραφα & έλεγχος');
    expect(task.triggers).toMatchObject([
      { kind: 'weekly', weeksInterval: 2, daysOfWeek: ['Monday', 'Friday'], randomDelay: 'PT30M' },
      { kind: 'monthlyDayOfWeek', weeks: [1, 'last'], daysOfWeek: ['Sunday'], months: ['January', 'July'] },
    ]);
    expect(task.settings).toMatchObject({
      multipleInstancesPolicy: 'stopExisting',
      restartOnFailure: { interval: 'PT1M', count: 999 },
      networkSettings: { name: 'Home' },
    });
    expect(task.actions[1]).toMatchObject({ arguments: '/d /c echo done >> log.txt 2>&1' });
  });

  it.each([
    ['utf16le-bom.xml', []],
    ['utf16le-no-bom.xml', []],
    ['utf16be-bom.xml', []],
    ['utf16be-no-bom.xml', []],
    ['utf8-bom-says-utf16.xml', ['UTF-16']],
    ['windows-1253.xml', []],
    ['utf16le-says-utf8.xml', ['UTF-8']],
  ])('%s holds the same task', (name, notes) => {
    expect(taskOf(name)).toEqual(taskOf('v1.4-console-export.xml'));
    const about = read(name).problems.filter(({ element }) => element === '?xml');
    expect(about.map(({ value }) => value)).toEqual(notes);
  });

  it('refuses bytes that are not what the file declares, with the line', () => {
    expect(read('windows-1253-says-utf8.xml')).toMatchObject({
      task: null,
      problems: [{ severity: 'error', line: 6, value: 'UTF-8', code: '0x8004131A' }],
    });
  });

  it('WAM-01 WAM-45 reads a maintenance task', () => {
    expect(taskOf('v1.4-maintenance.xml')).toMatchObject({
      path: '\\Contoso\\Maintenance\\Clean up',
      maintenance: { period: 'P2D', deadline: 'P14D', exclusive: false },
      triggers: [],
    });
  });

  it('keeps what Windows writes and the schema lacks, and says so', () => {
    const task = taskOf('v1.6-system-wnf.xml');
    expect(task.triggers).toMatchObject([
      { kind: 'kept', element: 'WnfStateChangeTrigger', enabled: true },
      { kind: 'boot', id: 'Boot', delay: 'PT1M' },
    ]);
    expect(task.triggers[0]).toHaveProperty(
      'xml',
      expect.stringContaining('<StateName>7508BCA3380C960C</StateName>'),
    );
    expect(task.keptXml).toEqual([
      '<?in Settings?><BrandNewSetting level="3">\n      <Inner>x</Inner>\n    </BrandNewSetting>',
    ]);
    expect(task.actions).toEqual([
      {
        kind: 'comHandler',
        id: null,
        classId: '{84F0FAE1-C27B-4F6F-807B-28CF6F96287D}',
        data: '/RuntimeWide',
      },
    ]);
    const notes = read('v1.6-system-wnf.xml').problems.map(
      ({ severity, element }) => `${severity} ${element}`,
    );
    expect(notes).toEqual(
      expect.arrayContaining(
        [
          '?xml',
          'SecurityDescriptor',
          'WnfStateChangeTrigger',
          'UserId',
          'RequiredPrivileges',
          'BrandNewSetting',
          'ClassId',
        ].map((element) => `note ${element}`),
      ),
    );
  });

  it('reads events, sessions, mail and boxes; keeps Data as it is', () => {
    const task = taskOf('v1.2-events-and-mail.xml');
    expect(task.triggers.map(({ kind }) => kind)).toEqual([
      'event',
      'sessionStateChange',
      'registration',
      'idle',
    ]);
    expect(task.triggers[0]).toMatchObject({
      subscription: expect.stringMatching(/^<QueryList>/),
      numberOfOccurrences: 3,
      valueQueries: [{ name: 'EventRecordID' }, { name: 'Channel', query: 'Event/System/Channel' }],
    });
    expect(task.settings).toMatchObject({ enabled: true, hidden: true });
    expect(task.data).toContain(
      '<settings xmlns="urn:someone:else"><depth>3</depth><!-- kept as it is --></settings>',
    );
    expect(task.actions.map((action) => action.kind === 'kept' && action.element)).toEqual([
      'ShowMessage',
      'SendEmail',
    ]);
  });

  it('reads a document with a prefix, an old path, and data of other namespaces', () => {
    const task = taskOf('prefixed-namespace.xml');
    expect(task).toMatchObject({ path: '\\Old style path\\Task', triggers: [{ kind: 'time' }] });
    expect(task.data).toContain('xmlns:my="urn:someone:else"');
    expect(task.data).toContain(`xmlns:t="${namespace}"`);
  });

  it('reads Caretaker’s own elements', () => {
    expect(taskOf('own-namespace.xml')).toMatchObject({
      settings: { yield: 'slow', critical: true, retryAfter: 'PT30M' },
      maintenance: { period: 'P1D', deadline: 'P3D', exclusive: true },
      actions: [
        {
          arguments: ['backup', '/home/ana and co'],
          environment: { RESTIC_REPOSITORY: '/mnt/b' },
          environmentFile: '~/.config/restic/env',
        },
      ],
    });
  });
});

describe('every problem is told, with line, element, value and code', () => {
  it('all of a file full of mistakes', () => {
    const result = read('full-of-mistakes.xml');
    expect(result.task).toBeNull();
    expect(errors(result)).toEqual([
      '4 URI \\Bad\\\\Path 0x8007007B',
      '8 StartBoundary 2026-02-30T08:00:00 0x80041318',
      '10 DaysInterval 400 0x80041318',
      '13 CalendarTrigger - 0x80041329',
      '17 Day 32 0x80041318',
      '20 Janury - 0x80041316',
      '24 StartBoundary - 0x80041319',
      '25 Enabled maybe 0x80041318',
      '27 SunriseTrigger - 0x80041316',
      '32 GroupId Users 0x80041316',
      '33 LogonType Interactive 0x80041318',
      '35 Principal Other 0x8004131D',
      '39 Enabled false 0x80041316',
      '40 DontStopIfGoingOnBatteries true 0x80041316',
      '41 Hiden true 0x80041316',
      '42 Priority 11 0x80041318',
      '43 ExecutionTimeLimit 2 hours 0x80041318',
      '45 MaintenanceSettings - 0x80041316',
      '45 Period - 0x80041319',
      '46 Deadline P1D 0x80041318',
      '49 Interval PT10S 0x80041318',
      '50 Count 1000 0x80041318',
      '54 Command - 0x80041319',
    ]);
  });

  it('the nearest known name is the remedy', () => {
    const { problems } = read('full-of-mistakes.xml');
    const messageOf = (element: string) => problems.find((each) => each.element === element)?.message;
    expect(messageOf('Hiden')).toContain('did you mean Hidden?');
    expect(messageOf('Janury')).toContain('did you mean January?');
    expect(messageOf('SunriseTrigger')).toContain('remove it');
  });

  it.each([
    [
      { version: '1.2', settings: '<UseUnifiedSchedulingEngine>false</UseUnifiedSchedulingEngine>' },
      '3 UseUnifiedSchedulingEngine false 0x80041316',
    ],
    [
      {
        version: '1.2',
        settings: '<DisallowStartOnRemoteAppSession>false</DisallowStartOnRemoteAppSession>',
      },
      '3 DisallowStartOnRemoteAppSession false 0x80041316',
    ],
    [{ version: '1.3', settings: '<Volatile>false</Volatile>' }, '3 Volatile false 0x80041316'],
    [{ settings: '<NewThing>1</NewThing>' }, '3 NewThing 1 0x80041316'],
    [{ version: '1.6', settings: '<Enabeld>true</Enabeld>' }, '3 Enabeld true 0x80041316'],
    [{ settings: 'text' }, '3 Settings text 0x80041316'],
    [{ settings: '<Priority>high</Priority>' }, '3 Priority high 0x80041318'],
    [{ settings: '<Hidden>True</Hidden>' }, '3 Hidden True 0x80041318'],
    [{ settings: '<Hidden/>' }, '3 Hidden - 0x80041318'],
    [{ settings: '<Hidden xmlns="urn:x">true</Hidden>' }, '3 Hidden urn:x 0x80041317'],
    [{ settings: '<RestartOnFailure><Count>3</Count></RestartOnFailure>' }, '3 Interval - 0x80041319'],
    [
      { settings: '<MultipleInstancesPolicy>Ignore</MultipleInstancesPolicy>' },
      '3 MultipleInstancesPolicy Ignore 0x80041318',
    ],
    [{ settings: '<Hidden><b>true</b></Hidden>' }, '3 b - 0x80041316'],
    [{ settings: '<c:Yeld xmlns:c="urn:caretaker:task:1">slow</c:Yeld>' }, '3 Yeld slow 0x80041316'],
    [{ rest: '<Triggers/>' }, '4 Triggers - 0x80041316'],
    [{ actions: '' }, '5 Actions - 0x80041319'],
    [{ actions: '<Exec><Command></Command></Exec>' }, '5 Command - 0x80041318'],
    [{ actions: '<ComHandler/>' }, '5 ClassId - 0x80041319'],
    [{ triggers: '<TimeTrigger><StartBoundary/></TimeTrigger>' }, '2 StartBoundary - 0x80041318'],
    [
      { triggers: '<CalendarTrigger><StartBoundary>2026-01-01T00:00:00</StartBoundary></CalendarTrigger>' },
      '2 ScheduleByDay - 0x80041319',
    ],
    [{ triggers: '<SessionStateChangeTrigger/>' }, '2 StateChange - 0x80041319'],
    [{ triggers: '<EventTrigger/>' }, '2 Subscription - 0x80041319'],
    [{ triggers: '<BootTrigger><Repetition/></BootTrigger>' }, '2 Interval - 0x80041319'],
  ])('%j', (parts, expected) => {
    expect(errors(document(parts))).toContain(expected);
  });

  it('SCHED_E_MISSINGNODE for empty lists of a schedule', () => {
    const of = (schedule: string) =>
      errors(
        document({
          triggers: `<CalendarTrigger><StartBoundary>2026-01-01T00:00:00</StartBoundary>${schedule}</CalendarTrigger>`,
        }),
      );
    expect(of('<ScheduleByDay/>')).toEqual([]);
    expect(of('<ScheduleByWeek/>')).toEqual(['2 DaysOfWeek - 0x80041319']);
    expect(of('<ScheduleByWeek><DaysOfWeek/></ScheduleByWeek>')).toEqual(['2 Sunday - 0x80041319']);
    expect(of('<ScheduleByMonth/>')).toEqual(['2 DaysOfMonth - 0x80041319']);
    expect(of('<ScheduleByMonth><DaysOfMonth/></ScheduleByMonth>')).toEqual(['2 Day - 0x80041319']);
    expect(of('<ScheduleByMonth><DaysOfMonth><Day>Last</Day></DaysOfMonth></ScheduleByMonth>')).toEqual([]);
    expect(of('<ScheduleByMonth><DaysOfMonth><Day>1</Day></DaysOfMonth><Months/></ScheduleByMonth>')).toEqual(
      ['2 January - 0x80041319'],
    );
    expect(of('<ScheduleByMonthDayOfWeek/>')).toEqual(['2 Weeks - 0x80041319', '2 DaysOfWeek - 0x80041319']);
    expect(of('<ScheduleByDay/><ScheduleByWeek><DaysOfWeek><Monday/></DaysOfWeek></ScheduleByWeek>')).toEqual(
      ['2 ScheduleByWeek - 0x80041316'],
    );
  });

  it('too many of a kind', () => {
    const boot = '<BootTrigger/>';
    expect(errors(document({ triggers: boot.repeat(48) }))).toEqual([]);
    expect(errors(document({ triggers: boot.repeat(49) }))).toEqual(['2 Triggers 49 0x8004131D']);
    const exec = '<Exec><Command>true</Command></Exec>';
    expect(errors(document({ actions: exec.repeat(33) }))).toEqual(['5 Actions 33 0x8004131D']);
  });

  it.each([
    ['1.0', '0x80041313'],
    ['1.7', '0x80041313'],
    ['2.0', '0x80041313'],
    ['0.9', '0x80041313'],
    ['', '0x80041318'],
    ['new', '0x80041318'],
    ['1', '0x80041318'],
  ])('version %j is refused', (version, code) => {
    expect(document({ version })).toMatchObject({
      task: null,
      problems: [{ element: 'Task', line: 1, code }],
    });
  });

  it.each(['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.2.0.1'])('version %s is read', (version) => {
    expect(document({ version }).task?.version).toBe(version.slice(0, 3));
  });

  it.each([
    ['<Task version="1.2"><Actions/></Task>', 'Task', '0x80041317'],
    ['<Task xmlns="urn:x"><Actions/></Task>', 'Task', '0x80041317'],
    ['<Tasks/>', 'Tasks', '0x80041316'],
    [`<Task xmlns="${namespace}"/>`, 'Actions', '0x80041319'],
    ['<Task', null, '0x8004131A'],
    ['', null, '0x8004131A'],
    ['{}', null, '0x8004131A'],
  ])('%s is refused', (text, element, code) => {
    const { task, problems } = readTaskXml(bytesOf(text), 't.xml');
    expect(task).toBeNull();
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', element, code }));
  });

  it('warns of an attribute that means nothing', () => {
    const { task, problems } = document({ actions: '<Exec ID="x"><Command>true</Command></Exec>' });
    expect(task).not.toBeNull();
    expect(problems).toMatchObject([{ severity: 'warning', element: 'ID', value: 'x' }]);
  });
});

describe('hostile files', () => {
  function timed(bytes: Uint8Array) {
    const began = performance.now();
    const result = readTaskXml(bytes, 'evil.xml');
    expect(performance.now() - began).toBeLessThan(5000);
    expect(result.task).toBeNull();
    return result.problems;
  }

  it('ten megabytes give one clear error at once', () => {
    const began = performance.now();
    const { problems } = readTaskXml(new Uint8Array(10_000_000).fill(0x20), 'big.xml');
    expect(performance.now() - began).toBeLessThan(500);
    expect(problems).toMatchObject([{ severity: 'error', line: null }]);
    expect(problems[0]?.message).toContain('the file has 10.0 MB');
  });

  it('a document type gives one error', () => {
    const text = `<?xml version="1.0"?>\n<!DOCTYPE Task [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<Task xmlns="${namespace}">&x;</Task>`;
    expect(timed(bytesOf(text))).toMatchObject([{ line: 2, element: '!DOCTYPE', code: '0x8004131A' }]);
  });

  it('ten thousand unknown elements are all told, in bounded time', () => {
    const problems = timed(
      bytesOf(`<Task xmlns="${namespace}"><Settings>${'<Bogus/>\n'.repeat(9000)}</Settings></Task>`),
    );
    expect(problems.length).toBeGreaterThan(8000);
  });

  it('a value of a megabyte is shown short', () => {
    const problems = timed(
      bytesOf(
        `<Task xmlns="${namespace}"><Settings><Priority>${'9'.repeat(1_000_000)}</Priority></Settings></Task>`,
      ),
    );
    for (const { value, message } of problems) {
      expect((value ?? '').length).toBeLessThan(130);
      expect(message.length).toBeLessThan(400);
    }
  });

  it('random bytes never throw', () => {
    let seed = 1;
    const random = () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
    const good = fixture('task-xml/v1.4-console-export.xml');
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from(good);
      for (let n = 0; n < 1 + (round % 12); n++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      expect(() => readTaskXml(bytes, 'x.xml')).not.toThrow();
    }
  });
});
