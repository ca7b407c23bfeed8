import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openStore } from '../../src-main/adapters/store/open-store.js';
import { memoryStore } from '../../src-main/simulation/memory-store.js';
import { dayOne, keptLog } from '../support/store-rows.js';
import { describeStore } from './conformance/store.js';

const folder = mkdtempSync(join(tmpdir(), 'caretaker-store-'));
let made = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStore('in memory', memoryStore);
describeStore('SQLite', () =>
  openStore({ file: join(folder, `${++made}.db`), log: keptLog().log, now: () => dayOne }),
);
