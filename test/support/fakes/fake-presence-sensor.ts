import { elapsed, type Stamp } from '../../../src-main/core/time/stamp.js';
import type { PresenceReading } from '../../../src-main/core/signals/readings.js';
import type { Clock } from '../../../src-main/ports/clock.js';
import type { PresenceSensor } from '../../../src-main/ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';

/** A person made of one moment: the last input. Idle comes by itself when the watched time has passed. */
export class FakePresenceSensor implements PresenceSensor {
  readonly #clock: Clock;
  #onReading: ((reading: PresenceReading) => void) | null = null;
  #lastInputAt: Stamp | null;
  #idleAfterMs = 240_000;
  #last: PresenceReading['presence'] | null = null;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastInputAt = clock.now();
  }

  touch(): void {
    this.#lastInputAt = this.#clock.now();
    this.#judge();
  }

  silence(): void {
    this.#lastInputAt = null;
    this.#judge();
  }

  start(onReading: (reading: PresenceReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#judge();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.#cancel?.();
    return Promise.resolve();
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    this.#judge();
  }

  describe(): SignalInfo[] {
    const value = this.#last ?? 'unknown';
    const confidence = value === 'unknown' ? 'none' : 'high';
    const remedy = value === 'unknown' ? 'Touch the fake.' : null;
    return [{ signal: 'idle', value, since: null, age: 0, source: 'fake', confidence, others: [], remedy }];
  }

  #judge(): void {
    if (this.#onReading === null) return;
    this.#cancel?.();
    const last = this.#lastInputAt;
    if (last === null) return this.#tell('unknown', null);
    const crosses = last.elapsed + this.#idleAfterMs;
    const isIdle = this.#clock.now().elapsed >= crosses;
    if (!isIdle) this.#cancel = this.#clock.setTimer(elapsed(crosses), () => this.#judge());
    this.#tell(isIdle ? 'idle' : 'active', last);
  }

  #tell(presence: PresenceReading['presence'], lastInputAt: Stamp | null): void {
    if (presence === this.#last) return;
    this.#last = presence;
    this.#onReading?.({ presence, lastInputAt });
  }
}
