import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src-main/adapters/store/open-store.js';
import { batchAt, keptLog, logEntry } from '../support/store-rows.js';
import type { Figure } from './figure.js';
import { figure, quantile, samples } from './timing.js';

const rounds = 2000;
const rowsPerBatch = 100;

/** What the disk itself takes to keep one page: the floor of a durable commit. */
function floor(folder: string): number {
  const descriptor = openSync(join(folder, 'floor'), 'w');
  const page = Buffer.alloc(4096, 1);
  try {
    const took = samples(rounds, (round) => {
      // The same pages again, as in a log that is reused.
      writeSync(descriptor, page, 0, page.length, (round % 100) * page.length);
      fdatasyncSync(descriptor);
    });
    return quantile(took, 0.5);
  } finally {
    closeSync(descriptor);
  }
}

/** Commits of the store: one record each and a hundred, with and without waiting for the disk. */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-bench-'));
  const store = openStore({ file: join(folder, 'store.db'), log: keptLog().log, now: () => Date.now() });
  let seq = 0;
  const commits = (size: number, durable: boolean): number[] =>
    samples(rounds, () => {
      const records = Array.from({ length: size }, () => logEntry(++seq, seq * 1000));
      store.commit(batchAt(seq, { records, durable, kernel: { version: 1, json: `{"seq":${seq}}` } }));
      // As the host does when its queue is empty; not part of a commit's time in a real one, but of this figure.
      if (seq % 500 === 0) store.rest();
    });
  try {
    // The first quiet moment makes a backup: not what is measured.
    await store.backUp();
    const disk = floor(folder);
    const one = commits(1, true);
    const hundred = commits(rowsPerBatch, true);
    const quick = commits(1, false);
    const rowsPerSecond = (rowsPerBatch / quantile(hundred, 0.5)) * 1000;
    return await Promise.resolve([
      figure('disk: one page made durable, median', disk, 'ms'),
      figure('durable commit of one record, median', quantile(one, 0.5), 'ms', 1),
      figure('durable commit of one record, 99 %', quantile(one, 0.99), 'ms'),
      figure('durable commit of one record against the disk alone', quantile(one, 0.5) / disk, '×', 3),
      figure('durable commit of 100 records, median', quantile(hundred, 0.5), 'ms', 10),
      figure('durable commit of 100 records, 99 %', quantile(hundred, 0.99), 'ms'),
      {
        name: 'rows a second in durable batches of 100',
        value: rowsPerSecond,
        unit: '/s',
        limit: '> 10000',
        ok: rowsPerSecond > 10_000,
      },
      figure('commit without waiting for the disk, median', quantile(quick, 0.5), 'ms', 0.5),
    ]);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
