import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, runInForeground } from './node-24.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

const sources = ['src-main', 'src-renderer', 'src-shared'];
const configs = ['electron.vite.config.ts', 'svelte.config.js', 'package-lock.json'];
const stamp = join(root, 'out/.built-from');

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What the build was made from. Names, sizes and times: reading every file would cost more than it saves. */
function fingerprint() {
  const files = [
    ...sources
      .map((name) => join(root, name))
      .filter((path) => existsSync(path))
      .flatMap(filesBelow),
    ...configs.map((name) => join(root, name)).filter((path) => existsSync(path)),
  ].sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Whether out/ holds a build of the sources as they are now. */
export function isBuilt() {
  if (!existsSync(join(root, 'out/main/cli.js'))) return false;
  try {
    return readFileSync(stamp, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

/** Whether the tools to build are installed (`npm ci --omit=dev` leaves them out). */
export function canBuild() {
  return existsSync(join(root, 'node_modules/electron-vite/bin/electron-vite.js')) && findNode() !== null;
}

/**
 * Builds main, preload and renderer into out/.
 * @returns {Promise<number>} exit code of the build
 */
export async function build() {
  const before = fingerprint();
  const code = await runInForeground(
    findNode() ?? process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root },
  );
  if (code === 0) writeFileSync(stamp, before);
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await build();
