import { describe, expect, it } from 'vitest';
import { TaskDefinition } from '../../../../src-shared/model/task.js';
import { SettingsPatch } from '../../../../src-shared/model/settings.js';
import { readManifest, readManifestValue } from '../../../../src-main/formats/manifest/read.js';
import { bytesOf, fixture } from '../fixtures.js';

function read(name: string) {
  return readManifest(fixture(`manifest/${name}`), name);
}
function valid(result: ReturnType<typeof readManifest>) {
  expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (result.manifest === null) throw new Error('not valid');
  return result.manifest;
}
/** Errors as `line element value code`. */
function errors({ problems }: ReturnType<typeof readManifest>): string[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ line, element, value, code }) => `${line} ${element} ${value ?? '-'} ${code ?? '-'}`);
}
const small = (body: string) =>
  readManifest(`tasks:\n  - path: \\T\n    exec: { command: "true" }\n${body}`, 'm.yaml');

describe('a whole manifest', () => {
  it('gives definitions with every default, schema version 1.4 and the unified engine', () => {
    const { tasks } = valid(read('complete.yaml'));
    for (const task of tasks) TaskDefinition.parse(task);
    expect(tasks[0]).toEqual({
      path: '\\Backup\\Home',
      version: '1.4',
      registrationInfo: {
        uri: '\\Backup\\Home',
        securityDescriptor: null,
        source: null,
        date: null,
        author: null,
        version: null,
        description: null,
        documentation: null,
      },
      triggers: [],
      principal: null,
      settings: expect.objectContaining({
        useUnifiedSchedulingEngine: true,
        yield: 'freeze',
        priority: 7,
        executionTimeLimit: 'PT72H',
        stopIfGoingOnBatteries: true,
      }),
      maintenance: { period: 'P1D', deadline: 'P3D', exclusive: false },
      actions: [
        {
          kind: 'exec',
          id: null,
          command: 'restic',
          arguments: ['backup', '/home/ana'],
          workingDirectory: '/',
          environment: { RESTIC_REPOSITORY: '/mnt/b', PORT: '8080' },
          environmentFile: '~/.config/restic/env',
        },
      ],
      actionsContext: null,
      data: null,
      keptXml: [],
    });
  });

  it('reads every kind of trigger in each of its spellings', () => {
    const task = valid(read('complete.yaml')).tasks[1];
    expect(task).toMatchObject({ path: '\\Reports', registrationInfo: { description: 'Counts things' } });
    expect(task?.actions).toMatchObject([{ arguments: '--all "two words"' }]);
    expect(task?.triggers).toMatchObject([
      { kind: 'daily', daysInterval: 2, repetition: { interval: 'PT1H', duration: 'PT4H' } },
      { kind: 'weekly', weeksInterval: 1, daysOfWeek: ['Monday', 'Friday'] },
      { kind: 'monthly', daysOfMonth: [1, 15, 'last'], months: ['January'] },
      { kind: 'monthlyDayOfWeek', weeks: [1, 'last'], daysOfWeek: ['Sunday'] },
      { kind: 'time', randomDelay: 'PT10M' },
      { kind: 'idle' },
      { kind: 'boot', delay: 'PT5M' },
      { kind: 'logon', userId: null },
      { kind: 'registration' },
      { kind: 'sessionStateChange', stateChange: 'SessionUnlock' },
      { kind: 'event', numberOfOccurrences: 2, subscription: '*[System[EventID=1]]' },
    ]);
  });

  it('gives settings as a change, and services with every default', () => {
    const result = read('complete.yaml');
    const manifest = valid(result);
    expect(SettingsPatch.parse(manifest.settings)).toEqual({
      maintenance: {
        time: '03:00',
        window: 'PT1H',
        randomDelay: 'PT0S',
        wake: false,
        idleAfter: 'PT4M',
        profile: 'opportunistic',
        parallel: 1,
        enabled: true,
      },
    });
    expect(manifest.services?.services).toMatchObject([
      {
        name: 'imaged',
        imagePath: ['node', 'imaged.js'],
        readiness: { kind: 'process' },
        account: 'LocalSystem',
      },
    ]);
    expect(manifest.services).toMatchObject({
      serviceGroupOrder: ['Base', 'Network', 'Imaging'],
      tagOrder: { Base: [3, 1, 2] },
      safeBoot: { minimal: ['Base'], network: ['Base', 'Network'] },
    });
    expect(result.fileProblems).toEqual([]);
  });

  it('reads JSON, tabs and all', () => {
    expect(valid(read('complete.json'))).toMatchObject({
      tasks: [{ path: '\\Backup\\Home', maintenance: { period: 'P1D', deadline: null, exclusive: false } }],
      settings: { maintenance: { idleAfter: 'PT10S' } },
    });
  });

  it('reads UTF-16 and a value that is already there', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, ...[...'tasks: []'].flatMap((c) => [c.charCodeAt(0), 0])]);
    expect(valid(readManifest(bytes, 'm.yaml')).tasks).toEqual([]);
    const value = {
      tasks: [{ path: '\\A', exec: { command: 'x' }, maintenance: { period: 'P1D' } }],
      services: [],
    };
    expect(valid(readManifestValue(value, 'scenario'))).toMatchObject({
      tasks: [{ path: '\\A' }],
      services: { services: [], serviceGroupOrder: null },
    });
    expect(readManifestValue({ tasks: [{ path: 'a:b' }] }, 'scenario').problems).toMatchObject([
      { line: null, element: 'path', code: '0x8007007B' },
      { line: null, element: 'actions', code: '0x80041319' },
    ]);
  });

  it('an alias stands for what it names', () => {
    const text = 'tasks:\n  - path: \\A\n    exec: &e { command: x }\n  - path: \\B\n    exec: *e\n';
    expect(valid(readManifest(text, 'm.yaml')).tasks[1]).toMatchObject({ actions: [{ command: 'x' }] });
  });
});

