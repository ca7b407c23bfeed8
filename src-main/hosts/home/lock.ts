import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../../src-shared/failure/fault.js';
import { notWritable } from './home.js';

/**
 * One host per home. The lock is SQLite's own lock on an empty database file: a lock of the operating
 * system on an open file (fcntl, LockFileEx), so the kernel gives it back at the very end of the
 * process, however that came, and nothing has to be judged by pids that may have been given away again.
 *
 * Nothing else in this process may open the file: closing another descriptor of it would drop the lock.
 */
export interface HomeLock {
  release(): void;
}

/** A client that looks whether the lock is held holds a shared one for a moment; that is waited out. */
const takeTimeoutMs = 400;
const busy = 5;
const lockName = 'lock';

/**
 * Takes the lock of a home for the life of this process; null when another host has it.
 *
 * @throws Fault `home-not-writable`, `home-lock-failed`
 */
export function takeLock(home: string): HomeLock | null {
  const path = join(home, lockName);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: takeTimeoutMs });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    const opened = database !== null;
    database?.close();
    if (errorNumber(error) === busy) return null;
    if (!opened || errorNumber(error) === 8 /* read-only */) throw notWritable(home, error);
    const message = `The lock ${path} cannot be used (${String(error)}); remove that file if no host is running.`;
    throw new Fault('home-lock-failed', message, false, { cause: error });
  }
  const held = database;
  return {
    release: () => {
      if (held.isOpen) held.close();
    },
  };
}

/** Whether a host holds the lock of this home just now. A home that cannot be looked into counts as free. */
export function lockIsHeld(home: string): boolean {
  const path = join(home, lockName);
  if (!existsSync(path)) return false;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    return errorNumber(error) === busy;
  } finally {
    database?.close();
  }
}

/** SQLite's primary result code. */
function errorNumber(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}
