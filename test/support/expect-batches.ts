import { expect } from 'vitest';
import type { Store } from '../../src-main/ports/store.js';
import { recordsEach } from './numbered-batch.js';
import { guid, query } from './store-rows.js';

/** Checks that the store holds the numbered batches from 1 to `last`, and nothing of another one. */
export function expectBatches(store: Store, last: number): void {
  const { kernel, tasks, instances } = store.load();
  expect(store.journalLength()).toBe(last);
  expect(kernel?.json ?? '0').toBe(String(last));
  expect(tasks.map((task) => task.source)).toEqual(last === 0 ? [] : [String(last)]);
  expect(instances).toEqual([]);
  expect(store.instances({ task: null, limit: 1 }).map((row) => row.instance)).toEqual(
    last === 0 ? [] : [guid(last)],
  );
  const records = store.records(query({ limit: last * recordsEach + 1 }));
  expect(records.map((record) => record.seq)).toEqual(
    Array.from({ length: last * recordsEach }, (_, index) => index + 1),
  );
  const wrong = records.filter((record) => record.data['Batch'] !== Math.ceil(record.seq / recordsEach));
  expect(wrong).toEqual([]);
}
