import { describe, expect, it } from 'vitest';
import type { ExecAction, TaskDefinition } from '../../../../src-shared/model/task.js';
import { withVariables } from '../../../../src-main/core/tasks/variables.js';
import { readCrontab } from '../../../../src-main/formats/crontab/read.js';
import { bytesOf } from '../fixtures.js';

/** What a task made so is advised against, whoever wrote it. */
const advised = new Set(['Settings', 'BootTrigger', 'LogonTrigger']);

function read(text: string, name = 'crontab') {
  return readCrontab(bytesOf(text), name);
}

function only(text: string, name?: string): TaskDefinition {
  const { tasks, fileProblems } = read(text, name);
  expect(fileProblems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(tasks).toHaveLength(1);
  const [task] = tasks;
  if (task?.definition == null) throw new Error(JSON.stringify(task?.problems));
  return task.definition;
}

function action(task: TaskDefinition): ExecAction {
  const [first] = task.actions;
  if (first?.kind !== 'exec') throw new Error('no program');
  return first;
}

function said(text: string, name?: string) {
  const { tasks, fileProblems } = read(text, name);
  return [...fileProblems, ...tasks.flatMap(({ problems }) => problems)]
    .map(({ severity, line, element, value, message }) => ({ severity, line, element, value, message }))
    .filter(({ element }) => !advised.has(element ?? ''));
}

describe('readCrontab', () => {
  it('CT-10 a user’s crontab becomes tasks: shell, variables, folder, description', () => {
    const { tasks } = read(`# m h dom mon dow command
SHELL=/bin/bash
HOME = /srv/app
GREETING="hello there"
PATH=/usr/local/bin:/usr/bin

# nightly copy
30 2 * * * cd /srv && LANG=C ./copy.sh --all
@reboot /usr/bin/warm-up
`);
    expect(tasks.map(({ path }) => path)).toEqual(['\\crontab\\copy.sh', '\\crontab\\warm-up']);
    const copy = tasks[0]?.definition;
    if (copy == null) throw new Error('not valid');
    expect(copy.registrationInfo).toMatchObject({ description: 'nightly copy', source: 'crontab' });
    expect(action(copy)).toMatchObject({
      command: '/bin/bash',
      arguments: ['-c', 'cd /srv && LANG=C ./copy.sh --all'],
      workingDirectory: '/srv/app',
      environment: {
        GREETING: 'hello there',
        PATH: '/usr/local/bin:/usr/bin',
        SHELL: '/bin/bash',
        HOME: '/srv/app',
      },
    });
    expect(copy.triggers).toMatchObject([{ kind: 'daily', startBoundary: '2025-01-01T02:30:00' }]);
    expect(tasks[1]?.definition?.triggers).toMatchObject([{ kind: 'boot', delay: null }]);
  });

  it('CT-10 behaves as under cron: beside one another, on battery, without a limit', () => {
    expect(only('@daily true\n').settings).toMatchObject({
      multipleInstancesPolicy: 'parallel',
      disallowStartIfOnBatteries: false,
      stopIfGoingOnBatteries: false,
      executionTimeLimit: 'PT0S',
      startWhenAvailable: false,
    });
  });

  it('CT-10 a per cent sign begins the standard input, an escaped one stays', () => {
    const task = only('0 8 * * 1 mail -s "50\\% off" bob%Hello%Bye\n');
    expect(action(task).arguments).toEqual(['-c', '{ mail -s "50% off" bob\n} <<\'END\'\nHello\nBye\nEND\n']);
  });

  it('CT-10 what the shell is given is what the crontab says, dollars and all', () => {
    const line = 'echo $$ $$$ $(date) > /tmp/$USER.$$';
    const [, script = ''] = (action(only(`0 8 * * * ${line}\n`)).arguments ?? []) as string[];
    expect(withVariables(script, { Arg0: 'x' })).toBe(line);
  });

  it.each([
    ['/etc/crontab', '17 * * * * deploy cd / && run-parts /etc/cron.hourly\n'],
    ['/etc/cron.d/x', '17 * * * * deploy cd / && run-parts /etc/cron.hourly\n'],
    ['c', '# m h dom mon dow user command\n17 * * * * deploy cd / && run-parts /etc/cron.hourly\n'],
    ['c', '17 * * * * root cd / && run-parts /etc/cron.hourly\n'],
  ])('CT-10 %s is read as a system crontab', (name, text) => {
    const task = only(text, name);
    expect(task.principal).toMatchObject({
      userId: name === 'c' && !text.startsWith('#') ? 'root' : 'deploy',
      logonType: 'S4U',
    });
    expect(action(task).arguments).toEqual(['-c', 'cd / && run-parts /etc/cron.hourly']);
  });

  it.each([
    ['*/15 * * * *', [{ kind: 'time', repetition: { interval: 'PT15M', duration: null } }]],
    ['* * * * *', [{ kind: 'time', repetition: { interval: 'PT1M', duration: null } }]],
    [
      '*/10 9-17 * * mon-fri',
      [
        {
          kind: 'weekly',
          startBoundary: '2025-01-01T09:00:00',
          daysOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
          repetition: { interval: 'PT10M', duration: 'PT8H50M' },
        },
      ],
    ],
    [
      '0 4 8-14 jan,JUL *',
      [{ kind: 'monthly', daysOfMonth: [8, 9, 10, 11, 12, 13, 14], months: ['January', 'July'] }],
    ],
    [
      '0 4 1 * 7',
      [
        { kind: 'monthly', daysOfMonth: [1] },
        { kind: 'weekly', daysOfWeek: ['Sunday'] },
      ],
    ],
    [
      '0 4 * 6 5',
      [{ kind: 'monthlyDayOfWeek', weeks: [1, 2, 3, 4, 'last'], daysOfWeek: ['Friday'], months: ['June'] }],
    ],
    ['@weekly', [{ kind: 'weekly', daysOfWeek: ['Sunday'] }]],
    ['@YEARLY', [{ kind: 'monthly', daysOfMonth: [1], months: ['January'] }]],
    ['@monthly', [{ kind: 'monthly', daysOfMonth: [1] }]],
    ['10~40 5 * * *', [{ kind: 'daily', startBoundary: '2025-01-01T05:10:00', randomDelay: 'PT30M' }]],
  ])('CT-10 %s in few triggers', (when, triggers) => {
    expect(only(`${when} true\n`).triggers).toMatchObject(triggers);
    expect(only(`${when} true\n`).triggers).toHaveLength(triggers.length);
  });

  it('CT-10 a pattern of more than 48 triggers becomes several tasks, and says so', () => {
    expect(only('1,4,9,16,25,36,49 0-4 * * * true\n').triggers.length).toBeLessThan(48);
    const many = read('1,4,9,16,25,36,49,52,59 0-4,22,23 1,2 * 3 true\n').tasks;
    expect(many.map(({ path }) => path)).toEqual(['\\crontab\\true', '\\crontab\\true (2)']);
    expect(many[0]?.problems.map(({ message }) => message).join()).toContain('it becomes 2 tasks');
  });

  it('CT-10 CRON_TZ with an offset of its own is kept, one that changes is warned of', () => {
    expect(only('CRON_TZ=Asia/Kolkata\n0 6 * * * true\n').triggers).toMatchObject([
      { startBoundary: '2025-01-01T06:00:00+05:30' },
    ]);
    expect(only('CRON_TZ=UTC\n0 6 * * * true\n').triggers).toMatchObject([
      { startBoundary: '2025-01-01T06:00:00Z' },
    ]);
    expect(said('CRON_TZ=Europe/Berlin\n0 6 * * * true\n')).toContainEqual({
      severity: 'warning',
      line: 1,
      element: 'CRON_TZ',
      value: 'Europe/Berlin',
      message: 'a trigger has no zone of its own, so the times below are those of this machine’s zone',
    });
  });

  it('CT-10 says line by line where the meaning changes', () => {
    const notes = said('MAILTO=ana@example.org\nRANDOM_DELAY=30\n-0 5 * * * a%b\n0~30 * * * * b\n');
    expect(notes.map(({ severity, line, element }) => [severity, line, element])).toEqual([
      ['note', 1, 'MAILTO'],
      ['note', 2, 'RANDOM_DELAY'],
      ['note', 1, null],
      ['note', 3, 'entry'],
      ['note', 3, 'entry'],
      ['note', 4, 'minute'],
    ]);
  });

  it.each([
    ['61 * * * * x', 'minute', '61'],
    ['* 24 * * * x', 'hour', '24'],
    ['* * 0 * * x', 'day of month', '0'],
    ['* * * foo * x', 'month', 'foo'],
    ['* * * * mo x', 'day of week', 'mo'],
    ['5/15 * * * * x', 'minute', '5/15'],
    ['*/0 * * * * x', 'minute', '*/0'],
    ['30-10 * * * * x', 'minute', '30-10'],
    ['0 1~5 * * * x', 'hour', '1~5'],
    ['0 0 */2 * 1 x', 'day of month', '1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31'],
    ['@fortnightly x', 'minute', '@fortnightly'],
  ])('CT-10 %s is refused with its place and a remedy', (line, element, value) => {
    const errors = said(`# first\n${line}\n`).filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ line: 2, element, value }]);
    expect(errors[0]?.message).toMatch(/write/);
  });

  it.each(['', '# nothing\n', 'MAILTO=x\n', 'what is this\n'])('refuses %j, which holds no entry', (text) => {
    expect(said(text).some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('takes an empty SHELL or HOME for none', () => {
    expect(action(only('SHELL=\nHOME=\n@daily x\n'))).toMatchObject({
      command: '/bin/sh',
      workingDirectory: null,
    });
  });

  it('names entries anew each time in the same way', () => {
    const text = '0 1 * * * /opt/a.sh\n0 2 * * * /opt/a.sh\n0 3 * * * ""\n';
    expect(read(text).tasks.map(({ path }) => path)).toEqual([
      '\\crontab\\a.sh',
      '\\crontab\\a.sh-2',
      '\\crontab\\Task',
    ]);
  });
});
