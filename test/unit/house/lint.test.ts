import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

let folder = '';
let eslint: ESLint;

/** What the linter says of a file at this place: rule and message. */
async function complaints(path: string, text: string): Promise<string[]> {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const [result] = await eslint.lintFiles([path]);
  rmSync(file);
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

describe('the lint rules of the house', () => {
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'caretaker-lint-')));
    cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
    for (const part of ['src-main', 'src-shared', 'src-renderer', 'test']) {
      mkdirSync(join(folder, part));
      writeFileSync(
        join(folder, part, 'tsconfig.json'),
        JSON.stringify({
          extends: '../tsconfig.base.json',
          compilerOptions: { lib: ['ES2023', 'DOM'] },
          include: ['**/*.ts'],
        }),
      );
    }
    eslint = new ESLint({ cwd: folder, overrideConfigFile: join(root, 'eslint.config.js') });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[rule: string, path: string, text: string]>([
    ['no-restricted-syntax', 'src-main/adapters/power/source.ts', 'export const is = process.platform;'],
    [
      'no-restricted-syntax',
      'src-main/runtime/run.ts',
      "import { platform } from 'node:os';\nexport const is = platform();",
    ],
    ['no-restricted-syntax', 'src-main/core/time/now.ts', 'export const now = Date.now();'],
    ['no-restricted-syntax', 'src-main/core/time/now.ts', 'export const now = new Date();'],
    ['no-restricted-syntax', 'src-main/core/time/now.ts', 'export const now = Date();'],
    ['no-restricted-syntax', 'src-main/core/time/luck.ts', 'export const luck = Math.random();'],
    [
      'no-restricted-syntax',
      'src-main/core/time/wait.ts',
      'export async function wait(p: Promise<void>) { await p; }',
    ],
    ['no-restricted-globals', 'src-main/core/time/later.ts', 'setTimeout(() => undefined, 1);'],
    ['no-restricted-globals', 'src-main/core/time/where.ts', 'export const env = process.env;'],
    [
      'no-restricted-syntax',
      'src-renderer/state/tasks.ts',
      'export const it = (window as unknown as { caretaker: object }).caretaker;\nexport const other = window.caretaker;',
    ],
    [
      'no-restricted-globals',
      'src-renderer/features/page.ts',
      "export const socket = new WebSocket('ws://x');",
    ],
    ['house/file-name', 'src-main/runtime/utils.ts', 'export {};'],
    ['house/file-name', 'src-main/runtime/string-helpers/helpers.ts', 'export {};'],
    ['house/file-name', 'src-main/runtime/common/clock.ts', 'export {};'],
    ['house/file-name', 'src-shared/model/misc.ts', 'export {};'],
    ['house/file-name', 'src-main/runtime/someThing.ts', 'export {};'],
    [
      'house/disable-with-reason',
      'src-main/runtime/a.ts',
      'export {};\n// eslint-disable-next-line eqeqeq\nexport const same = 1 == Number(1);',
    ],
    [
      'house/skip-with-reason',
      'test/unit/a.test.ts',
      "import { it } from 'vitest';\nit.skipIf(true)('says nothing', () => undefined);",
    ],
    ['@typescript-eslint/no-floating-promises', 'src-main/runtime/a.ts', 'Promise.resolve(1);'],
    ['@typescript-eslint/no-explicit-any', 'src-shared/model/a.ts', 'export const it: any = 1;'],
    [
      '@typescript-eslint/ban-ts-comment',
      'src-shared/model/a.ts',
      '// @ts-ignore\nexport const it: string = 1;',
    ],
    [
      '@typescript-eslint/consistent-type-imports',
      'src-shared/model/a.ts',
      "import { B } from './b.js';\nexport const it = (b: B) => b;",
    ],
  ])('%s bites in %s', async (rule, path, text) => {
    expect((await complaints(path, text)).join('\n')).toContain(`${rule}:`);
  });

  it.each<[path: string, text: string]>([
    [
      'src-main/adapters/power/choose.ts',
      "import process from 'node:process';\nexport const is = process.platform;",
    ],
    ['src-main/core/time/format.ts', 'export const text = (ms: number) => new Date(ms).toISOString();'],
    ['src-main/adapters/power/power-sensor.linux.ts', 'export const now = Date.now();'],
    ['src-renderer/bridge/socket.ts', "export const socket = new WebSocket('ws://x');"],
    [
      'test/unit/a.test.ts',
      "import { it } from 'vitest';\nit.skipIf(true)('speaks (needs root)', () => undefined);",
    ],
  ])('lets %s through', async (path, text) => {
    expect(await complaints(path, text)).toEqual([]);
  });
});
