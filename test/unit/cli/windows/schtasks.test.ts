import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { TaskSummary } from '../../../../src-shared/contract/tasks.js';
import { monthNames, TaskDefinition, type Trigger } from '../../../../src-shared/model/task.js';
import { schtasks } from '../../../../src-main/hosts/cli/windows/schtasks.js';
import { sampleIdentity, sampleSummary, sampleTask } from '../../../support/contract-samples.js';
import { windowsCall, type Answers } from '../../../support/windows-call.js';

/** The defragmentation task of the document: Wednesdays at one. */
const defrag: TaskDefinition = {
  ...sampleTask,
  path: '\\Microsoft\\Windows\\Defrag\\ScheduledDefrag',
  maintenance: null,
  triggers: [
    {
      kind: 'weekly',
      id: null,
      enabled: true,
      startBoundary: '2005-01-01T01:00:00',
      endBoundary: null,
      repetition: null,
      executionTimeLimit: null,
      randomDelay: null,
      weeksInterval: 1,
      daysOfWeek: ['Wednesday'],
    },
  ],
  actions: [
    {
      kind: 'exec',
      id: null,
      command: '%windir%\\system32\\defrag.exe',
      arguments: '-c -i',
      workingDirectory: null,
      environment: {},
      environmentFile: null,
    },
  ],
};

function summaryOf(definition: TaskDefinition, part: Partial<TaskSummary> = {}): TaskSummary {
  return {
    ...sampleSummary,
    path: definition.path,
    state: 'Ready',
    lastRun: null,
    lastResult: 267011,
    nextRun: '2008-08-06T01:00:00.000Z',
    maintenance: null,
    waiting: [],
    ...part,
  };
}

function host(...tasks: (readonly [TaskDefinition, Partial<TaskSummary>?])[]): Answers {
  const find = (name: string): (typeof tasks)[number] | undefined =>
    tasks.find(([{ path }]) => path.toLowerCase() === `\\${name.replace(/^\\/, '')}`.toLowerCase());
  return {
    'tasks.list': () => tasks.map(([definition, part]) => summaryOf(definition, part)),
    'tasks.show': ({ task }) => {
      const found = find(task);
      if (found === undefined) return 'unknown-task';
      return { summary: summaryOf(...found), definition: found[0], advice: [], identity: sampleIdentity };
    },
    'tasks.register': ({ tasks: given }) => ({ registered: given.map(({ path }) => path) }),
    'tasks.run': ({ task }) => (find(task) === undefined ? 'unknown-task' : { instance: '{0}' }),
    'tasks.end': ({ task }) => (find(task) === undefined ? 'unknown-task' : 'not-running'),
    'tasks.delete': ({ task }) => (find(task) === undefined ? 'unknown-task' : {}),
    'tasks.export': ({ task }) => ({
      fileName: 'x.xml',
      text: `<?xml version="1.0" encoding="UTF-16"?>\n<Task>${task}</Task>\n`,
    }),
  };
}

interface Ran {
  code: number;
  out: string;
  err: string;
  asked: { request: string; input: unknown }[];
}

async function run(words: string[], answers: Answers = host([defrag]), input = ''): Promise<Ran> {
  const played = windowsCall(answers);
  const code = await schtasks(played.call, words, Readable.from([input]));
  return { code, out: played.out, err: played.err, asked: played.asked };
}

