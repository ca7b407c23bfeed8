import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DamagedError } from './faults.js';

/** How long an opener waits for another one that is just closing (ms). */
const busyTimeoutMs = 200;

/**
 * Pages of the write-ahead log at which SQLite takes them over into the file by itself: a bound for
 * hosts that are never quiet. The usual way is {@link checkpoint} in a quiet moment, since taking over
 * many pages holds up the caller.
 */
const walPagesMax = 2000;
const pageBytes = 4096;

/** Makes sure that the file exists and that only its owner can read it, before SQLite writes a byte. */
function createPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * Opens the file as its one writer: the lock is held until the close, and a second opener gets
 * SQLITE_BUSY. Throws what SQLite throws.
 */
export function connect(file: string): DatabaseSync {
  createPrivate(file);
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    // Exclusive comes first: the log's index then lives in memory, and there is no -shm file to go stale.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Lets a clean-up give space back to the disk. Later it would change nothing, and yet write.
    if (isEmpty(db)) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = NORMAL');
    db.exec(`PRAGMA wal_autocheckpoint = ${walPagesMax}`);
    db.exec(`PRAGMA journal_size_limit = ${walPagesMax * pageBytes}`);
    // macOS: a plain fsync does not reach the disk there. Without effect elsewhere.
    db.exec('PRAGMA fullfsync = 1');
    db.exec('PRAGMA checkpoint_fullfsync = 1');
    // Takes the lock now, not at the first commit.
    db.exec('BEGIN IMMEDIATE');
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA page_count').get()?.['page_count'] === 0;
}

/**
 * Walks the structure of the whole file (about 0.8 ms per megabyte when it is in memory) and throws a
 * {@link DamagedError} when something does not fit.
 */
export function verify(db: DatabaseSync): void {
  const answer = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (answer !== 'ok') throw new DamagedError(String(answer).replaceAll('\n', ' '));
}

/** Pages of the write-ahead log that are not yet in the file. */
export function pagesToTakeOver(db: DatabaseSync): number {
  const row = db.prepare('PRAGMA wal_checkpoint(NOOP)').get();
  return Number(row?.['log'] ?? 0) - Number(row?.['checkpointed'] ?? 0);
}

/**
 * Takes the write-ahead log over into the file.
 *
 * @param mode `PASSIVE` leaves the log's file as it is; `TRUNCATE` empties it, so that the file alone is whole
 */
export function checkpoint(db: DatabaseSync, mode: 'PASSIVE' | 'TRUNCATE'): void {
  db.prepare(`PRAGMA wal_checkpoint(${mode})`).get();
}
