import { elapsed, wall, type Stamp } from '../../core/time/stamp.js';
import type { PresenceReading } from '../../core/signals/readings.js';
import type { IdleFact } from './idle-source.js';

/** One place where somebody may sit, and what its source says. */
export interface Place {
  source: string;
  fact: IdleFact;
}

export interface Verdict {
  reading: PresenceReading;
  /** The source that decided: of the latest input, or the one that does not know. */
  source: string;
}

/**
 * One machine out of several places: idle when all of them are, active as soon as one is; else, with one
 * that does not know, unknown (never idle). The latest input wins.
 */
export function combine(places: [Place, ...Place[]]): Verdict {
  const latest = (among: Place[]): Place =>
    among.reduce((best, place) => (inputAt(place) > inputAt(best) ? place : best), among[0] ?? places[0]);
  for (const state of ['active', 'unknown'] as const) {
    const among = places.filter(({ fact }) => fact.state === state);
    if (among.length === 0) continue;
    const decider = latest(among);
    const lastInputAt = state === 'unknown' ? null : decider.fact.lastInputAt;
    return { reading: { presence: state, lastInputAt }, source: decider.source };
  }
  const decider = latest(places);
  return { reading: { presence: 'idle', lastInputAt: decider.fact.lastInputAt }, source: decider.source };
}

function inputAt({ fact }: Place): number {
  return fact.lastInputAt?.elapsed ?? -1;
}

/**
 * Nobody is logged on, and the list of sessions could be read: idle since the boot, so that a server
 * does its work (design section 4). Gives also when idle will be reached, on the elapsed clock.
 */
export function nobodyThere(
  now: Stamp,
  idleAfterMs: number,
): { fact: IdleFact; crossesAtElapsed: number | null } {
  const boot: Stamp = { wall: wall(now.wall - now.elapsed), elapsed: elapsed(0) };
  const isIdle = now.elapsed >= idleAfterMs;
  return {
    fact: { state: isIdle ? 'idle' : 'active', lastInputAt: isIdle ? null : boot },
    crossesAtElapsed: isIdle ? null : idleAfterMs,
  };
}