describe('every problem is told', () => {
  it('all of a manifest full of mistakes', () => {
    const result = read('with-mistakes.yaml');
    expect(result.manifest).toBeNull();
    expect(errors(result)).toEqual([
      '3 comand restic 0x80041316',
      '5 perod P1D 0x80041316',
      '9 dependsOn \\Backup\\Home 0x80041316',
      '10 period PT1H 0x80041318',
      '11 path \\backup\\home 0x80041318',
      '14 kind dayly 0x80041318',
      '15 daysOfWeek - 0x80041319',
      '15 startBoundary - 0x80041319',
      '16 daysIntervall 1 0x80041316',
      '16 startBoundary tomorrow 0x80041318',
      '17 priority high 0x80041318',
      '17 enabled yes 0x80041318',
      '17 yield frieze 0x80041318',
      '18 path - 0x80041319',
      '20 displayNam Imaging 0x80041316',
      '20 name - 0x80041319',
      '21 setings - 0x80041316',
      '22 time 3:00 0x80041318',
      '22 window PT0S 0x80041318',
      '22 wake maybe 0x80041318',
    ]);
    expect(result.tasks.map(({ path }) => path)).toEqual([
      '\\Backup\\Home',
      '\\Backup\\Later',
      '\\backup\\home',
      'tasks[3]',
    ]);
  });

  it('a typo names the nearest field', () => {
    const { problems } = read('with-mistakes.yaml');
    const messages = problems.map(({ message }) => message);
    expect(messages).toContain('unknown field perod; did you mean period?');
    expect(messages).toContain('unknown field comand; did you mean command?');
    expect(messages).toContain('unknown field setings; did you mean settings?');
    expect(messages.join('\n')).toContain('did you mean freeze?');
    expect(messages.join('\n')).toContain('did you mean daily?');
  });

  it.each(['dependsOn', 'dependencies', 'after', 'requires', 'needs'])(
    'TASK-54 a task that asks for another by %s is refused',
    (word) => {
      const result = small(`    ${word}: [\\Other]\n`);
      expect(result.manifest).toBeNull();
      expect(result.problems[0]?.message).toContain('tasks have no dependencies (TASK-54)');
    },
  );

  it.each([
    ['    maintenance: {}\n', '4 period - 0x80041319'],
    ['    maintenance: P1D\n', '4 maintenance P1D 0x80041318'],
    ['    maintenance: { period: P1D, deadline: P1D }\n', '4 deadline P1D 0x80041318'],
    [
      '    maintenance: { period: P1D }\n    settings: { multipleInstancesPolicy: stopExisting }\n',
      '5 multipleInstancesPolicy StopExisting 0x80041329',
    ],
    [
      '    maintenance: { period: P1D }\n    settings: { useUnifiedSchedulingEngine: false }\n',
      '5 useUnifiedSchedulingEngine false 0x80041329',
    ],
    ['    path: \\U\n', '4 path \\U 0x80041316'],
    ['    triggers: daily\n', '4 triggers daily 0x80041318'],
    ['    triggers: [sunrise]\n', '4 triggers sunrise 0x80041318'],
    [
      '    triggers: [{ daily: { startBoundary: 2026-01-01T08:00:00, daysInterval: 366 } }]\n',
      '4 daysInterval 366 0x80041318',
    ],
    ['    triggers: [{ startBoundary: 2026-01-01T08:00:00, daysInterval: 1 }]\n', '4 kind - 0x80041319'],
    [
      '    triggers: [{ kind: weekly, startBoundary: 2026-01-01T08:00:00, daysOfWeek: [] }]\n',
      '4 daysOfWeek - 0x80041319',
    ],
    [
      '    triggers: [{ kind: monthly, startBoundary: 2026-01-01T08:00:00, daysOfMonth: [32] }]\n',
      '4 daysOfMonth 32 0x80041318',
    ],
    ['    settings: { priority: 11 }\n', '4 priority 11 0x80041318'],
    ['    settings: []\n', '4 settings - 0x80041318'],
    ['    actions: [{ exec: { command: x }, comHandler: { classId: y } }]\n', '4 classId y 0x80041318'],
    ['    version: "1.9"\n', '4 version 1.9 0x80041313'],
  ])('%j', (body, expected) => {
    expect(errors(small(body))).toContain(expected);
  });

  it.each([
    ['', 1],
    ['# nothing\n', 1],
    ['[]', 1],
    ['tasks: [', 1],
    ['tasks:\n\t- x', 2],
    ['a: 1\n---\nb: 2\n', 2],
    ['tasks: !!js/function x', 1],
    ['tasks: *nobody', 1],
    ['tasks: "x', 1],
    ['hello', 1],
  ])('%j is refused with a line', (text, line) => {
    const result = readManifest(text, 'm.yaml');
    expect(result.manifest).toBeNull();
    expect(result.problems[0]).toMatchObject({ severity: 'error', line });
  });

  it('bytes that are not UTF-8 are refused', () => {
    expect(readManifest(Uint8Array.from([0x61, 0xff, 0xfe]), 'm.yaml')).toMatchObject({
      manifest: null,
      problems: [{ severity: 'error', message: expect.stringContaining('not UTF-8') }],
    });
  });
});

