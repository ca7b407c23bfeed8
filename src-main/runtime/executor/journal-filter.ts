import type { JournalReading } from '../../core/signals/readings.js';
import { parseEventQuery, selects } from '../../core/triggers/event-query.js';
import { journalChannel, journalEvent } from '../../core/triggers/event-tree.js';

/**
 * Tells which lines of the journal some task waits for, so that the rest never reaches the core and its
 * recording; null where no task waits for any.
 */
export function journalFilter(subscriptions: string[]): ((reading: JournalReading) => boolean) | null {
  if (subscriptions.length === 0) return null;
  const queries = subscriptions.map(parseEventQuery);
  return (reading) => {
    const event = journalEvent(reading);
    return queries.some((query) => selects(query, journalChannel, event, reading.at));
  };
}
