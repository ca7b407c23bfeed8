import type { PowerReading } from '../../../src-main/core/signals/readings.js';
import type { PowerSensor } from '../../../src-main/ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { sameReading } from './same-reading.js';

/** A power sensor that says what the test sets; null = its source has fallen silent. */
export class FakePowerSensor implements PowerSensor {
  #onReading: ((reading: PowerReading) => void) | null = null;
  #reading: PowerReading;

  constructor(reading: PowerReading | null) {
    this.#reading = reading ?? { source: 'unknown', percent: null };
  }

  set(reading: PowerReading | null): void {
    const next = reading ?? { source: 'unknown', percent: null };
    if (sameReading(this.#reading, next)) return;
    this.#reading = next;
    this.#onReading?.(next);
  }

  start(onReading: (reading: PowerReading) => void): Promise<void> {
    this.#onReading = onReading;
    onReading(this.#reading);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const unknown = this.#reading.source === 'unknown';
    const percent = this.#reading.percent;
    const common = { since: null, age: 0, source: 'fake', others: [] };
    const remedy = unknown ? 'Set the fake.' : null;
    const confidence = unknown ? 'none' : 'high';
    return [
      { signal: 'power', value: this.#reading.source, ...common, confidence, remedy },
      { signal: 'battery', value: percent === null ? 'none' : `${percent} %`, ...common, confidence, remedy },
    ];
  }
}
