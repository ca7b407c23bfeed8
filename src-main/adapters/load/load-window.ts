import type { LoadCounters } from './load-probe.js';

export interface LoadSample extends LoadCounters {
  /** Elapsed time of the sample, ms. */
  atMs: number;
  /** CPU time of Caretaker's own children between the last sample and this one, ms; 0 and up. */
  ownCpuMs: number;
}

/** Shares in per cent, 0 to 100; disk is the busiest disk's, null where unknown. */
export interface Load {
  cpu: number;
  disk: number | null;
}

/**
 * Average of others' work over a rolling window. The sum of what was worked is judged against the
 * whole window from the first sample on: what is too much already cannot become little before its end.
 */
export class LoadWindow {
  readonly #limitPercent: number;
  readonly #windowMs: number;
  #samples: LoadSample[] = [];

  constructor(limitPercent: number, windowMs: number) {
    this.#limitPercent = limitPercent;
    this.#windowMs = windowMs;
  }

  /** Takes a sample in; null = not decided yet. Below is strictly below the limit. */
  push(sample: LoadSample): 'below' | 'above' | null {
    this.#samples.push(sample);
    const from = sample.atMs - this.#windowMs;
    // The newest sample that is a whole window old begins the window; older ones are done with.
    while ((this.#samples[1]?.atMs ?? Infinity) <= from) this.#samples.shift();
    const load = this.average();
    const first = this.#samples[0];
    if (load === null || first === undefined) return null;
    const worst = Math.max(load.cpu, load.disk ?? 0);
    const part = Math.min(1, (sample.atMs - first.atMs) / this.#windowMs);
    if (worst * part >= this.#limitPercent) return 'above';
    return part >= 1 ? 'below' : null;
  }

  /** Average since the window's first sample; null with fewer than two. */
  average(): Load | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return null;
    const own = this.#samples.slice(1).reduce((sum, { ownCpuMs }) => sum + ownCpuMs, 0);
    const total = last.cpuTotalMs - first.cpuTotalMs;
    const busy = last.cpuBusyMs - first.cpuBusyMs - own;
    return {
      cpu: total > 0 ? percent(busy / total) : 0,
      disk: busiest(first, last),
    };
  }

  /** Begins anew, as after a gap in which nothing was measured. */
  clear(): void {
    this.#samples = [];
  }
}

function busiest(first: LoadSample, last: LoadSample): number | null {
  if (first.diskBusyMs === null || last.diskBusyMs === null) return null;
  let most = 0;
  for (const [disk, busyMs] of last.diskBusyMs) {
    // A disk that came within the window counts from its first sample at 0.
    most = Math.max(most, busyMs - (first.diskBusyMs.get(disk) ?? 0));
  }
  return percent(most / (last.atMs - first.atMs));
}

function percent(share: number): number {
  return Math.min(100, Math.max(0, share * 100));
}
