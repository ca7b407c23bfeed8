import { elapsed } from '../../../src-main/core/time/stamp.js';
import type { LoadReading } from '../../../src-main/core/signals/readings.js';
import type { LoadSensor } from '../../../src-main/ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { FakeClock } from './fake-clock.js';

/** Others' work is what the test says, in per cent of the machine; averaging is left out but for its wait. */
export class FakeLoadSensor implements LoadSensor {
  readonly #clock: FakeClock;
  #onReading: ((reading: LoadReading) => void) | null = null;
  #percent = 0;
  #readable = true;
  #limit: { limitPercent: number; windowMs: number } | null = null;
  #load: LoadReading['load'] = 'unknown';
  #cancel: () => void = () => undefined;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  setPercent(percent: number): void {
    this.#percent = percent;
    this.#later();
  }

  setReadable(readable: boolean): void {
    this.#readable = readable;
    this.#later();
  }

  start(onReading: (reading: LoadReading) => void): Promise<void> {
    this.#onReading = onReading;
    onReading({ load: 'unknown' });
    this.#later();
    return Promise.resolve();
  }

  watch(limit: { limitPercent: number; windowMs: number }): void {
    this.#limit = limit;
    this.#load = 'unknown';
    this.#later();
  }

  rest(): void {
    this.#limit = null;
    this.#cancel();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.rest();
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const known = this.#limit !== null && this.#load !== 'unknown';
    return [
      {
        signal: 'load',
        value: this.#limit === null ? 'not watched' : this.#load,
        since: null,
        age: null,
        source: 'fake',
        confidence: known ? 'medium' : 'none',
        others: [],
        remedy: null,
      },
    ];
  }

  #later(): void {
    const limit = this.#limit;
    this.#cancel();
    if (limit === null) return;
    const at = elapsed(this.#clock.now().elapsed + limit.windowMs);
    this.#cancel = this.#clock.setTimer(at, () => {
      const load = this.#readable ? (this.#percent < limit.limitPercent ? 'below' : 'above') : 'unknown';
      if (load === this.#load) return;
      this.#load = load;
      this.#onReading?.({ load });
    });
  }
}
