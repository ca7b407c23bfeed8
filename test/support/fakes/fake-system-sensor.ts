import type { SystemReading } from '../../../src-main/core/signals/readings.js';
import type { SystemSensor } from '../../../src-main/ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';

/** A machine that sleeps when the test says so; `sleep` resolves when the handler lets it. */
export class FakeSystemSensor implements SystemSensor {
  #onReading: ((reading: SystemReading) => void | Promise<void>) | null = null;
  #state = 'on';

  async sleep(): Promise<void> {
    this.#state = 'suspending';
    await this.#onReading?.({ kind: 'suspending' });
  }

  async wake(): Promise<void> {
    this.#state = 'on';
    await this.#onReading?.({ kind: 'resumed' });
  }

  async shutDown(): Promise<void> {
    this.#state = 'shutting-down';
    await this.#onReading?.({ kind: 'shutting-down' });
  }

  start(onReading: (reading: SystemReading) => void | Promise<void>): Promise<void> {
    this.#onReading = onReading;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const common = { since: null, age: 0, source: 'fake', others: [], remedy: null };
    return [{ signal: 'system', value: this.#state, confidence: 'high', ...common }];
  }
}
