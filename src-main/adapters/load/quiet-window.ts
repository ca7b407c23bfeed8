import type { LoadCounters } from './load-probe.js';

export interface QuietLimits {
  /** Per cent of one core. */
  cpuPercentOfCore: number;
  /** Per cent of a disk's time. */
  diskPercent: number;
  windowMs: number;
  /** Share of the window, 0 to 1, that must lie below both limits. */
  share: number;
}

interface Sample extends LoadCounters {
  /** Elapsed time, ms. */
  atMs: number;
  /** CPU time of Caretaker's own children since the last sample, ms. */
  ownCpuMs: number;
}

/**
 * Judges a rolling stretch slice by slice: each is busy or not, and the busy ones may take up no more than
 * what the share leaves. What is too much already stays so until the busy slices have left the window.
 */
export class QuietWindow {
  #last: Sample | null = null;
  /** Slices of the window, oldest first. */
  #slices: { from: number; to: number; busy: boolean }[] = [];

  constructor(private readonly limits: QuietLimits) {}

  /** Takes a sample in; null = not decided yet. */
  push(sample: Sample): 'quiet' | 'busy' | null {
    const last = this.#last;
    this.#last = sample;
    if (last === null || sample.atMs <= last.atMs) return null;
    this.#slices.push({ from: last.atMs, to: sample.atMs, busy: this.#isBusy(last, sample) });
    const begin = sample.atMs - this.limits.windowMs;
    while ((this.#slices[0]?.to ?? Infinity) <= begin) this.#slices.shift();
    let busyMs = 0;
    for (const { from, to, busy } of this.#slices) if (busy) busyMs += to - Math.max(from, begin);
    // The clock's own grain must not decide a bound that is inclusive.
    if (busyMs > this.limits.windowMs * (1 - this.limits.share) + 1) return 'busy';
    const measuredFrom = this.#slices[0]?.from ?? sample.atMs;
    return measuredFrom <= begin ? 'quiet' : null;
  }

  /** Begins anew, as after a gap in which nothing was measured. */
  clear(): void {
    this.#last = null;
    this.#slices = [];
  }

  #isBusy(from: Sample, to: Sample): boolean {
    const spanMs = to.atMs - from.atMs;
    const cpuMs = to.cpuBusyMs - from.cpuBusyMs - to.ownCpuMs;
    if ((cpuMs / spanMs) * 100 >= this.limits.cpuPercentOfCore) return true;
    if (from.diskBusyMs === null || to.diskBusyMs === null) return false;
    for (const [disk, busyMs] of to.diskBusyMs) {
      const before = from.diskBusyMs.get(disk) ?? 0;
      if (((busyMs - before) / spanMs) * 100 >= this.limits.diskPercent) return true;
    }
    return false;
  }
}
