import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../../.dependency-cruiser.js';

/** A small copy of the house: what an offending import may point at. */
const house: Record<string, string> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { zod: '1', yaml: '1', 'temporal-polyfill': '1' },
    devDependencies: { electron: '1', svelte: '1' },
  }),
  'src-main/core/time/stamp.ts': 'export const at = 1;',
  'src-main/core/kernel/event.ts': 'export interface CoreEvent { at: number }\nexport const none = 0;',
  'src-main/ports/clock.ts': 'export interface Clock { now(): number }',
  'src-main/adapters/clock/system-clock.ts': 'export const clock = 1;',
  'src-main/adapters/power/upower.ts': 'export const upower = 1;',
  'src-main/adapters/dbus/bus.ts': 'export const bus = 1;',
  'src-main/runtime/runtime.ts': 'export const runtime = 1;',
  'src-main/hosts/compose.ts': 'export const compose = 1;',
  'src-main/hosts/electron/main.ts': 'export const main = 1;',
  'src-main/hosts/electron/channels.ts': 'export const channels = 1;',
  'src-main/simulation/machine.ts': 'export const machine = 1;',
  'src-main/formats/xml.ts': 'export const xml = 1;',
  'src-main/client/client.ts': 'export const client = 1;',
  'src-shared/contract/table.ts': 'export type Name = string;\nexport const table = 1;',
  'src-shared/ids/task-path.ts': 'export const path = 1;',
  'src-shared/wording/message.ts': 'export const say = 1;',
  'src-renderer/bridge/bridge.ts': 'export const bridge = 1;',
  'src-renderer/state/tasks.ts': 'export const tasks = 1;',
  'src-renderer/features/page.ts': 'export const page = 1;',
  'test/support/fake.ts': 'export const fake = 1;',
};
for (const name of ['zod', 'yaml', 'temporal-polyfill', 'electron', 'svelte']) {
  house[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
  house[`node_modules/${name}/index.js`] = 'exports.it = 1;';
}

let folder = '';
let wasIn = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** The rules that these files break, by name. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [path, text] of Object.entries(files)) write(path, text);
  const { options, ...ruleSet } = config;
  const { output } = await cruise(Object.keys(files), {
    ...options,
    tsConfig: {},
    ruleSet,
    validate: true,
    baseDir: folder,
  });
  for (const path of Object.keys(files)) rmSync(join(folder, path));
  const { summary } = output as ICruiseResult;
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const importing = (path: string): string => `import * as it from '${path}';\nexport const used = it;`;
const importingType = (path: string, name: string): string =>
  `import type { ${name} } from '${path}';\nexport type Used = ${name};`;

