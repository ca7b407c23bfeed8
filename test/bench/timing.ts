import type { Figure } from './figure.js';

/** Milliseconds that `work` takes. */
export function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Milliseconds of `work` in ascending order, over `rounds` rounds after some that do not count. */
export function samples(rounds: number, work: (round: number) => void): number[] {
  const unmeasured = Math.ceil(rounds / 10);
  for (let round = 0; round < unmeasured; round++) work(round);
  return Array.from({ length: rounds }, (_, round) => timed(() => work(unmeasured + round))).sort(
    (one, other) => one - other,
  );
}

/** The value below which the share lies, such as 0.5 or 0.99; `sorted` ascends. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Median milliseconds of `work` over `rounds` rounds. */
export function median(rounds: number, work: (round: number) => void): number {
  return quantile(samples(rounds, work), 0.5);
}

/** A figure that must stay below `limit`, or that promises nothing. */
export function figure(name: string, value: number, unit: string, limit?: number): Figure {
  return limit === undefined
    ? { name, value, unit, limit: null, ok: null }
    : { name, value, unit, limit: `< ${limit}`, ok: value < limit };
}
