import type { NetworkReading } from '../../core/signals/readings.js';

export type Networks = NonNullable<NetworkReading['networks']>;

/** Where the names of the connected networks come from. */
export interface NetworkSource {
  readonly name: string;
  readonly kind: 'event' | 'poll';
  /** What would mend it when nothing is known, one sentence. */
  readonly remedy: string;
  /** Calls back as soon as it is known, or known to be unknown (null), and when it may have changed. */
  start(onNetworks: (networks: Networks | null) => void): void;
  /** The addresses changed: a source without events of its own looks anew. */
  addressesChanged?(): void;
  stop(): Promise<void>;
}
