import { elapsed, type Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { MaybeFact } from './idle-source.js';

/** While idle the return must be noticed: the price of a source without events. */
const returnMs = 1_000;
/** A clock that disagrees slightly with the source must not make a busy loop. */
const leastMs = 200;

/**
 * What a look found: the last input (a moment ahead where a source knows only "until then"); `nobody` yet,
 * but somebody may come; or null: nothing to look at, the poll rests until `start`.
 */
export type Look = Stamp | 'nobody' | null;

/**
 * Looks at a source that tells the last input but has no events, as seldom as can be: while active not
 * before idle could be reached, while idle once a second.
 */
export class IdlePoll {
  readonly #clock: Clock;
  readonly #look: () => Look | Promise<Look>;
  readonly #onFact: (fact: MaybeFact) => void;
  readonly #lookEveryMs: () => number | null;
  readonly #nobodyMs: number;
  #idleAfterMs: number;
  #cancel: (() => void) | null = null;
  #running = false;
  /** Rises with each start and stop, so that a look under way then does not count. */
  #round = 0;

  constructor(options: {
    clock: Clock;
    idleAfterMs: number;
    look: () => Look | Promise<Look>;
    onFact: (fact: MaybeFact) => void;
    /** A source that needs to be looked at at least this often for now; null = it does not. */
    lookEveryMs?: () => number | null;
    /** After `nobody` it looks again this much later; as while idle unless told. */
    nobodyMs?: number;
  }) {
    this.#clock = options.clock;
    this.#look = options.look;
    this.#onFact = options.onFact;
    this.#lookEveryMs = options.lookEveryMs ?? (() => null);
    this.#nobodyMs = options.nobodyMs ?? returnMs;
    this.#idleAfterMs = options.idleAfterMs;
  }

  /** Looks now, and goes on. */
  async start(): Promise<void> {
    this.#running = true;
    await this.#once();
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    if (this.#running) void this.#once();
  }

  stop(): void {
    this.#running = false;
    this.#round += 1;
    this.#cancel?.();
    this.#cancel = null;
  }

  async #once(): Promise<void> {
    const round = ++this.#round;
    this.#cancel?.();
    this.#cancel = null;
    const last = await this.#look();
    if (!this.#running || round !== this.#round) return;
    if (last === null) {
      this.#running = false;
      this.#onFact(null);
      return;
    }
    const stamp = this.#clock.now();
    const now = stamp.elapsed;
    if (last === 'nobody') {
      this.#onFact(null);
      if (this.#running && round === this.#round) this.#again(now + this.#nobodyMs);
      return;
    }
    const isIdle = now - last.elapsed >= this.#idleAfterMs;
    this.#onFact({ state: isIdle ? 'idle' : 'active', lastInputAt: last.elapsed > now ? stamp : last });
    // The handler may have stopped or moved the watch.
    if (!this.#running || round !== this.#round) return;
    const next = isIdle ? now + returnMs : Math.max(now + leastMs, last.elapsed + this.#idleAfterMs);
    this.#again(Math.min(next, now + (this.#lookEveryMs() ?? Infinity)));
  }

  #again(atElapsed: number): void {
    this.#cancel = this.#clock.setTimer(elapsed(atElapsed), () => void this.#once());
  }
}
