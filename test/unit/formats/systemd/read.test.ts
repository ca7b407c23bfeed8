import { describe, expect, it } from 'vitest';
import type { ExecAction, TaskDefinition } from '../../../../src-shared/model/task.js';
import { readFiles, type FileEntry } from '../../../../src-main/formats/read-files.js';
import { bytesOf } from '../fixtures.js';

/** What a task made so is advised against, whoever wrote it. */
const advised = new Set(['Settings', 'BootTrigger', 'LogonTrigger']);

function read(files: Record<string, string>): FileEntry[] {
  return readFiles(Object.entries(files).map(([name, text]) => ({ name, bytes: bytesOf(text) })));
}

const plainService = '[Service]\nType=oneshot\nExecStart=/usr/bin/backup --all\n';

function taskOf(timer: string, service = plainService): TaskDefinition {
  const entries = read({ 'backup.timer': timer, 'backup.service': service });
  const definition = entries[0]?.definition ?? null;
  if (definition === null) throw new Error(JSON.stringify(entries.flatMap(({ problems }) => problems)));
  return definition;
}

function actionsOf(service: string): ExecAction[] {
  return taskOf('[Timer]\nOnCalendar=daily\n', service).actions.filter(
    ({ kind }) => kind === 'exec',
  ) as ExecAction[];
}

function said(files: Record<string, string>) {
  return read(files).flatMap(({ file, problems }) =>
    problems
      .filter(({ element }) => !advised.has(element ?? ''))
      .map(({ severity, line, element }) => [file, severity, line, element]),
  );
}

