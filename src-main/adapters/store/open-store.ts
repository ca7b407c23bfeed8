import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../ports/log.js';
import { connect, verify } from './connection.js';
import { busyFault, isDamage, newerFault, translate } from './faults.js';
import { statedVersion } from './file-header.js';
import { bringUpToDate, newestVersion, storedVersion } from './migrate.js';
import { migrations } from './migrations/all.js';
import { isLost, replaceStore } from './recovery.js';
import { SqliteStore } from './sqlite-store.js';
import { StateReader } from './state-reader.js';
import { Statements } from './statements.js';

export interface StoreOptions {
  /** Path of the store; its folder exists. */
  file: string;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Stores that are open in this process: locks of the system only tell processes apart. */
const openHere = new Set<string>();

/**
 * Opens the store, or makes a new one. A damaged store is set aside and replaced by the last good
 * backup; `recovered` then says so.
 *
 * Throws a Fault: `store-busy` (another host has it open), `store-newer` (written by a newer Caretaker,
 * left as it is), `home-not-writable`, `disk-full`, `store-failing`.
 */
export function openStore(options: StoreOptions): SqliteStore {
  const file = resolve(options.file);
  if (openHere.has(file)) throw busyFault(file);
  openHere.add(file);
  try {
    const isNew = (statedVersion(file) ?? 0) === 0;
    const { db, recovered } = openOrReplace(file, options);
    const store = new SqliteStore({ ...options, file, db, recovered, onClosed: () => openHere.delete(file) });
    // A sound store is worth a copy; a new one is not.
    if (!isNew) store.rest();
    return store;
  } catch (error) {
    openHere.delete(file);
    throw translate(file, error);
  }
}

function openOrReplace(file: string, options: StoreOptions): { db: DatabaseSync; recovered: string | null } {
  const replace = (why: string): { db: DatabaseSync; recovered: string } => {
    const isSound = (candidate: string): boolean => isSoundBackup(candidate, options);
    const recovered = replaceStore({ file, why, at: options.now(), isSound, log: options.log });
    return { db: openSound(file, options.now()), recovered };
  };
  if (isLost(file)) return replace('was missing or empty');
  try {
    return { db: openSound(file, options.now()), recovered: null };
  } catch (error) {
    if (!(error instanceof Error) || !isDamage(error)) throw error;
    return replace(`was damaged (${error.message})`);
  }
}

/** Opens a file whose version is known and whose content is whole; else throws, with nothing left open. */
function openSound(file: string, at: number): DatabaseSync {
  refuseNewer(file, statedVersion(file) ?? 0);
  const db = connect(file);
  try {
    // After a crash the log may know a newer version than the file states.
    refuseNewer(file, storedVersion(db));
    verify(db);
    bringUpToDate(db, { file, migrations, at });
    // What cannot be done without is read once here, while a backup can still take its place.
    new StateReader(new Statements(db)).load();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function refuseNewer(file: string, version: number): void {
  const known = newestVersion(migrations);
  if (version > known) throw newerFault(file, version, known);
}

function isSoundBackup(candidate: string, options: StoreOptions): boolean {
  try {
    openSound(candidate, options.now()).close();
    return true;
  } catch (error) {
    options.log.warn('A backup of the store cannot be used', { file: candidate, error: String(error) });
    return false;
  }
}
