import {
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** statfs(2): file systems in memory. */
const inMemory = [0x01021994, 0x858458f6];
const pointer = 'place';

/**
 * The folder for what only this boot needs: who runs as what, how it ended. In memory where the system has
 * such a place, since files on a disk are made in turn with all other writers of the machine; else below
 * the home. `services/place` of the home names it, so that every host of the home finds the same one.
 */
export function openVolatileFolder(
  home: string,
  env: Record<string, string | undefined>,
  uid: number,
): string {
  const kept = join(home, 'services');
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  const named = readPointer(kept);
  if (named !== null && isOwn(named, uid)) return named;
  const mark = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
  for (const parent of [env['XDG_RUNTIME_DIR'], uid === 0 ? '/run' : undefined, '/dev/shm']) {
    if (parent === undefined || !isInMemory(parent)) continue;
    const folder = join(parent, `caretaker-services-${uid}-${mark}`);
    if (!make(folder, uid)) continue;
    writeFileSync(join(kept, pointer), `${folder}\n`, { mode: 0o600 });
    return folder;
  }
  return kept;
}

/** Nothing lives in it any more: the next host makes it anew. */
export function removeVolatileFolder(home: string, folder: string): void {
  const kept = join(home, 'services');
  if (folder === kept) return;
  rmSync(join(kept, pointer), { force: true });
  rmSync(folder, { recursive: true, force: true });
}

function readPointer(kept: string): string | null {
  try {
    return readFileSync(join(kept, pointer), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function isInMemory(folder: string): boolean {
  try {
    return inMemory.includes(statfsSync(folder).type);
  } catch {
    return false;
  }
}

function make(folder: string, uid: number): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder, uid)) return false;
    // Some such places are mounted read-only, or full.
    mkdirSync(join(folder, 'trial'), { recursive: true });
    rmdirSync(join(folder, 'trial'));
    return true;
  } catch {
    return false;
  }
}

/** Somebody else's folder, or a link in a folder that all may write to, is never used. */
function isOwn(folder: string, uid: number): boolean {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
