import { closeSync, copyFileSync, openSync, renameSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { SqliteStore } from '../../../src-main/adapters/store/sqlite-store.js';
import { expectBatches } from '../../support/expect-batches.js';
import { numberedBatch } from '../../support/numbered-batch.js';
import { storeFolder } from '../../support/store-folder.js';
import { batchAt, query, taskRow } from '../../support/store-rows.js';

const folder = storeFolder();
const pageBytes = 4096;
const day = 24 * 60 * 60 * 1000;

function commit(store: SqliteStore, from: number, to: number): void {
  for (let number = from; number <= to; number++) store.commit(numberedBatch(number));
}

/** A store of some batches more than are in its backup. */
async function withBackup(last = 200): Promise<void> {
  const store = folder.open();
  commit(store, 1, last);
  expect(await store.backUp()).toBe(true);
  commit(store, last + 1, last + 100);
  store.close();
}

/** Damages what is not in the memory of the one that has the store open; works for large ones. */
function overwriteMost(): void {
  overwrite(folder.file, 10 * pageBytes, statSync(folder.file).size - 20 * pageBytes);
}

/** Lets what has just been done settle: its promises have run. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function overwrite(file: string, offset: number, bytes: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(bytes, 0xa5), 0, bytes, offset);
  closeSync(descriptor);
}

const aside = 'store.db.damaged-2026-03-02T00-00-00.000Z';

describe('a damaged store', () => {
  const damages: [string, (file: string) => void][] = [
    ['pages in the middle overwritten', (file) => overwrite(file, 10 * pageBytes, 20 * pageBytes)],
    ['its header overwritten', (file) => overwrite(file, 0, 50)],
    ['its first pages overwritten', (file) => overwrite(file, 100, 2 * pageBytes)],
    ['cut to half', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['cut by a page', (file) => truncateSync(file, statSync(file).size - pageBytes)],
    ['filled with something else', (file) => overwrite(file, 0, statSync(file).size)],
  ];

  it.each(damages)('%s: is set aside whole, the last good backup takes its place', async (_, damage) => {
    await withBackup();
    damage(folder.file);
    const damaged = folder.contents()['store.db'];

    const store = folder.open();
    expectBatches(store, 200);
    expect(store.recovered).toMatch(
      /^The store .*store\.db was damaged \(.+\); it was kept as .*; Caretaker started from the backup of .*\.$/,
    );
    expect(store.recovered).toContain(aside);
    expect(folder.lines.join('\n')).toContain('The store was replaced');
    commit(store, 201, 210);
    store.close();
    expect(folder.contents()[aside]).toBe(damaged);

    const again = folder.open();
    expect(again.recovered).toBeNull();
    expectBatches(again, 210);
  });

  it('a definition that is no JSON any more counts as damage', async () => {
    await withBackup();
    const db = new DatabaseSync(folder.file);
    db.exec(`UPDATE task SET definition = substr(definition, 1, 20)`);
    db.close();
    const store = folder.open();
    expect(store.recovered).toContain('holds no JSON');
    expectBatches(store, 200);
  });

  it('an older backup is taken when the newest is damaged as well', async () => {
    await withBackup();
    copyFileSync(`${folder.file}.backup`, `${folder.file}.backup-older`);
    overwrite(`${folder.file}.backup`, 5 * pageBytes, 20 * pageBytes);
    overwrite(folder.file, 10 * pageBytes, 20 * pageBytes);
    const store = folder.open();
    expectBatches(store, 200);
    expect(folder.lines.join('\n')).toContain('A backup of the store cannot be used');
  });

  it('without a good backup Caretaker starts empty, and says so', async () => {
    await withBackup();
    for (const file of [folder.file, `${folder.file}.backup`])
      overwrite(file, 10 * pageBytes, 20 * pageBytes);
    const store = folder.open();
    expect(store.recovered).toContain('no usable backup was found, so Caretaker started with an empty store');
    expectBatches(store, 0);
    expect(folder.names()).toContain(aside);
    expect(folder.names()).not.toContain('store.db.restoring');
  });

  it('two of the same moment are both kept', async () => {
    for (const _ of [1, 2]) {
      const store = folder.open();
      commit(store, 1, 50);
      store.close();
      overwrite(folder.file, 0, 200);
    }
    folder.open();
    expect(folder.names().filter((name) => name.includes('damaged'))).toEqual([aside, `${aside}-2`]);
  });

  it('its log goes aside with it and is not replayed into the backup', async () => {
    await withBackup();
    // A log of a crash, beside a file that cannot be read.
    const store = folder.open();
    commit(store, 301, 320);
    copyFileSync(`${folder.file}-wal`, join(folder.path, 'kept-wal'));
    store.close();
    renameSync(join(folder.path, 'kept-wal'), `${folder.file}-wal`);
    overwrite(folder.file, 0, statSync(folder.file).size);
    // The opening before had made a backup of all that was there.
    expectBatches(folder.open(), 300);
  });

  it('a restore that was cut off is done again', async () => {
    await withBackup();
    copyFileSync(`${folder.file}.backup`, `${folder.file}.restoring`);
    truncateSync(`${folder.file}.restoring`, 5000);
    renameSync(folder.file, join(folder.path, aside));
    const store = folder.open();
    expectBatches(store, 200);
    expect(store.recovered).toContain('was missing or empty');
    expect(folder.names()).not.toContain('store.db.restoring');
  });

  it('a row of the past that cannot be read is left out, the others stay', () => {
    const store = folder.open();
    commit(store, 1, 3);
    store.close();
    const db = new DatabaseSync(folder.file);
    db.exec(`UPDATE record SET data = '{"Ba' WHERE seq = 5; UPDATE instance SET row = '' WHERE number = 2`);
    db.close();
    const reopened = folder.open();
    expect(reopened.records(query()).map((record) => record.seq)).not.toContain(5);
    expect(reopened.records(query())).toHaveLength(29);
    expect(reopened.instances({ task: null, limit: 10 })).toHaveLength(2);
  });

  it('damage that shows while it is open is a fault, and the next start mends it', async () => {
    await withBackup(1000);
    const store = folder.open();
    overwriteMost();
    expect(() => store.records(query({ limit: 100_000 }))).toThrow(
      expect.objectContaining({ name: 'Fault', code: 'store-corrupt', retryable: false }),
    );
    store.close();
    // The opening before had made a backup of all that was there.
    expectBatches(folder.open(), 1100);
  });
});

describe('the backups', () => {
  it('are made at the opening, and again a day later; two generations are kept', async () => {
    const first = folder.open();
    first.commit(batchAt(0, { tasks: [taskRow('\\First')] }));
    first.close();
    expect(folder.names()).toEqual(['store.db']);

    const store = folder.open();
    expect(folder.names()).toContain('store.db.backup');
    await nextTurn();
    folder.now += day - 1;
    store.commit(batchAt(0, { tasks: [taskRow('\\Second')] }));
    store.rest();
    await nextTurn();
    expect(folder.names()).not.toContain('store.db.backup-older');
    folder.now += 1;
    store.rest();
    expect(folder.names().filter((name) => name.includes('backup'))).toEqual([
      'store.db.backup',
      'store.db.backup-older',
    ]);
    const tasksOf = (name: string): unknown[] => {
      const db = new DatabaseSync(join(folder.path, name));
      const rows = db.prepare('SELECT path FROM task').all();
      db.close();
      return rows.map((row) => row['path']);
    };
    expect(tasksOf('store.db.backup')).toEqual(['\\First', '\\Second']);
    expect(tasksOf('store.db.backup-older')).toEqual(['\\First']);
  });

  it('of a large store are copied beside the commits, and hold a moment of it', async () => {
    const store = folder.open();
    const last = 4000;
    commit(store, 1, last);
    store.rest();
    expect(statSync(folder.file).size).toBeGreaterThan(8_000_000);
    const done = store.backUp();
    let number = last;
    let finished = false;
    void done.finally(() => (finished = true));
    while (!finished) {
      commit(store, ++number, number);
      await nextTurn();
    }
    expect(await done).toBe(true);
    expect(number).toBeGreaterThan(last + 5);
    store.close();
    copyFileSync(`${folder.file}.backup`, folder.file);
    const copy = folder.open();
    expect(copy.journalLength()).toBeGreaterThanOrEqual(last);
    expectBatches(copy, copy.journalLength());
  });

  it('of a large store are given up when it is closed; nothing is left lying', async () => {
    const store = folder.open();
    commit(store, 1, 4000);
    store.rest();
    const done = store.backUp();
    await nextTurn();
    store.close();
    expect(await done).toBe(false);
    expect(folder.lines).toEqual([]);
    expect(folder.names().filter((name) => name.includes('unfinished'))).toEqual([]);
    const reopened = folder.open();
    expectBatches(reopened, 4000);
  });

  it('that cannot be made are told once, and the good one stays', async () => {
    await withBackup(3000);
    const store = folder.open();
    const before = folder.contents()['store.db.backup'];
    overwriteMost();
    folder.now += 2 * day;
    expect(await store.backUp()).toBe(false);
    store.rest();
    await nextTurn();
    expect(folder.lines).toHaveLength(1);
    expect(folder.contents()['store.db.backup']).toBe(before);
  });
});
