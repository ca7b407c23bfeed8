import { elapsed, type Elapsed } from '../../core/time/stamp.js';

/** Where time since boot comes from; both in milliseconds. */
export interface BootTimeSources {
  /** Finely graded, never goes back, may stand still while the machine sleeps. */
  monotonicMs(): number;
  /** Time since boot, sleep included, in steps of `stepMs`; null when it cannot be read. */
  uptimeMs(): number | null;
  stepMs: number;
}

/**
 * Milliseconds since boot, time asleep included. Reading the uptime costs a system call or three, so
 * it is read only on `refresh`; between two refreshes the monotonic clock carries on.
 *
 * Each reading of the uptime says: uptime ≤ true time < uptime + step. The largest
 * `uptime − monotonic` seen is thus a lower bound of the true distance of the two clocks, it can only
 * grow (by sleep, or because a reading came closer to its step), and so the result never goes back.
 */
export class BootTime {
  readonly #sources: BootTimeSources;
  #offsetMs: number;

  constructor(sources: BootTimeSources) {
    this.#sources = sources;
    const before = sources.monotonicMs();
    const uptime = sources.uptimeMs();
    const after = sources.monotonicMs();
    if (uptime === null) {
      this.#offsetMs = 0;
      return;
    }
    const low = uptime - after;
    const high = uptime + sources.stepMs - before;
    // A machine that has never slept: both clocks are the same one, and exact.
    this.#offsetMs = low <= 0 && high > 0 ? 0 : low;
  }

  read(): Elapsed {
    return elapsed(Math.floor(this.#sources.monotonicMs() + this.#offsetMs));
  }

  /** Takes in time asleep. Returns the milliseconds by which the clock was moved on, 0 and up. */
  refresh(): number {
    const uptime = this.#sources.uptimeMs();
    if (uptime === null) return 0;
    const low = uptime - this.#sources.monotonicMs();
    const moved = Math.max(0, low - this.#offsetMs);
    this.#offsetMs += moved;
    return moved;
  }
}

/** The process's own high-resolution clock in milliseconds. */
export function processMonotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
