import { wall, type Elapsed, type Stamp } from '../../core/time/stamp.js';
import type { Clock, ClockNotice } from '../../ports/clock.js';
import type { BootTime } from './boot-time.js';
import type { ZoneSource } from './zone.js';

export interface ClockSources {
  wallMs(): number;
  bootTime: BootTime;
  bootId(): string;
  zone: ZoneSource;
}

/** Wall against elapsed clock: more than this is a jump (decisions section 1, "clock"). */
const jumpMs = 2_000;
/** A smaller disagreement is not news, but may be sleep that the boot-time clock has not taken in yet. */
const suspicionMs = 20;
/**
 * The longest sleep of the timer while something waits for it. Node's timers stand still while the
 * machine sleeps, and nothing in Node tells of a clock that was set: once a minute both are looked at.
 */
const lookEveryMs = 60_000;

interface Waiting {
  at: Elapsed;
  fire: () => void;
}

/**
 * The machine's clocks. One Node timer serves all that wait, at most `lookEveryMs` long; whoever
 * learns of a resume earlier calls `recheck`.
 */
export class SystemClock implements Clock {
  readonly #sources: ClockSources;
  readonly #waiting = new Set<Waiting>();
  readonly #listeners = new Set<(notice: ClockNotice) => void>();
  /** Wall minus elapsed since the last jump. */
  #base: number;
  /** The same as last looked at: small steps add up in it without being news each time. */
  #seen: number;
  #bootId: string | null = null;
  #zone: string | null = null;
  #endOfZoneWatch: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  #timerAt = Infinity;
  #lookAt = Infinity;

  constructor(sources: ClockSources) {
    this.#sources = sources;
    this.#base = sources.wallMs() - sources.bootTime.read();
    this.#seen = this.#base;
  }

  now(): Stamp {
    const now = this.#read();
    const drift = now.wall - now.elapsed - this.#seen;
    return drift > suspicionMs || drift < -suspicionMs ? this.#compare() : now;
  }

  bootId(): string {
    return (this.#bootId ??= this.#sources.bootId());
  }

  /** Read anew at each call, so that a call right after a change is right even before its notice. */
  zone(): string {
    return this.#sources.zone.read();
  }

  setTimer(at: Elapsed, fire: () => void): () => void {
    const waiting: Waiting = { at, fire };
    this.#waiting.add(waiting);
    this.#arm();
    return () => {
      if (this.#waiting.delete(waiting)) this.#arm();
    };
  }

  watch(onNotice: (notice: ClockNotice) => void): () => void {
    if (this.#listeners.size === 0) {
      this.#zone = this.zone();
      this.#endOfZoneWatch = this.#sources.zone.watch(() => this.#compareZone());
    }
    // A function of its own, so that the same listener can watch twice.
    const listener = (notice: ClockNotice) => onNotice(notice);
    this.#listeners.add(listener);
    this.#arm();
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#endOfZoneWatch?.();
      this.#endOfZoneWatch = null;
      this.#arm();
    };
  }

  /** Looks at once for time asleep, a set clock, another zone and due timers; to be called on resume. */
  recheck(): void {
    this.#compare();
    if (this.#listeners.size > 0) this.#compareZone();
    this.#fireDue();
    this.#arm();
  }

  #read(): Stamp {
    return { wall: wall(this.#sources.wallMs()), elapsed: this.#sources.bootTime.read() };
  }

  /** Takes in sleep first; what disagreement is left, if large, is a clock that was set. */
  #compare(): Stamp {
    const slept = this.#sources.bootTime.refresh();
    const now = this.#read();
    this.#seen = now.wall - now.elapsed;
    const byMs = this.#seen - this.#base;
    if (Math.abs(byMs) > jumpMs) {
      this.#base += byMs;
      this.#tell({ kind: 'jumped', byMs });
    }
    // The running Node timer did not count the sleep.
    if (slept > suspicionMs) this.#arm(true);
    return now;
  }

  #compareZone(): void {
    const zone = this.zone();
    if (zone === this.#zone) return;
    this.#zone = zone;
    this.#tell({ kind: 'zone-changed', zone });
  }

  /** Later, not at once: `now` is called in the middle of other people's work. */
  #tell(notice: ClockNotice): void {
    for (const listener of this.#listeners) {
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener(notice);
      });
    }
  }

  #arm(anew = false): void {
    const now = this.#sources.bootTime.read();
    const needed = this.#waiting.size > 0 || this.#listeners.size > 0;
    // A planned look stays planned: arming for other reasons must not put it off.
    if (!needed) this.#lookAt = Infinity;
    else if (this.#lookAt === Infinity) this.#lookAt = now + lookEveryMs;
    let at = this.#lookAt;
    for (const waiting of this.#waiting) at = Math.min(at, waiting.at);
    if (!anew && at === this.#timerAt) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
    this.#timerAt = at;
    if (at === Infinity) return;
    // What is due already waits for what is under way, not for a timer's milliseconds.
    if (at <= now) {
      this.#immediate = setImmediate(() => this.#onTimer());
      return;
    }
    // Node counts whole milliseconds: one more, so that a fraction does not cost a second timer.
    this.#timer = setTimeout(() => this.#onTimer(), Math.max(0, Math.ceil(at - now)) + 1);
  }

  #onTimer(): void {
    this.#timer = null;
    this.#immediate = null;
    this.#timerAt = Infinity;
    this.#lookAt = Infinity;
    this.recheck();
  }

  #fireDue(): void {
    const now = this.#sources.bootTime.read();
    const due = [...this.#waiting].filter((waiting) => waiting.at <= now).sort((a, b) => a.at - b.at);
    for (const waiting of due) {
      // One that fired before it may have cancelled this one.
      if (this.#waiting.delete(waiting)) waiting.fire();
    }
  }
}
