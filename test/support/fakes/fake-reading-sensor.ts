import type { SignalInfo, SignalName } from '../../../src-shared/model/signal.js';
import { sameReading } from './same-reading.js';

/** A sensor that says what the test sets, once for each change. */
export class FakeReadingSensor<Reading> {
  readonly #signal: SignalName;
  readonly #inWords: (reading: Reading) => string;
  #reading: Reading;
  #onReading: ((reading: Reading) => void) | null = null;

  constructor(signal: SignalName, reading: Reading, inWords: (reading: Reading) => string) {
    this.#signal = signal;
    this.#reading = reading;
    this.#inWords = inWords;
  }

  set(reading: Reading): void {
    if (sameReading(reading, this.#reading)) return;
    this.#reading = reading;
    this.#onReading?.(reading);
  }

  start(onReading: (reading: Reading) => void): Promise<void> {
    this.#onReading = onReading;
    onReading(this.#reading);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const value = this.#inWords(this.#reading);
    const common = { since: null, age: 0, source: 'fake', others: [], remedy: null };
    return [{ signal: this.#signal, value, confidence: 'high', ...common }];
  }
}