describe('schtasks /query', () => {
  it('TASK-23 prints the document’s example to the character', async () => {
    const words = ['/query', '/tn', 'Microsoft\\Windows\\Defrag\\ScheduledDefrag'];
    expect(await run(words)).toMatchObject({
      code: 0,
      err: '',
      out: `
Folder: \\
TaskName                                 Next Run Time          Status
======================================== ====================== ===============
ScheduledDefrag                          8/6/2008 1:00:00 AM    Ready
`,
    });
  });

  const copy: TaskDefinition = { ...sampleTask, path: '\\Copy', triggers: [] };

  it('lists by folders, in name order, in local time; what has no next run says N/A', async () => {
    const { out } = await run(['/QUERY'], host([defrag], [copy, { nextRun: null, state: 'Suspended' }]));
    expect(out).toBe(`
Folder: \\
TaskName                                 Next Run Time          Status
======================================== ====================== ===============
Copy                                     N/A                    Running

Folder: \\Microsoft\\Windows\\Defrag
TaskName                                 Next Run Time          Status
======================================== ====================== ===============
ScheduledDefrag                          8/6/2008 1:00:00 AM    Ready
`);
  });

  it('a long name is cut, and only one folder may be asked for', async () => {
    const long = { ...copy, path: `\\Backup\\${'x'.repeat(60)}` };
    const { out } = await run(['/query', '/nh', '/tn', '\\Backup\\'], host([long], [copy]));
    expect(out).toBe(`\nFolder: \\Backup\n${'x'.repeat(40)} 8/6/2008 1:00:00 AM    Ready\n`);
  });

  it('LIST has its values at column 16, CSV quotes, the header again for each folder', async () => {
    const list = await run(['/query', '/fo', 'list'], host([defrag]));
    expect(list.out.split('\n').slice(1, 7)).toEqual([
      'Folder: \\Microsoft\\Windows\\Defrag',
      `HostName:      ${hostname().toUpperCase()}`,
      'TaskName:      \\Microsoft\\Windows\\Defrag\\ScheduledDefrag',
      'Next Run Time: 8/6/2008 1:00:00 AM',
      'Status:        Ready',
      'Logon Mode:    Interactive/Background',
    ]);
    const csv = await run(['/query', '/fo', 'CSV'], host([defrag], [copy]));
    expect(csv.out).toBe(
      [
        '"TaskName","Next Run Time","Status"',
        '"\\Copy","8/6/2008 1:00:00 AM","Ready"',
        '"TaskName","Next Run Time","Status"',
        '"\\Microsoft\\Windows\\Defrag\\ScheduledDefrag","8/6/2008 1:00:00 AM","Ready"',
        '',
      ].join('\n'),
    );
  });

  it('/V adds every column, one record for each trigger, values at column 39', async () => {
    const boot: Trigger = {
      kind: 'boot',
      id: null,
      enabled: true,
      startBoundary: null,
      endBoundary: null,
      repetition: null,
      executionTimeLimit: null,
      delay: null,
    };
    const two: TaskDefinition = { ...defrag, triggers: [...defrag.triggers, boot] };
    const { out } = await run(['/query', '/v', '/fo', 'LIST', '/tn', defrag.path], host([two]));
    const [, , ...lines] = out.split('\n');
    expect(lines.slice(0, 29)).toEqual([
      `HostName:                             ${hostname().toUpperCase()}`,
      'TaskName:                             \\Microsoft\\Windows\\Defrag\\ScheduledDefrag',
      'Next Run Time:                        8/6/2008 1:00:00 AM',
      'Status:                               Ready',
      'Logon Mode:                           Interactive/Background',
      'Last Run Time:                        11/30/1999 12:00:00 AM',
      'Last Result:                          267011',
      'Author:                               N/A',
      'Task To Run:                          %windir%\\system32\\defrag.exe -c -i',
      'Start In:                             N/A',
      'Comment:                              N/A',
      'Scheduled Task State:                 Enabled',
      'Idle Time:                            Disabled',
      'Power Management:                     Stop On Battery Mode, No Start On Batteries',
      'Run As User:                          N/A',
      'Delete Task If Not Rescheduled:       Disabled',
      'Stop Task If Runs X Hours and X Mins: 72:00:00',
      'Schedule:                             Scheduling data is not available in this format.',
      'Schedule Type:                        Weekly',
      'Start Time:                           1:00:00 AM',
      'Start Date:                           1/1/2005',
      'End Date:                             N/A',
      'Days:                                 WED',
      'Months:                               Every 1 week(s)',
      'Repeat: Every:                        Disabled',
      'Repeat: Until: Time:                  Disabled',
      'Repeat: Until: Duration:              Disabled',
      'Repeat: Stop If Still Running:        Disabled',
      '',
    ]);
    expect(out.match(/HostName:/g)).toHaveLength(2);
    expect(out).toContain('Schedule Type:                        At system start up\n');
    const csv = await run(['/query', '/v', '/fo', 'CSV', '/tn', defrag.path], host([two]));
    expect(csv.out.split('\n')[0]?.split(',')).toHaveLength(28);
    const table = await run(['/query', '/v', '/tn', defrag.path], host([two]));
    const [header = '', rule = ''] = table.out.split('\n').slice(2);
    expect(header).toContain('Stop Task If Runs X Hours and X Mins');
    expect(rule).toMatch(/^(=+ )+=+$/);
  });

  it('/XML prints the document; all of them as one', async () => {
    const one = await run(['/query', '/xml', '/tn', defrag.path]);
    expect(one.out).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n<Task>${defrag.path}</Task>\n`);
    const all = await run(['/query', '/xml', 'ONE'], host([defrag], [copy]));
    expect(all.out).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Tasks>
  <!-- \\Copy -->
<Task>\\Copy</Task>
  <!-- ${defrag.path} -->
<Task>${defrag.path}</Task>
</Tasks>
`);
  });

  it('an unknown task is an error, an empty folder is not', async () => {
    expect(await run(['/query', '/tn', 'nothing'])).toMatchObject({
      code: 1,
      out: '',
      err: 'ERROR: The system cannot find the file specified.\n',
    });
    expect(await run(['/query'], host())).toMatchObject({
      code: 0,
      out: '\nFolder: \\\nINFO: There are no scheduled tasks presently available at your access level.\n',
    });
  });
});