describe('readFiles of units', () => {
  it('CT-10 a timer and its service become one task', () => {
    const task = taskOf(
      `[Unit]
Description=Nightly backup

[Timer]
OnCalendar=Mon..Fri *-*-* 02:30:00
Persistent=true
RandomizedDelaySec=1h 30min
WakeSystem=yes

[Install]
WantedBy=timers.target
`,
      `[Unit]
Description=Backup
ConditionACPower=true

[Service]
Type=oneshot
User=ana
Nice=10
WorkingDirectory=/srv
Environment=REPO=/mnt/b "GREETING=hello there"
EnvironmentFile=-/etc/backup.env
TimeoutStartSec=2h
ExecStart=/usr/bin/backup --to "/mnt/my disk"
`,
    );
    expect(task).toMatchObject({
      path: '\\backup',
      registrationInfo: { description: 'Nightly backup', source: 'backup.timer' },
      triggers: [
        {
          kind: 'weekly',
          startBoundary: '2025-01-01T02:30:00',
          daysOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
          randomDelay: 'PT1H30M',
        },
      ],
      principal: { userId: 'ana' },
      settings: {
        startWhenAvailable: true,
        wakeToRun: true,
        disallowStartIfOnBatteries: true,
        stopIfGoingOnBatteries: false,
        multipleInstancesPolicy: 'ignoreNew',
        executionTimeLimit: 'PT2H',
        priority: 7,
      },
      actions: [
        {
          command: '/usr/bin/backup',
          arguments: ['--to', '/mnt/my disk'],
          workingDirectory: '/srv',
          environment: { REPO: '/mnt/b', GREETING: 'hello there' },
          environmentFile: '/etc/backup.env',
        },
      ],
    });
  });

  it('CT-10 spans after boot and from start to start', () => {
    const task = taskOf('[Timer]\nOnBootSec=15min\nOnUnitActiveSec=1d\n');
    expect(task.triggers).toMatchObject([
      { kind: 'boot', delay: 'PT15M', repetition: { interval: 'P1D', duration: null } },
    ]);
    expect(taskOf('[Timer]\nOnActiveSec=5m\n').triggers).toMatchObject([
      { kind: 'boot', delay: 'PT5M' },
      { kind: 'registration', delay: 'PT5M' },
    ]);
  });

  it('CT-10 several timers, several times, an empty assignment that clears', () => {
    const task = taskOf('[Timer]\nOnCalendar=daily\nOnCalendar=\nOnCalendar=12:00\nOnCalendar=*-*~1 18:00\n');
    expect(task.triggers).toMatchObject([
      { kind: 'daily', startBoundary: '2025-01-01T12:00:00' },
      { kind: 'monthly', daysOfMonth: ['last'], startBoundary: '2025-01-01T18:00:00' },
    ]);
  });

  it('CT-10 programs in order, before and after; prefixes taken off', () => {
    const actions = actionsOf(`[Service]
ExecStartPre=-/bin/mkdir -p /mnt/b
ExecStart=@/usr/bin/backup backup-name --all
ExecStart=+/usr/bin/prune \\
  --keep 7
ExecStartPost=:/bin/echo $HOME done
`);
    expect(actions.map(({ command, arguments: args }) => [command, args])).toEqual([
      ['/bin/mkdir', ['-p', '/mnt/b']],
      ['/usr/bin/backup', ['--all']],
      ['/usr/bin/prune', ['--keep', '7']],
      ['/bin/echo', ['$HOME', 'done']],
    ]);
  });

  it.each([
    ['/bin/a ${B} x${C}y $D z', '/bin/sh', ['-c', 'exec /bin/a "${B}" x"${C}"y $D z']],
    ["/bin/a 'it is' ${B}", '/bin/sh', ['-c', `exec /bin/a 'it is' "\${B}"`]],
    ['/bin/a price$$ 5%%', '/bin/a', ['price$', '5%']],
    ['/bin/a "b\\x20c" d\\te', '/bin/a', ['b c', 'd\te']],
    ['/bin/a %n %p', '/bin/a', ['backup.service', 'backup']],
    ['%h/bin/a', '/bin/sh', ['-c', 'exec "${HOME}"/bin/a']],
  ])('CT-10 the command line %s', (line, command, args) => {
    expect(actionsOf(`[Service]\nExecStart=${line}\n`)).toMatchObject([{ command, arguments: args }]);
  });

  it('CT-10 says line by line, in the file it stands in, what changes or is left out', () => {
    expect(
      said({
        'backup.timer': '[Timer]\nOnCalendar=daily\nAccuracySec=1h\nPersistent=true\nOnClockChange=true\n',
        'backup.service':
          '[Unit]\nAfter=postgresql.service\nConditionPathExists=/mnt\n[Service]\nExecStart=/bin/a\nProtectSystem=strict\nMemoryMax=1G\nExecStopPost=/bin/b\nStandardOutput=null\nFuture=x\n',
      }),
    ).toEqual([
      ['backup.timer', 'note', 3, 'AccuracySec'],
      ['backup.timer', 'note', 4, 'Persistent'],
      ['backup.timer', 'warning', 5, 'OnClockChange'],
      ['backup.service', 'note', 2, 'After'],
      ['backup.service', 'warning', 3, 'ConditionPathExists'],
      ['backup.service', 'note', 6, 'ProtectSystem'],
      ['backup.service', 'note', 7, 'MemoryMax'],
      ['backup.service', 'note', 8, 'ExecStopPost'],
      ['backup.service', 'note', 9, 'StandardOutput'],
      ['backup.service', 'note', 10, 'Future'],
    ]);
  });

  it('CT-10 the text of systemctl cat, drop-ins and templates', () => {
    const cat =
      '# /etc/systemd/system/x.timer\n[Timer]\nOnCalendar=daily\n\n# /etc/systemd/system/x.service\n[Service]\nExecStart=/bin/x\n';
    expect(read({ 'x.txt': cat }).map(({ task, valid }) => [task, valid])).toEqual([['\\x', true]]);
    const entries = read({
      'a@home.timer': '[Timer]\nOnCalendar=daily\n',
      'a@.service': '[Service]\nExecStart=/bin/a %i\n',
      'a@home.timer.d/later.conf': '[Timer]\nOnCalendar=\nOnCalendar=22:00\n',
    });
    expect(entries.map(({ file, valid, task }) => [file, valid, task])).toEqual([
      ['a@home.timer', true, '\\a@home'],
      ['a@.service', true, '\\a@home'],
      ['a@home.timer.d/later.conf', true, '\\a@home'],
    ]);
    expect(entries[0]?.definition?.triggers).toMatchObject([{ startBoundary: '2025-01-01T22:00:00' }]);
    expect(entries[0]?.definition?.actions).toMatchObject([{ arguments: ['home'] }]);
  });

  it.each([
    [{ 'a.timer': '[Timer]\nOnCalendar=daily\n' }, ['a.timer', 'error', 1, 'Unit']],
    [{ 'a.service': plainService }, ['a.service', 'error', 1, null]],
    [
      { 'a.timer': '[Timer]\nOnCalendar=dialy\n[Service]\nExecStart=/b\n' },
      ['a.timer', 'error', 2, 'OnCalendar'],
    ],
    [
      { 'a.timer': '[Timer]\nOnCalendar=Fri *-*-13\n[Service]\nExecStart=/b\n' },
      ['a.timer', 'error', 2, 'OnCalendar'],
    ],
    [
      { 'a.timer': '[Timer]\nOnCalendar=1:00 No/Zone\n[Service]\nExecStart=/b\n' },
      ['a.timer', 'error', 2, 'OnCalendar'],
    ],
    [
      { 'a.timer': '[Timer]\nOnBootSec=soon\n[Service]\nExecStart=/b\n' },
      ['a.timer', 'error', 2, 'OnBootSec'],
    ],
    [
      { 'a.timer': '[Timer]\nOnUnitActiveSec=2months\n[Service]\nExecStart=/b\n' },
      ['a.timer', 'error', 2, 'OnUnitActiveSec'],
    ],
    [
      { 'a.timer': '[Timer]\nOnCalendar=daily\n[Service]\nExecStart="/b\n' },
      ['a.timer', 'error', 4, 'ExecStart'],
    ],
    [{ 'a.timer': '[Timer]\nOnCalendar=daily\n[Service]\n' }, ['a.timer', 'error', 1, 'ExecStart']],
    [{ 'a.timer': '[Timer]\n[Service]\nExecStart=/b\n' }, ['a.timer', 'error', 1, 'Timer']],
    [
      { 'a.timer': 'what\n[Timer]\nOnCalendar=daily\n[Service]\nExecStart=/b\n' },
      ['a.timer', 'error', 1, 'line'],
    ],
  ])('CT-10 %j is refused with its place', (files, expected) => {
    expect(said(files as Record<string, string>)).toContainEqual(expected);
    expect(read(files as Record<string, string>).every(({ valid }) => valid)).toBe(false);
  });

  it('CT-10 a zone whose clock changes is warned of, one with a fixed offset is kept', () => {
    const zoned = (zone: string) => ({
      'a.timer': `[Timer]\nOnCalendar=1:00 ${zone}\n[Service]\nExecStart=/b\n`,
    });
    expect(said(zoned('Europe/Berlin'))).toEqual([['a.timer', 'warning', 2, 'OnCalendar']]);
    expect(said(zoned('UTC'))).toEqual([]);
    expect(read(zoned('Asia/Tokyo'))[0]?.definition?.triggers).toMatchObject([
      { startBoundary: '2025-01-01T01:00:00+09:00' },
    ]);
  });
});
