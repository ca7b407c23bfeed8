import type { Stamp } from '../../core/time/stamp.js';
import { elapsed, wall } from '../../core/time/stamp.js';

/** What one source knows of input at the places it can see. */
export interface IdleFact {
  /** idle: no input for the watched time. unknown: it ought to know, and does not. */
  state: 'idle' | 'active' | 'unknown';
  /** null where unknown, or none since boot. */
  lastInputAt: Stamp | null;
  /** With unknown: there is certainly nothing left to sit at, such as a display without a server. */
  gone?: boolean;
}

/** null: the source does not exist on this machine, and nobody sits where it would look. */
export type MaybeFact = IdleFact | null;

/** One way to learn of input. */
export interface IdleSource {
  readonly name: string;
  /** Whether input is told when it happens; a poll notices it within a second or two. */
  readonly manner: 'events' | 'poll';
  /** Begins; resolves when the first fact is told (or it is clear that there is none yet). Never rejects. */
  start(onFact: (fact: MaybeFact) => void): Promise<void>;
  /** Sets the time without input that makes `idle`, in ms. */
  watch(idleAfterMs: number): void;
  stop(): Promise<void>;
}

export const unknownFact: IdleFact = { state: 'unknown', lastInputAt: null };

/** `now` moved back by `ms` on both clocks. */
export function before(now: Stamp, ms: number): Stamp {
  return { wall: wall(now.wall - ms), elapsed: elapsed(now.elapsed - ms) };
}

/** A moment known by the wall clock only; not later than now, not before the boot. */
export function stampOfWall(now: Stamp, atWallMs: number): Stamp {
  return before(now, Math.min(now.elapsed, Math.max(0, now.wall - atWallMs)));
}