describe('schtasks /create', () => {
  async function created(...words: string[]): Promise<TaskDefinition> {
    const line = ['/create', '/tn', 'Work\\Copy', '/tr', '"/opt/my tools/copy" -a "b c"', ...words];
    const { out, err, code, asked } = await run(line, host());
    expect(err).toBe('');
    expect(out).toBe('SUCCESS: The scheduled task "Work\\Copy" has successfully been created.\n');
    expect(code).toBe(0);
    const { input } = asked.at(-1) as { input: { tasks: [TaskDefinition]; mode: string } };
    expect(input.mode).toBe('create');
    // It is a definition that the host takes.
    return TaskDefinition.parse(input.tasks[0]);
  }

  it('TASK-22 makes a task of a command with its arguments', async () => {
    expect(await created('/sc', 'DAILY', '/st', '03:30')).toMatchObject({
      path: '\\Work\\Copy',
      actions: [{ kind: 'exec', command: '/opt/my tools/copy', arguments: '-a "b c"' }],
      triggers: [{ kind: 'daily', startBoundary: '2008-08-04T03:30:00', daysInterval: 1, repetition: null }],
    });
  });

  it.each<[string[], object]>([
    [
      ['/sc', 'minute', '/mo', '20'],
      {
        kind: 'time',
        startBoundary: '2008-08-04T08:00:00',
        repetition: { interval: 'PT20M', duration: null },
      },
    ],
    [
      ['/sc', 'HOURLY', '/mo', '5', '/du', '0010:30', '/k'],
      { repetition: { interval: 'PT5H', duration: 'PT10H30M', stopAtDurationEnd: true } },
    ],
    [
      ['/sc', 'DAILY', '/mo', '3', '/ed', '12/31/2009'],
      { daysInterval: 3, endBoundary: '2009-12-31T23:59:59' },
    ],
    [
      ['/sc', 'DAILY', '/st', '22:00', '/et', '02:00'],
      { repetition: { interval: 'PT10M', duration: 'PT4H' } },
    ],
    [['/sc', 'DAILY', '/ri', '30'], { repetition: { interval: 'PT30M', duration: 'PT1H' } }],
    [['/sc', 'WEEKLY'], { kind: 'weekly', weeksInterval: 1, daysOfWeek: ['Monday'] }],
    [['/sc', 'WEEKLY', '/mo', '6', '/d', 'fri,TUE'], { weeksInterval: 6, daysOfWeek: ['Tuesday', 'Friday'] }],
    [
      ['/sc', 'WEEKLY', '/d', '*'],
      { daysOfWeek: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] },
    ],
    [['/sc', 'MONTHLY'], { kind: 'monthly', daysOfMonth: [1], months: [...monthNames] }],
    [
      ['/sc', 'MONTHLY', '/mo', '3', '/d', '15'],
      { daysOfMonth: [15], months: ['February', 'May', 'August', 'November'] },
    ],
    [['/sc', 'MONTHLY', '/d', '31', '/m', 'JAN,MAR'], { daysOfMonth: [31], months: ['January', 'March'] }],
    [['/sc', 'MONTHLY', '/mo', 'LASTDAY', '/m', '*'], { daysOfMonth: ['last'], months: [...monthNames] }],
    [
      ['/sc', 'MONTHLY', '/mo', 'SECOND', '/d', 'SUN'],
      { kind: 'monthlyDayOfWeek', weeks: [2], daysOfWeek: ['Sunday'] },
    ],
    [['/sc', 'MONTHLY', '/mo', 'last', '/d', 'FRI', '/m', 'DEC'], { weeks: ['last'], months: ['December'] }],
    [
      ['/sc', 'ONCE', '/st', '17:05', '/sd', '01/02/2009'],
      { kind: 'time', startBoundary: '2009-01-02T17:05:00', repetition: null },
    ],
    [['/sc', 'ONSTART', '/delay', '0005:30'], { kind: 'boot', delay: 'PT5M30S' }],
    [['/sc', 'ONLOGON'], { kind: 'logon', userId: null, delay: null }],
    [['/sc', 'ONIDLE', '/i', '12'], { kind: 'idle' }],
    [
      ['/sc', 'ONEVENT', '/ec', 'System', '/mo', '*[System/EventID=101]'],
      {
        kind: 'event',
        subscription:
          '<QueryList><Query Id="0" Path="System"><Select Path="System">*[System/EventID=101]</Select></Query></QueryList>',
      },
    ],
  ])('%j', async (words, trigger) => {
    expect((await created(...words)).triggers).toMatchObject([trigger]);
  });

  it('account, run level, idle time and deletion', async () => {
    const words = ['/sc', 'DAILY', '/ed', '12/31/2009', '/ru', 'SYSTEM', '/rl', 'highest', '/z', '/v1'];
    expect(await created(...words)).toMatchObject({
      version: '1.1',
      principal: { userId: 'S-1-5-18', runLevel: 'HighestAvailable' },
      settings: { deleteExpiredTaskAfter: 'PT0S' },
    });
    expect((await created('/sc', 'DAILY', '/np', '/ru', 'ana')).principal).toMatchObject({
      userId: 'ana',
      logonType: 'S4U',
    });
    expect((await created('/sc', 'DAILY')).principal).toBeNull();
    expect((await created('/sc', 'ONIDLE', '/i', '12')).settings.idleSettings?.duration).toBe('PT12M');
  });

  it.each([
    [[], "Mandatory option 'sc' is missing"],
    [['/sc', 'SOMETIMES'], "'SOMETIMES' value is not allowed for '/sc'"],
    [['/sc', 'ONCE'], "Mandatory option 'st' is missing"],
    [['/sc', 'MINUTE', '/mo', '1440'], "'1440' value is not allowed for '/mo' option (1 - 1439)"],
    [['/sc', 'MINUTE', '/ri', '5'], '/RI is not allowed with /SC MINUTE'],
    [['/sc', 'DAILY', '/st', '25:00'], "'25:00' value is not allowed for '/st'"],
    [['/sc', 'DAILY', '/sd', '02/30/2009'], "'02/30/2009' value is not allowed for '/sd'"],
    [['/sc', 'WEEKLY', '/d', 'FUN'], "'FUN' value is not allowed for '/d'"],
    [['/sc', 'MONTHLY', '/mo', 'LASTDAY'], '/MO LASTDAY needs /M'],
    [['/sc', 'ONIDLE'], "Mandatory option 'i' is missing"],
    [['/sc', 'ONSTART', '/st', '08:00'], '/ST is not allowed with /SC ONSTART'],
    [['/sc', 'DAILY', '/k'], '/K needs /ET or /DU'],
    [['/sc', 'DAILY', '/du', '0001:00', '/et', '05:00'], '/ET and /DU exclude each other'],
    [['/sc', 'DAILY', '/du', '0001:00', '/ri', '90'], 'must not be shorter than the interval'],
    [['/sc', 'DAILY', '/sc', 'DAILY'], "not allowed more than '1' time(s)"],
    [['/sc', 'DAILY', '/sing'], "Invalid argument/option - '/sing'."],
    [['/sc'], "Value expected for '/sc'"],
    [['/sc', 'DAILY', '/it', '/np'], '/IT and /NP exclude each other'],
  ])('%j is bad usage, and nothing is asked', async (words, why) => {
    const { code, out, err, asked } = await run(['/create', '/tn', 'Copy', '/tr', 'copy', ...words], host());
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(why);
    expect(err).toMatch(/^ERROR: .+\nType "SCHTASKS \/CREATE \/\?" for usage\.\n$/);
    expect(asked).toEqual([]);
  });

  it('over an existing one it asks, unless /F', async () => {
    const words = ['/create', '/tn', defrag.path, '/tr', 'copy', '/sc', 'DAILY'];
    const question = `WARNING: The task name "${defrag.path}" already exists. Do you want to replace it (Y/N)? `;
    const no = await run(words, host([defrag]), 'n\n');
    expect(no.out).toBe(`${question}\n`);
    expect(no.code).toBe(1);
    expect(no.asked.map(({ request }) => request)).toEqual(['tasks.list']);
    expect((await run(words, host([defrag]), '')).code).toBe(1);
    expect(await run(words, host([defrag]), 'y\n')).toMatchObject({ code: 0 });
    const forced = await run([...words, '/f'], host([defrag]));
    expect(forced.out).not.toContain('WARNING');
    expect(forced.asked.at(-1)).toMatchObject({ input: { mode: 'create-or-update' } });
  });

  it('/XML takes the task of a file under another name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caretaker-schtasks-'));
    try {
      const file = join(folder, 'a.xml');
      writeFileSync(file, '<Task/>');
      const entry = { file, valid: true, task: defrag.path, problems: [], definition: defrag, exists: false };
      const answers: Answers = { ...host(), 'tasks.check': () => ({ files: [entry] }) };
      const { out, asked } = await run(['/create', '/xml', file, '/tn', 'Other'], answers);
      expect(out).toBe('SUCCESS: The scheduled task "Other" has successfully been created.\n');
      expect(asked.at(-1)).toMatchObject({ input: { tasks: [{ ...defrag, path: '\\Other' }] } });
      const problem = {
        severity: 'error',
        line: 7,
        element: 'Enabled',
        value: 'maybe',
        code: null,
        message: 'is no boolean',
      } as const;
      const bad = { ...entry, valid: false, definition: null, problems: [problem] };
      const refused = await run(['/create', '/xml', file, '/tn', 'Other'], {
        ...host(),
        'tasks.check': () => ({ files: [bad] }),
      });
      expect(refused).toMatchObject({
        code: 1,
        err: 'ERROR: The task XML is malformed. is no boolean\n(7,0):Enabled:maybe\n',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect((await run(['/create', '/xml', '/nowhere/x.xml', '/tn', 'a'])).err).toBe(
      'ERROR: The system cannot find the file specified.\n',
    );
  });
});

