import type { SignalInfo, SignalName } from '../../../src-shared/model/signal.js';

/**
 * The honest sensor of a system that Caretaker has no source for: it delivers one reading, `unknown` in
 * the words of its kind, and `describe` says what would mend it. Unknown is never idle and never AC.
 */
export class UnknownSensor<Reading> {
  readonly #reading: Reading | null;
  readonly #signals: SignalName[];
  readonly #remedy: string;

  /** A null reading is for sensors whose readings are moments (suspend, device arrival): none is delivered. */
  constructor(options: { reading: Reading | null; signals: SignalName[]; remedy: string }) {
    this.#reading = options.reading;
    this.#signals = options.signals;
    this.#remedy = options.remedy;
  }

  start(onReading: (reading: Reading) => void): Promise<void> {
    if (this.#reading !== null) onReading(this.#reading);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    return this.#signals.map((signal) => ({
      signal,
      value: 'unknown',
      since: null,
      age: null,
      source: 'none',
      confidence: 'none',
      others: [],
      remedy: this.#remedy,
    }));
  }
}

/** The same with the `watch` of the presence port. */
export class UnknownPresenceSensor<Reading> extends UnknownSensor<Reading> {
  watch(): void {
    // Nothing to watch with: the reading stays unknown.
  }
}
