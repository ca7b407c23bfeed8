import type { NetworkReading } from '../../../src-main/core/signals/readings.js';
import type { NetworkSensor } from '../../../src-main/ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { sameReading } from './same-reading.js';

/** A network that is what the test says. */
export class FakeNetworkSensor implements NetworkSensor {
  #onReading: ((reading: NetworkReading) => void) | null = null;
  #reading: NetworkReading;

  constructor(reading: NetworkReading) {
    this.#reading = reading;
  }

  set(change: Partial<NetworkReading>): void {
    const next = { ...this.#reading, ...change };
    next.addresses = next.addresses === null ? null : [...next.addresses].sort();
    if (sameReading(next, this.#reading)) return;
    this.#reading = next;
    this.#onReading?.(next);
  }

  get reading(): NetworkReading {
    return this.#reading;
  }

  start(onReading: (reading: NetworkReading) => void): Promise<void> {
    this.#onReading = onReading;
    onReading(this.#reading);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const { addresses, networks } = this.#reading;
    const common = { since: null, age: 0, source: 'fake', others: [] };
    const rest = (known: boolean) =>
      ({ confidence: known ? 'high' : 'none', remedy: known ? null : 'Set the fake.' }) as const;
    return [
      {
        signal: 'addresses',
        value: addresses === null ? 'unknown' : addresses.join(', ') || 'none',
        ...common,
        ...rest(addresses !== null),
      },
      {
        signal: 'networks',
        value: networks === null ? 'unknown' : networks.map(({ name }) => name).join(', ') || 'none',
        ...common,
        ...rest(networks !== null),
      },
    ];
  }
}
