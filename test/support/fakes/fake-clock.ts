import { elapsed, wall, type Elapsed, type Stamp } from '../../../src-main/core/time/stamp.js';
import type { Clock, ClockNotice } from '../../../src-main/ports/clock.js';

/** A clock moved by hand. Timers fire from `pass`, in the order of their instants. */
export class FakeClock implements Clock {
  #wall: number;
  #elapsed: number;
  #zone: string;
  readonly #timers = new Set<{ at: Elapsed; fire: () => void }>();
  readonly #listeners = new Set<(notice: ClockNotice) => void>();
  /** How often a timer has fired: the wake-ups of whoever uses this clock. */
  fired = 0;

  constructor(start = Date.UTC(2026, 2, 2, 8), upMs = 3_600_000, zone = 'Europe/Athens') {
    this.#wall = start;
    this.#elapsed = upMs;
    this.#zone = zone;
  }

  now(): Stamp {
    return { wall: wall(this.#wall), elapsed: elapsed(this.#elapsed) };
  }

  bootId(): string {
    return 'fake-boot';
  }

  zone(): string {
    return this.#zone;
  }

  setTimer(at: Elapsed, fire: () => void): () => void {
    const timer = { at, fire };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  watch(onNotice: (notice: ClockNotice) => void): () => void {
    this.#listeners.add(onNotice);
    return () => this.#listeners.delete(onNotice);
  }

  recheck(): void {
    this.#fireDue();
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Time goes by; what is asynchronous between two timers gets its turn. */
  async pass(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    for (;;) {
      await settle();
      const next = Math.min(until, ...[...this.#timers].map(({ at }) => at));
      this.#move(Math.max(0, next - this.#elapsed));
      if (!this.#fireDue() && this.#elapsed >= until) break;
    }
    await settle();
  }

  /** Asleep: both clocks move on, timers do not fire before `recheck`. */
  sleep(ms: number): void {
    this.#move(ms);
  }

  /** Somebody sets the clock. */
  shiftWall(ms: number): void {
    this.#wall += ms;
    if (Math.abs(ms) > 2_000) for (const listener of this.#listeners) listener({ kind: 'jumped', byMs: ms });
  }

  setZone(zone: string): void {
    this.#zone = zone;
    for (const listener of this.#listeners) listener({ kind: 'zone-changed', zone });
  }

  #move(ms: number): void {
    this.#wall += ms;
    this.#elapsed += ms;
  }

  #fireDue(): boolean {
    const due = [...this.#timers].filter(({ at }) => at <= this.#elapsed).sort((a, b) => a.at - b.at);
    for (const timer of due) {
      if (!this.#timers.delete(timer)) continue;
      this.fired += 1;
      timer.fire();
    }
    return due.length > 0;
  }
}

/** Lets promises and immediates that are ready run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
