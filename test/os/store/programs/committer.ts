import { writeSync } from 'node:fs';
import { openStore } from '../../../../src-main/adapters/store/open-store.js';
import { keptLog } from '../../../support/store-rows.js';
import { numberedBatch } from '../../../support/numbered-batch.js';

/** Commits numbered batches until it is killed; a line per batch, written only after its commit. */
const file = process.argv[2] ?? '';
const store = openStore({ file, log: keptLog().log, now: Date.now });
writeSync(1, `open ${store.journalLength()}\n`);
for (let number = store.journalLength() + 1; ; number++) {
  // Those without FULL are no less whole: a killed process loses nothing that it wrote.
  store.commit({ ...numberedBatch(number), durable: number % 3 !== 0 });
  writeSync(1, `${number}\n`);
  if (number % 25 === 0) store.rest();
  if (number % 60 === 0) await store.backUp();
}
