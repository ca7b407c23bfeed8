import type { EventName, EventPayload } from '../../src-shared/contract/table.js';

type Listener = (payload: unknown) => void;

/** Who listens to which event of the contract. Payloads are made only when somebody listens. */
export class Bulletin {
  readonly #listeners = new Map<EventName, Set<Listener>>();

  subscribe(event: EventName, listener: Listener): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  hasListeners(event: EventName): boolean {
    return (this.#listeners.get(event)?.size ?? 0) > 0;
  }

  publish<N extends EventName>(event: N, make: () => EventPayload<N>): void {
    const listeners = this.#listeners.get(event);
    if (listeners === undefined || listeners.size === 0) return;
    const payload = make();
    for (const listener of [...listeners]) listener(payload);
  }
}
