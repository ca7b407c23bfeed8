import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openStore } from '../../src-main/adapters/store/open-store.js';
import type { SqliteStore } from '../../src-main/adapters/store/sqlite-store.js';
import { dayOne, keptLog } from './store-rows.js';

export interface StoreFolder {
  readonly path: string;
  readonly file: string;
  /** Warnings and errors of the stores that were opened. */
  readonly lines: string[];
  /** The clock of the stores; starts at dayOne. */
  now: number;
  open(): SqliteStore;
  names(): string[];
  /** Content of every file by name. */
  contents(): Record<string, string>;
}

/** A folder per test with a store in it; what the test leaves open is closed. */
export function storeFolder(): StoreFolder {
  let path = '';
  let opened: SqliteStore[] = [];
  const kept = keptLog();
  const folder: StoreFolder = {
    get path() {
      return path;
    },
    get file() {
      return join(path, 'store.db');
    },
    lines: kept.lines,
    now: dayOne,
    open() {
      const store = openStore({ file: join(path, 'store.db'), log: kept.log, now: () => folder.now });
      opened.push(store);
      return store;
    },
    names: () => readdirSync(path).sort(),
    contents: () =>
      Object.fromEntries(
        readdirSync(path)
          .sort()
          .map((name) => [name, readFileSync(join(path, name)).toString('base64')]),
      ),
  };
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'caretaker-store-'));
    kept.lines.length = 0;
    folder.now = dayOne;
  });
  afterEach(() => {
    for (const store of opened) store.close();
    opened = [];
    rmSync(path, { recursive: true, force: true });
  });
  return folder;
}
