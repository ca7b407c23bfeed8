import type { Batch } from '../../src-main/ports/store.js';
import { batchAt, instanceRow, logEntry, taskRow } from './store-rows.js';

/** How many records a numbered batch holds. */
export const recordsEach = 10;

/** A batch that can be told whole from half: every part of it carries the number. */
export function numberedBatch(number: number): Batch {
  const first = (number - 1) * recordsEach + 1;
  return batchAt(number, {
    records: Array.from({ length: recordsEach }, (_, index) =>
      logEntry(first + index, number, { data: { Batch: number, Text: 'x'.repeat(200) } }),
    ),
    tasks: [taskRow('\\Numbered', { source: String(number) })],
    instances: [instanceRow(number, number, number)],
    kernel: { version: 1, json: String(number) },
    durable: true,
  });
}