describe('the one-way doors', () => {
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'caretaker-house-')));
    wasIn = process.cwd();
    for (const [path, text] of Object.entries(house)) write(path, text);
  });
  afterAll(() => {
    process.chdir(wasIn);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[rule: string, file: string, text: string]>([
    ['core-is-pure', 'src-main/core/kernel/bad.ts', importing('node:fs')],
    ['core-is-pure', 'src-main/core/kernel/bad.ts', importing('zod')],
    ['core-is-pure', 'src-main/core/kernel/bad.ts', importing('temporal-polyfill')],
    ['core-is-pure', 'src-main/core/kernel/bad.ts', importingType('../../ports/clock.js', 'Clock')],
    ['core-time-is-pure', 'src-main/core/time/bad.ts', importing('zod')],
    [
      'core-takes-types-of-the-contract',
      'src-main/core/tasks/bad.ts',
      importing('../../../src-shared/contract/table.js'),
    ],
    [
      'core-takes-types-of-the-contract',
      'src-main/core/tasks/bad.ts',
      importing('../../../src-shared/wording/message.js'),
    ],
    ['ports-are-interfaces', 'src-main/ports/bad.ts', importing('../runtime/runtime.js')],
    ['ports-take-types-of-the-core', 'src-main/ports/bad.ts', importing('../core/kernel/event.js')],
    ['adapters-know-no-runtime', 'src-main/adapters/clock/bad.ts', importing('../../runtime/runtime.js')],
    ['adapters-know-no-runtime', 'src-main/adapters/clock/bad.ts', importing('../../hosts/compose.js')],
    ['adapters-know-no-other-adapter', 'src-main/adapters/clock/bad.ts', importing('../power/upower.js')],
    ['runtime-knows-no-adapter', 'src-main/runtime/bad.ts', importing('../adapters/clock/system-clock.js')],
    ['runtime-knows-no-adapter', 'src-main/runtime/bad.ts', importing('../hosts/compose.js')],
    ['runtime-knows-no-adapter', 'src-main/runtime/bad.ts', importing('electron')],
    [
      'simulation-runs-without-a-machine',
      'src-main/simulation/bad.ts',
      importing('../adapters/clock/system-clock.js'),
    ],
    ['formats-are-parsers', 'src-main/formats/bad.ts', importing('../runtime/runtime.js')],
    ['client-stands-alone', 'src-main/client/bad.ts', importing('../core/kernel/event.js')],
    ['electron-only-where-named', 'src-main/hosts/headless/bad.ts', importing('electron')],
    ['electron-only-where-named', 'src-main/adapters/power/power.ts', importingType('electron', 'App')],
    ['cli-is-a-client', 'src-main/hosts/cli/bad.ts', importing('../electron/main.js')],
    ['preload-is-small', 'src-main/hosts/electron/preload/bad.ts', importing('../main.js')],
    ['preload-is-small', 'src-main/hosts/electron/preload/bad.ts', importing('node:fs')],
    ['shared-runs-anywhere', 'src-shared/model/bad.ts', importing('node:path')],
    ['shared-runs-anywhere', 'src-shared/model/bad.ts', importing('../../src-main/core/time/stamp.js')],
    ['shared-runs-anywhere', 'src-shared/model/bad.ts', importing('yaml')],
    ['renderer-knows-no-main', 'src-renderer/state/bad.ts', importing('../../src-main/core/time/stamp.js')],
    ['renderer-has-no-node', 'src-renderer/state/bad.ts', importing('node:fs')],
    ['only-state-uses-the-bridge', 'src-renderer/features/bad.ts', importing('../bridge/bridge.js')],
    ['ui-knows-no-domain', 'src-renderer/ui/bad.ts', importing('../state/tasks.js')],
    ['nothing-imports-test', 'src-main/runtime/bad.ts', importing('../../test/support/fake.js')],
    ['no-dev-packages-in-main', 'src-main/runtime/bad.ts', importing('svelte')],
    ['resolvable', 'src-main/runtime/bad.ts', importing('./not-there.js')],
  ])('%s: %s', async (rule, file, text) => {
    expect(await broken({ [file]: text })).toContain(rule);
  });

  it('no-cycles: two files that need each other', async () => {
    const files = {
      'src-main/runtime/one.ts': importing('./two.js'),
      'src-main/runtime/two.ts': importing('./one.js'),
    };
    expect(await broken(files)).toEqual(['no-cycles']);
  });

  it.each<[file: string, text: string]>([
    ['src-main/core/time/zone.ts', importing('temporal-polyfill')],
    ['src-main/core/tasks/task.ts', importing('../../../src-shared/ids/task-path.js')],
    ['src-main/core/tasks/task.ts', importingType('../../../src-shared/contract/table.js', 'Name')],
    ['src-main/ports/store.ts', importingType('../core/kernel/event.js', 'CoreEvent')],
    ['src-main/adapters/power/more.ts', importing('../dbus/bus.js')],
    ['src-main/adapters/power/power.electron.ts', importing('electron')],
    ['src-main/runtime/more.ts', importing('../core/kernel/event.js')],
    ['src-main/simulation/more.ts', importing('../runtime/runtime.js')],
    ['src-main/hosts/headless/main.ts', importing('../../adapters/clock/system-clock.js')],
    ['src-main/hosts/electron/preload/index.ts', importing('../channels.js')],
    ['src-shared/model/more.ts', importing('zod')],
    ['src-renderer/state/more.ts', importing('../bridge/bridge.js')],
    ['test/unit/some.test.ts', importing('../support/fake.js')],
  ])('lets %s through', async (file, text) => {
    expect(await broken({ [file]: text })).toEqual([]);
  });
});
