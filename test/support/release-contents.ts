import type { Store } from '../../src-main/ports/store.js';
import { wall } from '../../src-main/core/time/stamp.js';
import { query } from './store-rows.js';

/** All that a store can be asked for, as plain data: what a later release must still read the same. */
export function contentsOf(store: Store) {
  const always = [wall(0), wall(Number.MAX_SAFE_INTEGER)] as const;
  return {
    state: store.load(),
    records: store.records(query({ limit: 10_000 })),
    instances: store.instances({ task: null, limit: 10_000 }),
    spans: store.spansBetween(...always),
    journal: store.journal(1, 10_000),
  };
}
