import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeSync } from 'node:fs';
import { openStore } from '../../../../src-main/adapters/store/open-store.js';
import type { SqliteStore } from '../../../../src-main/adapters/store/sqlite-store.js';
import { Fault } from '../../../../src-shared/failure/fault.js';
import { expectBatches } from '../../../support/expect-batches.js';
import { numberedBatch } from '../../../support/numbered-batch.js';
import { keptLog } from '../../../support/store-rows.js';

/** Commits until the store cannot be written, makes room, goes on; tells what happened as one line of JSON. */
const [file = '', ballast = ''] = process.argv.slice(2);
const { log } = keptLog();
let store = openStore({ file, log, now: Date.now });

function faultOf(work: () => void): { code: string; retryable: boolean; message: string } | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { code: error.code, retryable: error.retryable, message: error.message };
  }
}

function fill(of: SqliteStore): ReturnType<typeof faultOf> {
  for (let tries = 0; tries < 20_000; tries++) {
    const fault = faultOf(() => of.commit(numberedBatch(of.journalLength() + 1)));
    if (fault !== null) return fault;
  }
  return null;
}

function makeRoom(): void {
  if (existsSync(ballast)) rmSync(ballast);
  else spawnSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
}

const fault = fill(store);
const held = store.journalLength();
expectBatches(store, held);
// Again and again: a failing write must not wear the store out.
const again = [1, 2, 3].map(() => faultOf(() => store.commit(numberedBatch(held + 1)))?.code ?? null);
store.rest();
expectBatches(store, held);

makeRoom();
store.commit(numberedBatch(held + 1));
store.commit(numberedBatch(held + 2));
expectBatches(store, held + 2);
store.close();
store = openStore({ file, log, now: Date.now });
expectBatches(store, held + 2);
const recovered = store.recovered;
store.close();
writeSync(1, `${JSON.stringify({ fault, again, held, recovered })}\n`);
