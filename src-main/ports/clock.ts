import type { Elapsed, Stamp } from '../core/time/stamp.js';

/** What the clock notices by itself. */
export type ClockNotice =
  /** The wall clock moved by more than 2 s against the elapsed clock (decisions section 1, "clock"). */
  { kind: 'jumped'; byMs: number } | { kind: 'zone-changed'; zone: string };

export interface Clock {
  now(): Stamp;
  /** Changes with each boot of the machine. */
  bootId(): string;
  /** IANA name of the machine's zone. */
  zone(): string;
  /**
   * One timer at an elapsed instant; it may fire late, never early, and at once when the instant has
   * passed. Time asleep counts. Returns the cancellation.
   */
  setTimer(at: Elapsed, fire: () => void): () => void;
  /** Starts to notice jumps and zone changes; returns the end of it. */
  watch(onNotice: (notice: ClockNotice) => void): () => void;
  /**
   * Told when the machine resumed: takes in the time asleep, fires what fell due meanwhile and looks
   * for jumps at once. Without it this happens within a minute.
   */
  recheck(): void;
}
