import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskDefinition } from '../../../../src-shared/model/task.js';
import { validateTask } from '../../../../src-main/core/tasks/validate.js';
import { readManifest } from '../../../../src-main/formats/manifest/read.js';
import { writeManifest } from '../../../../src-main/formats/manifest/write.js';
import { readFiles } from '../../../../src-main/formats/read-files.js';
import { Dice, mutator } from '../../../support/mutate.js';
import { anyDefinition } from '../definitions-arbitrary.js';
import { fixture } from '../fixtures.js';
import { inputs, slowest } from './inputs.js';

const encoder = new TextEncoder();
const read = (path: string) => new TextDecoder().decode(fixture(path));

const seeds: [string, ...string[]] = [
  read('manifest/complete.yaml'),
  read('manifest/complete.json'),
  ...fc
    .sample(anyDefinition, { numRuns: 20, seed: 11 })
    .map((task) => writeManifest([task]))
    .filter((text) => text.length < 4000),
];

const mutate = mutator(/[A-Za-z]+:|"[^"]*"|\b[A-Za-z0-9]+\b/g, [
  'tasks:',
  'path:',
  'exec:',
  'triggers:',
  'settings:',
  'maintenance:',
  'period:',
  'daily:',
  '__proto__:',
  'constructor:',
  '&a',
  '*a',
  '<<: *a',
  '!!binary x',
  '!!js/function x',
  '|-',
  '{',
  '[',
  '- - - -',
  'null',
  '~',
  '.inf',
  '0x1F',
  'P1D',
  '2026-02-30',
  '"\\u0000"',
  '\t',
  '---',
]);

function accepted(tasks: TaskDefinition[]): void {
  for (const task of tasks) {
    const shape = TaskDefinition.safeParse(task);
    if (!shape.success) throw new Error(`accepted, but not a definition: ${shape.error.message}`);
    const errors = validateTask(task).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`accepted, but not valid: ${JSON.stringify(errors)}`);
  }
  const again = readManifest(writeManifest(tasks), 'again.yaml');
  const refused = again.problems.filter(({ severity }) => severity === 'error');
  if (refused.length > 0) throw new Error(`written, but not read again: ${JSON.stringify(refused)}`);
  expect(again.manifest?.tasks).toEqual(tasks);
}

describe('mutated manifests', () => {
  it('are read or refused, never thrown at, in bounded time; what is accepted comes back the same', () => {
    const count = inputs(20_000);
    const dice = new Dice(20_260_303);
    let taken = 0;
    let longest = 0;
    for (let round = 0; round < count; round++) {
      const text = mutate(dice.pick(seeds), dice, seeds);
      const begin = performance.now();
      const { manifest, problems } = readManifest(encoder.encode(text), 'fuzz.yaml');
      longest = Math.max(longest, performance.now() - begin);
      if (manifest === null && !problems.some(({ severity }) => severity === 'error')) {
        throw new Error(`refused without a word: ${text}`);
      }
      if (manifest === null) continue;
      taken++;
      try {
        if (manifest.tasks.length > 0) accepted(manifest.tasks);
      } catch (error) {
        throw new Error(`of ${text}`, { cause: error });
      }
    }
    console.log(`${count} manifests, ${taken} accepted, the slowest in ${longest.toFixed(1)} ms`);
    expect(longest).toBeLessThan(slowest);
    expect(taken).toBeGreaterThan(count / 100);
    expect(taken).toBeLessThan(count * 0.9);
  }, 600_000);
});

const foreign: Record<string, [string, ...string[]]> = {
  crontab: [
    'SHELL=/bin/bash\nMAILTO=ana\n# copy\n*/15 2-5 1,15 * mon-fri cd /srv && ./copy.sh %a%b\n@reboot /bin/true\n',
    'CRON_TZ=Asia/Tokyo\nRANDOM_DELAY=9\n0~30 */2 * jan-jun/2 7 x\n',
  ],
  'a.timer': [
    '[Unit]\nDescription=x\n[Timer]\nOnCalendar=Mon..Fri *-*-1..7/2 02:30:00 UTC\nOnBootSec=5min 3s\nOnUnitActiveSec=1h\nPersistent=true\n[Service]\nUser=ana\nNice=10\nEnvironment=A=b "C=d e"\nExecStart=-/bin/a "b \\x20c" ${D} %h\\\n  --more\nProtectSystem=full\n',
    '[Timer]\nOnCalendar=quarterly\nOnCalendar=*-05~03..05 1,2:0/7\nRandomizedDelaySec=1d\n[Service]\nType=oneshot\nExecStart=/b\nTimeoutStartSec=infinity\nRestart=on-failure\n',
  ],
  'a.plist': [
    '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict><key>Label</key><string>a</string><key>ProgramArguments</key><array><string>/b</string></array><key>StartCalendarInterval</key><array><dict><key>Hour</key><integer>3</integer><key>Weekday</key><integer>1</integer></dict></array><key>StartInterval</key><integer>90</integer><key>RunAtLoad</key><true/></dict></plist>\n',
  ],
};

const scramble = mutator(/[A-Za-z]+=?|<[^>]+>|\d+|[*/,~.]+/g, [
  '*',
  '*/5',
  '1-7/2',
  '0~59',
  '@daily',
  '%',
  '\\',
  '=',
  '..',
  '~',
  '/',
  '2026',
  'OnCalendar=',
  'ExecStart=',
  '[Service]',
  '${A}',
  '"',
  '<dict>',
  '</dict>',
  '<key>Hour</key>',
  '<true/>',
  '<integer>99</integer>',
  '\u0000',
  'constructor',
  '9999999999999',
]);

describe('mutated files of other schedulers', () => {
  it('are read or refused, never thrown at, in bounded time; what is accepted is valid', () => {
    const count = inputs(40_000);
    const dice = new Dice(20_260_304);
    const names = Object.keys(foreign) as [string, ...string[]];
    let taken = 0;
    let longest = 0;
    for (let round = 0; round < count; round++) {
      const name = dice.pick(names);
      const own = foreign[name] ?? [''];
      const text = scramble(dice.pick(own), dice, own);
      const begin = performance.now();
      const entries = readFiles([{ name, bytes: encoder.encode(text) }]);
      longest = Math.max(longest, performance.now() - begin);
      for (const { definition, valid, problems } of entries) {
        if (!valid && !problems.some(({ severity }) => severity === 'error'))
          throw new Error(`refused without a word: ${text}`);
        if (definition === null) continue;
        taken++;
        const errors = validateTask(definition).filter(({ severity }) => severity === 'error');
        if (!valid || errors.length > 0 || !TaskDefinition.safeParse(definition).success) {
          throw new Error(`accepted, but not valid: ${JSON.stringify(errors)} of ${text}`);
        }
      }
    }
    console.log(
      `${count} files of other schedulers, ${taken} tasks accepted, the slowest in ${longest.toFixed(1)} ms`,
    );
    expect(longest).toBeLessThan(slowest);
    expect(taken).toBeGreaterThan(count / 100);
  }, 600_000);
});
