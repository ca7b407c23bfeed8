import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../../src-shared/failure/fault.js';
import { machineFolders, runtimeFolders, socketPath } from './choose.js';
import type { Surroundings } from './choose.js';

const pointerName = 'current';
/** In the folder of a machine-wide host: the users' socket of the newest. */
const machinePointer = 'machine';

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
    // Users reach their socket in root's folder, and see nothing else of it.
    const mode = around.uid === 0 ? 0o711 : 0o700;
    mkdirSync(folder, { recursive: true, mode });
    if (!isOwn(folder, around)) return false;
    chmodSync(folder, mode);
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
  return readLine(join(folder, pointerName));
}

function readLine(file: string): string | null {
  try {
    const line = readFileSync(file, 'utf8').trim();
    return line === '' ? null : line;
  } catch {
    return null;
  }
}

/** Makes this users' socket the one that users find without being told. */
export function writeMachinePointer(folder: string, socket: string): void {
  const path = join(folder, machinePointer);
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${socket}\n`, { mode: 0o644 });
  chmodSync(fresh, 0o644);
  renameSync(fresh, path);
}

/** Takes it away, unless a newer host has set its own. */
export function removeMachinePointer(folder: string, socket: string): void {
  if (readLine(join(folder, machinePointer)) === socket)
    rmSync(join(folder, machinePointer), { force: true });
}

/** Users' sockets of hosts for the whole machine: of the named home, else the newest; only in a folder of root's. */
export function machineSockets(named: string | null, around: Surroundings): string[] {
  return machineFolders(around).flatMap((folder) => {
    if (!belongsToRoot(folder)) return [];
    const socket =
      named === null ? readLine(join(folder, machinePointer)) : socketPath(folder, named, around, 'user');
    return socket === null || dirname(socket) !== folder ? [] : [socket];
  });
}

function belongsToRoot(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0;
  } catch {
    return false;
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
