import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../../src-main/hosts/product.js';
import { HostProcess } from '../../support/host-process.js';

const { root } = product();
const fixtures = join(root, 'test', 'fixtures');

const host = new HostProcess();
let file = '';

beforeAll(async () => {
  await host.start();
  file = join(host.home, 'tasks.yaml');
  writeFileSync(
    file,
    [
      'tasks:',
      '  - path: \\Test\\Say',
      '    exec: { command: echo, arguments: [hello] }',
      '    maintenance: { period: P1D, deadline: P3D }',
      'settings: { maintenance: { idleAfter: PT2H } }',
    ].join('\n'),
  );
}, 30_000);
afterAll(() => host.clean(), 30_000);

describe('help and usage', () => {
  const commands = [
    'host',
    'host stop',
    'panel',
    'status',
    'maintenance',
    'maintenance status',
    'maintenance start',
    'maintenance stop',
    'maintenance diagnose',
    'maintenance configure',
    'maintenance postpone',
    'maintenance later',
    'maintenance skip',
    'pause',
    'unpause',
    'task',
    'task list',
    'task show',
    'task import',
    'task export',
    'task add',
    'task run',
    'task end',
    'task enable',
    'task disable',
    'task delete',
    'task history',
    'task output',
    'task next',
    'task check',
    'apply',
    'events',
    'signals',
    'why',
    'simulate',
  ];

  test('every command has a help with an example', async () => {
    const answers = await Promise.all(commands.map((command) => host.run(...command.split(' '), '--help')));
    for (const [index, { code, out }] of answers.entries()) {
      expect([commands[index], code]).toEqual([commands[index], 0]);
      expect(out).toContain('Usage: caretaker');
      if (!['maintenance', 'task'].includes(commands[index] ?? '')) expect(out).toContain('Example:');
    }
  }, 60_000);

  test.each([
    ['an unknown command', ['frob']],
    ['no command', []],
    ['host: a port that is none', ['host', '--headless', '--port', 'http']],
    ['host stop: a word too many', ['host', 'stop', 'now']],
    ['panel: an unknown option', ['panel', '--window']],
    ['status: a word too many', ['status', 'all']],
    ['maintenance: an unknown word', ['maintenance', 'begin']],
    ['maintenance start: an unknown option', ['maintenance', 'start', '--hard']],
    ['maintenance configure: no duration', ['maintenance', 'configure', '--idle-after', '5 minutes']],
    ['maintenance configure: no time of day', ['maintenance', 'configure', '--time', '25:00']],
    ['maintenance configure: neither on nor off', ['maintenance', 'configure', '--wake', 'maybe']],
    ['pause: two ends', ['pause', '--for', 'PT2H', '--until-tomorrow']],
    ['unpause: a word too many', ['unpause', 'now']],
    ['task show: no name', ['task', 'show']],
    ['task import: no file', ['task', 'import']],
    ['task export: an unknown format', ['task', 'export', 'x', '--format', 'ini']],
    ['task add: no period', ['task', 'add', 'x', '--', 'true']],
    ['task add: no command', ['task', 'add', 'x', '--every', 'P1D']],
    ['task next: no count', ['task', 'next', 'x', '--count', '0']],
    ['task next: no zone', ['task', 'next', 'x', '--zone', 'Mars/Olympus']],
    ['apply: no file', ['apply']],
    ['events: an unknown log', ['events', '--log', 'Application']],
    ['events: no moment', ['events', '--since', 'yesterday']],
    ['signals: a word too many', ['signals', 'power']],
    ['why: no task', ['why']],
    ['simulate: no file', ['simulate']],
  ])('bad usage is exit 2 with what was wanted: %s', async (_what, words) => {
    const { code, out, err } = await host.run(...words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/Usage: caretaker/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['task show', ['task', 'show', '\\None'], /no task \\None.*0x80070002/],
    ['task run', ['task', 'run', '\\None'], /no task \\None.*0x80070002/],
    ['task end', ['task', 'end', '\\Caretaker\\StorageReport'], /not running.*0x8004130B/],
    ['task enable', ['task', 'enable', '\\None'], /0x80070002/],
    ['task disable', ['task', 'disable', '\\None'], /0x80070002/],
    ['task delete', ['task', 'delete', '\\None'], /0x80070002/],
    ['task history', ['task', 'history', '\\None'], /0x80070002/],
    ['task output', ['task', 'output', '\\Caretaker\\StorageReport'], /has not run yet/],
    ['task export', ['task', 'export', '\\None'], /0x80070002/],
    ['task add', ['task', 'add', 'Often', '--every', 'PT5M', '--', 'true'], /P1D/],
    ['task import', ['task', 'import', '/nowhere.xml'], /nowhere\.xml: there is no such file/],
    ['task check', ['task', 'check', '/nowhere.xml'], /nowhere\.xml: there is no such file/],
    ['apply', ['apply', '/nowhere.yaml'], /nowhere\.yaml: there is no such file/],
    ['maintenance stop', ['maintenance', 'stop'], /No maintenance is running.*0x8004130B/],
    ['maintenance configure', ['maintenance', 'configure', '--idle-after', 'PT1S'], /PT10S to PT4H/],
    ['pause', ['pause', '--for', 'P30D'], /at most seven days/],
    ['unpause', ['unpause'], /not paused/],
    ['why', ['why', '\\None'], /0x80070002/],
    ['simulate', ['simulate', '/nowhere.json'], /nowhere\.json: there is no such file/],
  ])('a refusal is exit 1 with one line: %s', async (_what, words, sentence) => {
    const { code, err } = await host.run(...words);
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toMatch(sentence);
  });

  test('no host is exit 3 with one line that says how to start one', async () => {
    const { code, err } = await host.run('status', '--home', join(host.home, 'elsewhere'));
    expect(code).toBe(3);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain('caretaker host');
  });
});

describe('the promised shapes', () => {
  const keys = (value: unknown): string[] => Object.keys(value as object);

  test('status, maintenance status, task list, signals', async () => {
    expect(keys(await host.json('status'))).toEqual(
      expect.arrayContaining(['pid', 'home', 'panel', 'version', 'host', 'since']),
    );
    const maintenance = await host.json<Record<string, unknown>>('maintenance', 'status');
    expect(keys(maintenance)).toEqual(
      expect.arrayContaining(['enabled', 'state', 'run', 'lastRun', 'nextWindow', 'due', 'paused', 'policy']),
    );
    const [task] = await host.json<unknown[]>('task', 'list');
    expect(keys(task)).toEqual(
      expect.arrayContaining(['path', 'state', 'enabled', 'lastRun', 'lastResult', 'nextRun', 'waiting']),
    );
    const [signal] = await host.json<unknown[]>('signals');
    expect(keys(signal)).toEqual(
      expect.arrayContaining(['signal', 'value', 'since', 'age', 'source', 'confidence', 'others']),
    );
  });

  test('WAM-42 apply, dry run, twice, prune: one transaction that says what it changes', async () => {
    const dry = await host.json<{ changes: { action: string; subject: string }[] }>(
      'apply',
      file,
      '--dry-run',
    );
    expect(dry.changes.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'create \\Test\\Say',
      'setting maintenance.idleAfter',
    ]);
    expect((await host.run('task', 'show', '\\Test\\Say')).code).toBe(1);
    expect((await host.run('apply', file)).code).toBe(0);
    expect(
      (await host.json<{ changes: { action: string }[] }>('apply', file)).changes.map(({ action }) => action),
    ).toEqual(['unchanged']);
    writeFileSync(file, 'tasks: []\n');
    const pruned = await host.json<{ changes: { action: string; subject: string }[] }>(
      'apply',
      file,
      '--prune',
    );
    expect(pruned.changes).toEqual([{ action: 'delete', subject: '\\Test\\Say', detail: null }]);
  });

  test('a manifest with a typo: file, line, value and remedy, and nothing is applied', async () => {
    const typo = join(host.home, 'typo.yaml');
    writeFileSync(
      typo,
      'tasks:\n  - path: \\Test\\Typo\n    exec: { command: echo }\n    maintenance: { perod: P1D }\n',
    );
    const { code, err } = await host.run('apply', typo);
    expect(code).toBe(1);
    expect(err).toMatch(/typo\.yaml:4 .*perod.*period/);
    expect((await host.run('task', 'show', '\\Test\\Typo')).code).toBe(1);
  });

  test('import, export and check of Windows XML', async () => {
    const xml = join(fixtures, 'task-xml', 'v1.4-maintenance.xml');
    const [checked] = await host.json<{ valid: boolean; task: string; problems: unknown[] }[]>(
      'task',
      'check',
      xml,
    );
    expect(checked?.valid).toBe(true);
    const imported = await host.run('task', 'import', xml);
    expect([imported.code, imported.err]).toEqual([0, '']);
    const path = checked?.task ?? '';
    const { out } = await host.run('task', 'export', path);
    const again = join(host.home, 'again.xml');
    writeFileSync(again, out);
    expect(await host.json('task', 'check', again)).toMatchObject([{ valid: true, task: path }]);
    expect((await host.run('task', 'delete', path)).code).toBe(0);
  });

  test('one bad file keeps all files out, with a line per problem', async () => {
    const good = join(fixtures, 'task-xml', 'v1.4-maintenance.xml');
    const bad = join(fixtures, 'task-xml', 'full-of-mistakes.xml');
    const before = (await host.json<unknown[]>('task', 'list')).length;
    const { code, err } = await host.run('task', 'import', good, bad);
    expect(code).toBe(1);
    expect(err).toMatch(/full-of-mistakes\.xml:\d+ .*0x8004/);
    expect((await host.json<unknown[]>('task', 'list')).length).toBe(before);
  });

  test('a run by hand: instance, history, output, events', async () => {
    expect(
      (
        await host.run(
          'task',
          'add',
          '\\Test\\Hand',
          '--every',
          'P7D',
          '--deadline',
          'P14D',
          '--',
          'sh',
          '-c',
          'echo one; echo two',
        )
      ).code,
    ).toBe(0);
    const { instance } = await host.json<{ instance: string }>('task', 'run', '\\Test\\Hand');
    const followed = await host.run('task', 'output', '\\Test\\Hand', '--follow');
    expect(followed.out).toBe('one\ntwo\n');
    const [run] = await host.json<Record<string, unknown>[]>('task', 'history', '\\Test\\Hand');
    expect(run).toMatchObject({ instance, outcome: 'completed', result: 0, suspended: [] });
    expect(Object.keys(run ?? {})).toEqual(
      expect.arrayContaining([
        'instance',
        'task',
        'started',
        'ended',
        'suspended',
        'result',
        'outcome',
        'trigger',
        'output',
      ]),
    );
    const events = await host.events('\\Test\\Hand');
    expect(events.map(({ id }) => id).filter((id) => id !== 906)).toEqual([
      106, 110, 100, 129, 200, 201, 102,
    ]);
    for (const event of events) {
      expect(Object.keys(event)).toEqual([
        'at',
        'log',
        'id',
        'level',
        'task',
        'service',
        'instance',
        'data',
        'message',
      ]);
    }
  });

  test('next of a file: instants in UTC, strictly after, local to the zone', async () => {
    const daily = join(host.home, 'daily.yaml');
    writeFileSync(
      daily,
      'tasks:\n  - path: \\Test\\Daily\n    exec: { command: "true" }\n    triggers:\n      - daily: { startBoundary: "2026-03-01T02:30:00" }\n',
    );
    const args = [
      'task',
      'next',
      daily,
      '--from',
      '2026-03-28T01:30:00Z',
      '--zone',
      'Europe/Berlin',
      '--count',
      '2',
    ];
    expect(await host.json(...args)).toEqual({
      task: '\\Test\\Daily',
      zone: 'Europe/Berlin',
      next: ['2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'],
    });
  });

  test('WAM-28 the hour can be moved', async () => {
    const before = await host.json<{ time: string }>('maintenance', 'configure');
    expect(before.time).toBe('03:00');
    const moved = await host.json('maintenance', 'configure', '--time', '04:30', '--window', 'PT2H');
    expect(moved).toMatchObject({ time: '04:30', window: 'PT2H' });
    const { nextWindow } = await host.json<{ nextWindow: { opens: string; closes: string } }>(
      'maintenance',
      'status',
    );
    expect(Date.parse(nextWindow.closes) - Date.parse(nextWindow.opens)).toBe(7_200_000);
    expect((await host.run('maintenance', 'configure', '--time', '03:00', '--window', 'PT1H')).code).toBe(0);
  });

  test('a pause has an end and shows it; Greek is spoken', async () => {
    const { until } = await host.json<{ until: string }>('pause', '--for', 'PT2H');
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(7_100_000);
    expect((await host.json<{ state: string }>('maintenance', 'status')).state).toBe('paused');
    expect((await host.run('maintenance', 'status', '--lang', 'el')).out).toMatch(/[α-ω]{4}/);
    expect((await host.run('unpause')).code).toBe(0);
  });
});

describe('simulate and pipes', () => {
  const cli = join(root, 'out', 'main', 'cli.js');
  const week = join(fixtures, 'scenarios', 'week.json');
  const simulated = (zone: string): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [cli, 'simulate', week],
        { env: { ...process.env, TZ: zone }, maxBuffer: 64 << 20 },
        (error, out) => (error === null ? resolve(out) : reject(error)),
      );
    });

  test('CT-13 the same bytes under another TZ', async () => {
    const [utc, apia] = await Promise.all([simulated('UTC'), simulated('Pacific/Apia')]);
    expect(utc.length).toBeGreaterThan(10_000);
    expect(apia).toBe(utc);
  }, 30_000);

  test('whoever reads only the first line ends the pipe without an error', async () => {
    const command = `'${process.execPath}' '${cli}' simulate '${week}' | head -n 1; echo "$?"`;
    const out = await new Promise<string>((resolve) =>
      execFile('sh', ['-c', command], (_error, text, err) => resolve(text + err)),
    );
    expect(out.trimEnd().split('\n')).toHaveLength(2);
  });
});
