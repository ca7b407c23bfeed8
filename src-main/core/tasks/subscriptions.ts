import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { looksAt, parseEventQuery, type EventQuery } from '../triggers/event-query.js';
import { journalChannel } from '../triggers/event-tree.js';
import { parseXPath, type Path } from '../triggers/xpath.js';
import { subscriptionsMax } from './limits.js';

/** One event trigger, read. */
export interface Subscription {
  trigger: number;
  query: EventQuery;
  matching: Path | null;
  values: { name: string; path: Path }[];
}

/** The event triggers of all tasks, read once. Those that cannot be read never fire (150). */
export class Subscriptions {
  readonly #byTask = new Map<string, Subscription[]>();

  get size(): number {
    return this.#byTask.size;
  }

  /** Takes a definition in; gives the triggers that could not be subscribed, each with why. */
  put(key: string, definition: TaskDefinition): { trigger: number; why: string }[] {
    this.#byTask.delete(key);
    if (!definition.settings.enabled) return [];
    const failed: { trigger: number; why: string }[] = [];
    const read: Subscription[] = [];
    for (const [trigger, written] of definition.triggers.entries()) {
      if (written.kind !== 'event' || !written.enabled) continue;
      if (read.length === 0 && this.#byTask.size >= subscriptionsMax) {
        failed.push({ trigger, why: `no more than ${subscriptionsMax} tasks may wait for records` });
        continue;
      }
      try {
        read.push({
          trigger,
          query: parseEventQuery(written.subscription),
          matching: written.matchingElement === null ? null : parseXPath(written.matchingElement),
          values: written.valueQueries.map(({ name, query }) => ({ name, path: parseXPath(query) })),
        });
      } catch (error) {
        failed.push({ trigger, why: error instanceof Error ? error.message : String(error) });
      }
    }
    if (read.length > 0) this.#byTask.set(key, read);
    return failed;
  }

  has(key: string): boolean {
    return this.#byTask.has(key);
  }

  remove(key: string): void {
    this.#byTask.delete(key);
  }

  entries(): IterableIterator<[string, Subscription[]]> {
    return this.#byTask.entries();
  }

  /** Queries as written that look at the system's own journal, sorted: what its reader is to look for. */
  ofJournal(written: (key: string, trigger: number) => string | null): string[] {
    const found = new Set<string>();
    for (const [key, list] of this.#byTask) {
      for (const { trigger, query } of list) {
        if (!looksAt(query, journalChannel)) continue;
        const text = written(key, trigger);
        if (text !== null) found.add(text);
      }
    }
    return [...found].sort();
  }
}