describe('schtasks, the other commands', () => {
  const name = 'Microsoft\\Windows\\Defrag\\ScheduledDefrag';

  it.each([
    [['/run', '/tn', name], `SUCCESS: Attempted to run the scheduled task "${name}".`],
    [['/end', '/tn', name], `SUCCESS: The scheduled task "${name}" has been terminated successfully.`],
    [['/delete', '/tn', name, '/f'], `SUCCESS: The scheduled task "${name}" was successfully deleted.`],
    [
      ['/change', '/tn', name, '/disable'],
      `SUCCESS: The parameters of scheduled task "${name}" have been changed.`,
    ],
  ])('TASK-22 %j', async (words, line) => {
    expect(await run(words)).toMatchObject({ code: 0, out: `${line}\n`, err: '' });
    const unknown = words.map((word) => (word === name ? 'nothing' : word));
    expect(await run(unknown)).toMatchObject({
      code: 1,
      out: '',
      err: 'ERROR: The specified task name "nothing" does not exist in the system.\n',
    });
  });

  it('change keeps what is not named', async () => {
    const words = ['/change', '/tn', name, '/st', '04:15', '/tr', 'other -x', '/rl', 'HIGHEST'];
    const { asked } = await run(words);
    expect((asked.at(-1) as { input: object }).input).toEqual({
      mode: 'update',
      tasks: [
        {
          ...defrag,
          triggers: [{ ...defrag.triggers[0], startBoundary: '2005-01-01T04:15:00' }],
          actions: [{ ...defrag.actions[0], command: 'other', arguments: '-x' }],
          principal: {
            id: null,
            userId: null,
            groupId: null,
            displayName: null,
            logonType: null,
            runLevel: 'HighestAvailable',
            processTokenSidType: null,
            requiredPrivileges: [],
          },
        },
      ],
    });
    expect((await run(['/change', '/tn', name])).err).toContain('At least one of the options');
    const boot = { ...defrag, triggers: [] };
    expect((await run(['/change', '/tn', name, '/enable', '/disable'], host([boot]))).err).toContain(
      'exclude each other',
    );
  });

  it('delete asks, and * means all', async () => {
    const asked = await run(['/delete', '/tn', '*'], host([defrag]), 'Y\n');
    expect(asked.out).toBe(
      `WARNING: Are you sure you want to remove all the tasks (Y/N)? \nSUCCESS: The scheduled task "${defrag.path}" was successfully deleted.\n`,
    );
    expect(await run(['/delete', '/tn', name], host([defrag]), 'n\n')).toMatchObject({ code: 1 });
  });

  it('run says success where Windows does: one runs already, or a condition is not met', async () => {
    for (const reason of ['already-running', 'on-battery'] as const) {
      expect(await run(['/run', '/tn', name], { 'tasks.run': () => reason })).toMatchObject({ code: 0 });
    }
    for (const reason of ['task-disabled', 'no-start-on-demand'] as const) {
      expect(await run(['/run', '/tn', name], { 'tasks.run': () => reason })).toMatchObject({
        code: 1,
        err: 'ERROR: no\n',
      });
    }
    expect(await run(['/run', '/i', '/tn', name], { 'tasks.run': () => 'on-battery' })).toMatchObject({
      code: 1,
    });
  });

  it('access that is denied is said in three words', async () => {
    expect(await run(['/end', '/tn', name], { 'tasks.end': () => 'access-denied' })).toMatchObject({
      code: 1,
      err: 'ERROR: Access is denied.\n',
    });
  });

  it('showsid makes the SID of the task’s name', async () => {
    expect((await run(['/showsid', '/tn', name])).out).toMatch(
      /^SUCCESS: The SID "S-1-5-87(-\d+){5}" for the user name "Microsoft-Windows-Defrag-ScheduledDefrag" has been computed successfully\.\n$/,
    );
  });

  it('helps, and refuses other machines and other words', async () => {
    expect(await run(['/?'])).toMatchObject({ code: 0, out: expect.stringContaining('/Create') as string });
    expect(await run(['/create', '/?'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('/TN taskname') as string,
    });
    expect(await run(['/dance'])).toMatchObject({
      code: 1,
      err: 'ERROR: Invalid argument/option - \'/dance\'.\nType "SCHTASKS /?" for usage.\n',
    });
    expect((await run(['/query', '/s', 'far-away'])).err).toBe('ERROR: The network path was not found.\n');
  });
});
