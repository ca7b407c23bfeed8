import type { Clock, ClockNotice } from '../ports/clock.js';
import { elapsed, wall, type Elapsed, type Stamp, type Wall } from '../core/time/stamp.js';
import type { Agenda } from './agenda.js';

/** How long the machine has been up when a scenario begins: long enough to be settled. */
const upAtStartMs = 86_400_000;

/** The clock of a simulated machine: the undisturbed clock of the scenario, shifted as its user shifts it. */
export class SimulatedClock implements Clock {
  /** Instant of the undisturbed clock, ms since 1970. */
  instant: number;
  #shift = 0;
  #bootedAt: number;
  #boots = 1;
  #notice: ((notice: ClockNotice) => void) | null = null;
  /** Timers that came due while the machine slept. */
  #overslept: (() => void)[] = [];
  /** False while the machine sleeps: timers wait. */
  awake = true;

  constructor(
    start: number,
    private readonly zoneName: string,
    private readonly agenda: Agenda,
  ) {
    this.instant = start;
    this.#bootedAt = start - upAtStartMs;
  }

  now(): Stamp {
    return { wall: wall(this.instant + this.#shift), elapsed: elapsed(this.instant - this.#bootedAt) };
  }

  bootId(): string {
    return `boot-${this.#boots}`;
  }

  zone(): string {
    return this.zoneName;
  }

  setTimer(at: Elapsed, fire: () => void): () => void {
    let live = true;
    const ring = (): void => {
      if (live) fire();
    };
    this.agenda.enter(Math.max(this.instant, this.#bootedAt + at), 'timer', () => {
      if (this.awake) ring();
      else if (live) this.#overslept.push(ring);
    });
    return () => {
      live = false;
    };
  }

  recheck(): void {
    // A simulated clock is told of everything at once.
  }

  watch(onNotice: (notice: ClockNotice) => void): () => void {
    this.#notice = onNotice;
    return () => {
      this.#notice = null;
    };
  }

  /** The user sets the clock: forward or back by `ms`. */
  shift(ms: number): void {
    this.#shift += ms;
    this.#notice?.({ kind: 'jumped', byMs: ms });
  }

  /** The undisturbed instant at which the machine's own clock will show this one. */
  undisturbed(at: Wall): number {
    return at - this.#shift;
  }

  /** Timers that came due meanwhile ring now. */
  wake(): void {
    this.awake = true;
    for (const ring of this.#overslept.splice(0)) this.agenda.enter(this.instant, 'timer', ring);
  }

  boot(): void {
    this.awake = true;
    this.#overslept = [];
    this.#boots += 1;
    this.#bootedAt = this.instant;
  }
}
