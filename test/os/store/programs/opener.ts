import { createInterface } from 'node:readline';
import { openStore } from '../../../../src-main/adapters/store/open-store.js';
import { Fault } from '../../../../src-shared/failure/fault.js';
import { numberedBatch } from '../../../support/numbered-batch.js';
import { keptLog } from '../../../support/store-rows.js';

/** Opens the store and tells how it went as a line of JSON; with `stay` it keeps it and commits when asked. */
const [file = '', mode] = process.argv.slice(2);
try {
  const store = openStore({ file, log: keptLog().log, now: Date.now });
  console.log(JSON.stringify({ opened: true, recovered: store.recovered }));
  if (mode === 'stay') {
    createInterface({ input: process.stdin }).on('line', () => {
      store.commit(numberedBatch(store.journalLength() + 1));
      console.log('ok');
    });
  } else {
    store.close();
  }
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.log(JSON.stringify({ code: error.code, retryable: error.retryable, message: error.message }));
}
