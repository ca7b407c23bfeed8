import type { DeviceReading } from '../../../src-main/core/signals/readings.js';
import type { DeviceSensor } from '../../../src-main/ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';

/** Devices arrive when the test says so. */
export class FakeDeviceSensor implements DeviceSensor {
  #onReading: ((reading: DeviceReading) => void) | null = null;
  #silent = false;

  arrive(reading: DeviceReading): void {
    if (!this.#silent) this.#onReading?.(reading);
  }

  setSilent(silent: boolean): void {
    this.#silent = silent;
  }

  start(onReading: (reading: DeviceReading) => void): Promise<void> {
    this.#onReading = onReading;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const deaf = this.#silent || this.#onReading === null;
    return [
      {
        signal: 'devices',
        value: deaf ? 'unknown' : 'listening',
        since: null,
        age: null,
        source: deaf ? 'none' : 'fake',
        confidence: deaf ? 'none' : 'high',
        others: [],
        remedy: deaf ? 'Start the fake.' : null,
      },
    ];
  }
}
