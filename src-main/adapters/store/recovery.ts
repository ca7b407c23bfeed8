import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../../ports/log.js';
import { backupFiles, syncFolder, writtenAt } from './backups.js';

/** What SQLite may keep beside a file. The logs come first: a stale log beside another file would be replayed into it. */
const companions = ['-wal', '-shm', '-journal'] as const;

/** Whether there is no store to open, though there are backups of one. */
export function isLost(file: string): boolean {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size === 0 && backupFiles(file).some((backup) => existsSync(backup));
}

/**
 * Replaces a store that cannot be used: it is renamed with the time, never deleted, and the newest
 * backup that proves sound takes its place; without one the next opening starts an empty store.
 *
 * @param why what was found, as the middle of a sentence, such as `was damaged (malformed page 7)`
 * @param isSound tries a file; the reason why it is not sound goes to the log
 * @returns one sentence for the user
 */
export function replaceStore(options: {
  file: string;
  why: string;
  at: number;
  isSound: (file: string) => boolean;
  log: Log;
}): string {
  const { file, why, at, isSound, log } = options;
  const restored = prepareFromBackup(file, isSound);
  const aside = setAside(file, at);
  if (restored !== null) {
    renameSync(restored.prepared, file);
    syncFolder(dirname(file));
  }
  const sentence = [
    `The store ${file} ${why}`,
    ...(aside === null ? [] : [`it was kept as ${aside}`]),
    restored === null
      ? 'no usable backup was found, so Caretaker started with an empty store'
      : `Caretaker started from the backup of ${restored.madeAt}, so what happened after it is missing`,
  ].join('; ');
  log.warn('The store was replaced', { file, why, aside, backup: restored?.madeAt ?? null });
  return `${sentence}.`;
}

/** Copies the newest sound backup beside the store, so that one rename puts it in place. */
function prepareFromBackup(
  file: string,
  isSound: (file: string) => boolean,
): { prepared: string; madeAt: string } | null {
  const prepared = `${file}.restoring`;
  for (const backup of backupFiles(file)) {
    const madeAt = writtenAt(backup);
    if (madeAt === null) continue;
    for (const suffix of ['', ...companions]) rmSync(prepared + suffix, { force: true });
    copyFileSync(backup, prepared);
    chmodSync(prepared, 0o600);
    if (isSound(prepared)) return { prepared, madeAt: new Date(madeAt).toISOString() };
  }
  rmSync(prepared, { force: true });
  return null;
}

/** Renames the store and what lies beside it; returns its new name, or null when there was none. */
function setAside(file: string, at: number): string | null {
  const stamp = new Date(at).toISOString().replaceAll(':', '-');
  const taken = (name: string): boolean => ['', ...companions].some((suffix) => existsSync(name + suffix));
  let aside = `${file}.damaged-${stamp}`;
  for (let again = 2; taken(aside); again++) aside = `${file}.damaged-${stamp}-${again}`;
  for (const suffix of companions) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  if (!existsSync(file)) return null;
  renameSync(file, aside);
  return aside;
}
