import type { ServiceSummary } from '../../../src-shared/model/service.js';

/** A control program waits two minutes before it says that a start takes too long (seed 002). */
export const patienceMs = 120_000;

/** What there is to say of a service between two states. */
export interface Progress {
  /** Since it is pending, in ms; never below zero. */
  elapsedMs: number;
  /** Share of the patience that is used up, 0 to 1. */
  share: number;
  over: boolean;
  hung: boolean;
}

/** @param now milliseconds since 1970 */
export function progressOf({ since, hung }: ServiceSummary, now: number): Progress {
  const elapsedMs = since === null ? 0 : Math.max(0, now - Date.parse(since));
  return { elapsedMs, share: Math.min(1, elapsedMs / patienceMs), over: elapsedMs > patienceMs, hung };
}
