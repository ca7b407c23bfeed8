import type { Refusal } from '../failure/refusal.js';

/** An answer as it crosses from the Electron host to its window. */
export type BridgeAnswer = { kind: 'out'; out: unknown } | { kind: 'refusal'; refusal: Refusal };

/**
 * What the preload puts on `window.caretaker` in the Electron window: the contract, and nothing else.
 * In a browser there is no such object; the panel then uses the WebSocket of the headless host.
 */
export interface CaretakerBridge {
  /** Asks one request of the contract. Rejects only when the host is gone. */
  request(name: string, input: unknown): Promise<BridgeAnswer>;
  /**
   * Listens to an event. `seq` counts from 1 per topic and window; a gap means: ask again. Returns the end of it.
   */
  subscribe(event: string, listener: (payload: unknown, seq: number) => void): () => void;
}
