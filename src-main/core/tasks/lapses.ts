import type { Wall } from '../time/stamp.js';

/** Stretches in which nothing could start, and instants that were jumped over: why a start was missed. */
export interface Lapses {
  /** The last sleep. */
  sleep: { from: Wall; to: Wall } | null;
  /** The last time the clock was set forward: the instants it jumped over. */
  jump: { from: Wall; to: Wall } | null;
  /** When the machine booted, if it did since the last host; null = the same boot. */
  bootedAt: Wall | null;
  hostStartedAt: Wall | null;
}

export function noLapses(): Lapses {
  return { sleep: null, jump: null, bootedAt: null, hostStartedAt: null };
}