describe('hostile manifests are refused in bounded time', () => {
  function timed(input: string | Uint8Array) {
    const began = performance.now();
    const result = readManifest(input, 'evil.yaml');
    expect(performance.now() - began).toBeLessThan(8000);
    expect(result.manifest).toBeNull();
    expect(result.problems.length).toBeLessThan(50);
    return result.problems;
  }

  it('ten megabytes at once', () => {
    const began = performance.now();
    expect(timed(new Uint8Array(10_000_000).fill(0x20))[0]?.message).toContain('10.0 MB');
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('a billion laughs', () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`,
    ).join('\n');
    timed(`a0: &a0 [lol]\n${levels}\ntasks: *a9\n`);
    timed(`x: &x { path: \\A }\ntasks: [${'*x, '.repeat(5000)}]`);
    timed(`services: &s [{ name: a, failure: *s }]`);
    timed(`services: [{ name: a, failure: &f { actions: [*f, *f, *f] } }]`);
  });

  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['balanced brackets', `a: ${'['.repeat(900)}${']'.repeat(900)}`],
    ['dashes', '- '.repeat(500_000)],
    ['braces', '{a: '.repeat(300_000)],
    ['questions', '? '.repeat(500_000)],
    ['indents', Array.from({ length: 1200 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['an open quotation', `a: "${'x\n'.repeat(500_000)}`],
    ['a quotation without indents', `a: "${'x\n'.repeat(500_000)}"`],
    ['many documents', '---\n'.repeat(100_000)],
  ])('%s', (_name, text) => {
    timed(text);
  });

  it('many keys take a time that grows with their number, no faster', () => {
    const began = performance.now();
    const text = `tagOrder:\n${Array.from({ length: 60_000 }, (_, n) => `  k${n}: [1]`).join('\n')}\n`;
    valid(readManifest(text, 'm.yaml'));
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('names that objects have anyway are only names', () => {
    const result = small('    constructor: 1\n    __proto__: 2\n    settings: { toString: 1 }\n');
    expect(errors(result).map((each) => each.split(' ')[1])).toEqual([
      'constructor',
      '__proto__',
      'toString',
    ]);
    const env = small('').manifest;
    expect(env).not.toBeNull();
    const kept = readManifest(
      bytesOf(
        'tasks:\n  - path: \\T\n    exec: { command: x, environment: { __proto__: a, constructor: b } }\n',
      ),
      'm.yaml',
    );
    const [action] = valid(kept).tasks[0]?.actions ?? [];
    expect(Object.entries(action?.kind === 'exec' ? action.environment : {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
