import type { QuietReading } from '../core/signals/readings.js';
import type { Agenda } from './agenda.js';
import type { SimulatedClock } from './simulated-clock.js';

interface Limits {
  cpuPercentOfCore: number;
  diskPercent: number;
  windowMs: number;
  share: number;
}

/**
 * Others' work of a simulated machine, judged over a stretch. A simulated machine knows its past, so the
 * answer is exact: it changes at the very instant at which the busy part of the stretch crosses its share.
 */
export class SimulatedQuiet {
  /** Changes of the load: since when, and how much; the first holds since ever. */
  readonly #past: { from: number; cpu: number; disk: number }[];
  #limits: Limits | null = null;
  #cancel: (() => void) | null = null;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly agenda: Agenda,
    private readonly cores: number,
    load: { cpu: number; disk: number },
    private readonly tell: (reading: QuietReading) => void,
  ) {
    this.#past = [{ from: -Infinity, ...load }];
  }

  /** The load from now on, in per cent of the machine. */
  set(load: { cpu: number; disk: number }): void {
    this.#past.push({ from: this.clock.instant, ...load });
    this.judge();
  }

  watch(limits: Limits): void {
    this.#limits = limits;
    this.judge();
  }

  rest(): void {
    this.#limits = null;
    this.#cancel?.();
  }

  /** Says what holds now, and looks again when it may change without any change of the load. */
  judge(): void {
    this.#cancel?.();
    const limits = this.#limits;
    if (limits === null) return;
    const over = this.#overMs(limits);
    this.tell({ quiet: over <= 0 ? 'quiet' : 'busy' });
    // Being told may have been all that was wanted.
    if (this.#limits !== limits) return;
    const next = this.#nextLook(limits, over);
    if (next !== null) this.#cancel = this.agenda.enter(next, 'outside', () => this.judge());
  }

  /** By how much the busy time of the stretch is above what the share leaves, ms; 0 and less = quiet. */
  #overMs(limits: Limits): number {
    const now = this.clock.instant;
    const begin = now - limits.windowMs;
    let busyMs = 0;
    for (const [place, { from }] of this.#past.entries()) {
      const to = this.#past[place + 1]?.from ?? now;
      if (this.#isBusy(place, limits)) busyMs += Math.max(0, to - Math.max(from, begin));
    }
    return busyMs - Math.round(limits.windowMs * (1 - limits.share));
  }

  /**
   * The next instant at which the judgement may turn: busy time enters at the end of the stretch while the
   * load is high, and leaves at its beginning, both at the pace of the clock.
   */
  #nextLook(limits: Limits, over: number): number | null {
    const now = this.clock.instant;
    const busyNow = this.#isBusy(this.#past.length - 1, limits);
    if (over > 0) return busyNow ? null : this.#whenLeft(limits, over);
    // It grows by what enters; what leaves meanwhile only puts the turn off, and then is looked at again.
    return busyNow ? now - over + 1 : null;
  }

  /** When so much busy time has left the stretch, nothing entering it. */
  #whenLeft(limits: Limits, over: number): number {
    let left = over;
    const begin = this.clock.instant - limits.windowMs;
    for (const [place, { from }] of this.#past.entries()) {
      const to = this.#past[place + 1]?.from ?? this.clock.instant;
      if (to <= begin || !this.#isBusy(place, limits)) continue;
      const start = Math.max(from, begin);
      if (to - start >= left) return start + left + limits.windowMs;
      left -= to - start;
    }
    return this.clock.instant + 1;
  }

  #isBusy(place: number, { cpuPercentOfCore, diskPercent }: Limits): boolean {
    const { cpu, disk } = this.#past[place] ?? { cpu: 0, disk: 0 };
    return cpu * this.cores >= cpuPercentOfCore || disk >= diskPercent;
  }
}
