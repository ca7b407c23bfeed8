// `npm run check`: what CI asks of every change, side by side, slowest first.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from './build.js';
import { environment, onNode24 } from './node-24.js';

/** @typedef {{ name: string, command: string[] }} Check */

/** @param {string} path */
const types = (path) => ({ name: `types of ${path}`, command: ['tsc', '-p', path] });

/** @type {Check[]} */
const checks = [
  { name: 'lint', command: ['eslint', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'] },
  {
    name: 'types and markup of src-renderer',
    command: [
      'svelte-check',
      '--tsconfig',
      'src-renderer/tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  },
  types('src-main'),
  types('test'),
  { name: 'unused code', command: ['knip', '--no-progress'] },
  {
    name: 'layers',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.js',
      'src-main',
      'src-shared',
      'src-renderer',
      'test',
      'scripts',
    ],
  },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '--cache', '.'] },
  types('src-main/core'),
  types('src-shared'),
  types('src-main/hosts/electron/preload'),
  types('scripts'),
  { name: 'shell scripts', command: ['bash', '-n', 'scripts/test-prepare.sh', '.ci/run'] },
];

/**
 * @param {Check} check
 * @returns {Promise<{ name: string, code: number, output: string, seconds: number }>}
 */
function run({ name, command: [program = '', ...args] }) {
  const began = performance.now();
  const path = join(root, 'node_modules/.bin', program);
  return new Promise((resolve) => {
    const child = spawn(existsSync(path) ? path : program, args, {
      cwd: root,
      env: { ...environment(), ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows the tools are .cmd files, which only a shell can run.
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (/** @type {number} */ code) =>
      resolve({ name, code, output, seconds: (performance.now() - began) / 1000 });
    child.once('error', (error) => {
      output += error.message;
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

await onNode24(import.meta.url, async () => {
  const wanted = process.argv.slice(2);
  const queue = checks.filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  );
  let failed = 0;
  const worker = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const { name, code, output, seconds } = await run(check);
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
      if (code === 0) continue;
      failed += 1;
      console.log(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  console.log(failed === 0 ? 'All checks hold.' : `${failed} checks failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
});
