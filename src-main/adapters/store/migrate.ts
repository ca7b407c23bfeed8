import type { DatabaseSync } from 'node:sqlite';
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
