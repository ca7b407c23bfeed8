import type { WakeReading } from '../../../src-main/core/signals/readings.js';
import type { Wall } from '../../../src-main/core/time/stamp.js';
import type { WakeTimer } from '../../../src-main/ports/wake-timer.js';

/** A machine that is woken when the test looks at `at`, and counts how often it was put to sleep. */
export class FakeWakeTimer implements WakeTimer {
  at: Wall | null = null;
  slept = 0;
  #onReading: ((reading: WakeReading) => void) | null = null;

  constructor(private ability: WakeReading = { able: 'yes', reason: null }) {}

  start(onReading: (reading: WakeReading) => void): Promise<void> {
    this.#onReading = onReading;
    onReading(this.ability);
    return Promise.resolve();
  }

  become(ability: WakeReading): void {
    this.ability = ability;
    this.#onReading?.(ability);
  }

  set(at: Wall): void {
    if (this.ability.able === 'yes') this.at = at;
  }

  clear(): void {
    this.at = null;
  }

  sleepAgain(): void {
    this.slept += 1;
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.at = null;
    this.#onReading = null;
    return Promise.resolve();
  }
}
