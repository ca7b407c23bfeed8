import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src-main/adapters/store/connection.js';
import { statedVersion } from '../../src-main/adapters/store/file-header.js';
import {
  bringUpToDate,
  migrate,
  newestVersion,
  storedVersion,
} from '../../src-main/adapters/store/migrate.js';
import { migrations } from '../../src-main/adapters/store/migrations/all.js';
import { contentsOf } from '../support/release-contents.js';
import { storeFolder } from '../support/store-folder.js';
import { batchAt } from '../support/store-rows.js';

type Contents = ReturnType<typeof contentsOf>;

const releases = new URL('../fixtures/releases/', import.meta.url).pathname;
const versions = readdirSync(releases).filter((name) => /^\d/.test(name));

describe('stores of earlier releases', () => {
  const folder = storeFolder();

  it.each(versions)('%s: opens, and holds what it held', (version) => {
    copyFileSync(join(releases, version, 'store.db'), folder.file);
    const held = JSON.parse(readFileSync(join(releases, version, 'contents.json'), 'utf8')) as Contents;
    // What a release did not know yet is empty.
    const expected = { ...held, state: { ...held.state, serviceRows: [] } };
    const store = folder.open();
    expect(store.recovered).toBeNull();
    expect(contentsOf(store)).toEqual(expected);
    const before = store.journalLength();
    store.commit(batchAt(0));
    expect(store.journalLength()).toBe(before + 1);
  });

  it('there is at least one', () => {
    expect(versions).toContain('0.1.0');
  });
});

describe('migrations', () => {
  const folder = storeFolder();
  const made = (db: DatabaseSync): unknown[] =>
    db
      .prepare('SELECT number, name, applied FROM migration ORDER BY number')
      .all()
      .map((row) => ({ ...row }));
  const next = migrations.length + 1;
  const second = { number: next, name: 'add-colour', sql: 'ALTER TABLE task ADD COLUMN colour TEXT' };
  const broken = { number: next + 1, name: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE half (a)' };

  it('are numbered from one without a gap, each with a name of its own', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
    const folderNames = readdirSync(new URL('../../src-main/adapters/store/migrations/', import.meta.url));
    expect(folderNames.filter((name) => /^\d/.test(name))).toEqual(
      migrations.map(({ number, name }) => `${String(number).padStart(3, '0')}-${name}.ts`),
    );
  });

  it('bring an older store up to date and note when', () => {
    const db = new DatabaseSync(':memory:');
    expect(migrate(db, migrations, 1000)).toBe(migrations.length);
    db.exec(`INSERT INTO task (key, path, definition, schedule) VALUES ('\\a', '\\A', '{}', '{}')`);
    const longer = [...migrations, second];
    expect(migrate(db, longer, 2000)).toBe(1);
    expect(storedVersion(db)).toBe(newestVersion(longer));
    expect(made(db)).toEqual([
      ...migrations.map(({ number, name }) => ({ number, name, applied: 1000 })),
      { number: next, name: 'add-colour', applied: 2000 },
    ]);
    expect(db.prepare('SELECT path, colour FROM task').all()).toMatchObject([{ path: '\\A', colour: null }]);
    expect(migrate(db, longer, 3000)).toBe(0);
    db.close();
  });

  it('of a file leave a copy of the older version, readable for its owner only', () => {
    folder.open().close();
    const db = connect(folder.file);
    const longer = [...migrations, second];
    bringUpToDate(db, { file: folder.file, migrations: longer, at: 2000 });
    bringUpToDate(db, { file: folder.file, migrations: longer, at: 3000 });
    db.close();
    const copy = `store.db.version-${String(migrations.length)}`;
    expect(folder.names()).toEqual(['store.db', copy]);
    expect(statedVersion(folder.file)).toBe(next);
    expect(statedVersion(join(folder.file, '..', copy))).toBe(migrations.length);
    expect(statSync(join(folder.file, '..', copy)).mode & 0o777).toBe(0o600);
    expect(() => folder.open()).toThrow(expect.objectContaining({ code: 'store-newer' }));
  });

  it('are whole or not at all', () => {
    const db = new DatabaseSync(':memory:');
    const longer = [...migrations, second, broken];
    expect(() => migrate(db, longer, 1000)).toThrow(/half already exists/);
    expect(storedVersion(db)).toBe(next);
    expect(made(db)).toHaveLength(next);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    db.close();
  });
});
