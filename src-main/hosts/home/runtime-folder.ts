import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../src-shared/failure/fault.js';
import { runtimeFolders, socketPath } from './choose.js';
import type { Surroundings } from './choose.js';

const pointerName = 'current';

/**
 * The folder for this host's socket, made for its owner only, and the socket's path in it.
 *
 * @throws Fault `no-runtime-folder` when none of the possible folders can be used
 */
export function openRuntimeFolder(home: string, around: Surroundings): { folder: string; socket: string } {
  const tried = runtimeFolders(around);
  for (const folder of tried) {
    const socket = socketPath(folder, home, around);
    if (socket !== null && makeOwn(folder, around)) return { folder, socket };
  }
  throw new Fault(
    'no-runtime-folder',
    `No folder for the socket can be used (tried ${tried.join(', ')}); set XDG_RUNTIME_DIR to a folder of yours with a short path.`,
  );
}

function makeOwn(folder: string, around: Surroundings): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder, around)) return false;
    chmodSync(folder, 0o700);
    writeFileSync(join(folder, '.writable'), '');
    rmSync(join(folder, '.writable'));
    return true;
  } catch {
    return false;
  }
}

/** Somebody else's folder, or a link in a folder that all may write to, is never used. */
export function isOwn(folder: string, around: Surroundings): boolean {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && (around.uid === null || stat.uid === around.uid);
  } catch {
    return false;
  }
}

/** Makes this home the one that clients find without being told. */
export function writePointer(folder: string, home: string): void {
  const path = join(folder, pointerName);
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${home}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}

/** Takes the pointer away, unless a newer host has set it to its own home meanwhile. */
export function removePointer(folder: string, home: string): void {
  if (readPointer(folder) === home) rmSync(join(folder, pointerName), { force: true });
}

function readPointer(folder: string): string | null {
  try {
    const home = readFileSync(join(folder, pointerName), 'utf8').trim();
    return home === '' ? null : home;
  } catch {
    return null;
  }
}

/** The home that the newest host of this user has set, or null. */
export function newestHome(around: Surroundings): string | null {
  for (const folder of runtimeFolders(around)) {
    const home = isOwn(folder, around) ? readPointer(folder) : null;
    if (home !== null) return home;
  }
  return null;
}
