import { existsSync, renameSync, writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { checkpoint } from './connection.js';
import type { Migration } from './migrations/migration.js';

/** The version of the stored form: the number of the last migration that was applied, 0 for a new store. */
export function storedVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

/** The version that `migrations` lead to. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0;
}

/**
 * Brings the store up to the newest version, one transaction per migration, so that a crash in
 * between leaves a store of a version that existed.
 *
 * @param at milliseconds since the epoch, noted beside each migration
 * @returns how many were applied
 */
export function migrate(db: DatabaseSync, migrations: readonly Migration[], at: number): number {
  const from = storedVersion(db);
  const waiting = migrations.filter((migration) => migration.number > from);
  for (const migration of waiting) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(
        'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL) STRICT',
      );
      db.exec(migration.sql);
      db.prepare('INSERT INTO migration (number, name, applied) VALUES (?, ?, ?)').run(
        migration.number,
        migration.name,
        at,
      );
      // Part of the transaction like any other page of the file.
      db.exec(`PRAGMA user_version = ${migration.number}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
  return waiting.length;
}

/**
 * {@link migrate} for a store that is a file: keeps a copy of an older one as `FILE.version-N` first,
 * the way back to the release before.
 */
export function bringUpToDate(
  db: DatabaseSync,
  options: { file: string; migrations: readonly Migration[]; at: number },
): void {
  const { file, migrations, at } = options;
  const from = storedVersion(db);
  if (from === newestVersion(migrations)) return;
  if (from > 0) keepCopy(db, `${file}.version-${from}`);
  migrate(db, migrations, at);
  // The file itself, not only its log, must state the version: see statedVersion.
  checkpoint(db, 'TRUNCATE');
}

function keepCopy(db: DatabaseSync, copy: string): void {
  // Kept from an earlier try; like all that was set aside it is not overwritten.
  if (existsSync(copy)) return;
  const unfinished = `${copy}-unfinished`;
  writeFileSync(unfinished, '', { mode: 0o600 });
  db.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}
