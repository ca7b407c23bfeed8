// Always the polyfill's own implementation: Electron and Node must agree (design, section 3).
import { Temporal } from 'temporal-polyfill/implementation';
import { civilDate, dayMs, dayNumber, hourMs, minuteMs, secondMs } from './civil.js';
import { wall, type Wall } from './stamp.js';

/**
 * Zones as tables of transitions. A table is built piece by piece from the Temporal implementation,
 * one stretch of some 400 days at a time, when somebody first asks for an instant in it; after that a
 * look-up is two map reads and a comparison.
 */

/** A reading of the local clock. */
export interface LocalFields {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** Default 0. */
  second?: number;
  /** Default 0. */
  ms?: number;
}

export interface Transition {
  /** The first instant of the new offset. */
  at: Wall;
  beforeMs: number;
  afterMs: number;
}

interface Stretch {
  /** Offset at the first instant of the stretch. */
  offsetMs: number;
  transitions: Transition[];
}

interface Zone {
  id: string;
  stretches: Map<number, Stretch>;
}

const stretchMs = 2 ** 35;
/** The range of Temporal.Instant, less one stretch so that no edge is ever crossed. */
const edgeMs = 8.64e15 - stretchMs;
/** Local clocks are at most this far from UTC (Manila before 1844 is the extreme), with room. */
const widestOffsetMs = 17 * hourMs;

const zones = new Map<string, Zone>();

function zoneOf(id: string): Zone {
  const known = zones.get(id);
  if (known !== undefined) return known;
  try {
    new Temporal.ZonedDateTime(0n, id);
  } catch {
    throw new RangeError(`${JSON.stringify(id)} is not a time zone; write it as Europe/Berlin or UTC`);
  }
  const zone: Zone = { id, stretches: new Map() };
  zones.set(id, zone);
  return zone;
}

function zonedAt(zone: Zone, ms: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone.id);
}

function offsetMsOf(at: Temporal.ZonedDateTime): number {
  return Math.round(at.offsetNanoseconds / 1e6);
}

function buildStretch(zone: Zone, index: number): Stretch {
  const from = index * stretchMs;
  const until = from + stretchMs;
  let at = zonedAt(zone, from);
  const offsetMs = offsetMsOf(at);
  const transitions: Transition[] = [];
  let beforeMs = offsetMs;
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= until) break;
    const afterMs = offsetMsOf(next);
    // A change of name or rule alone is no transition of the clock.
    if (afterMs !== beforeMs) transitions.push({ at: wall(next.epochMilliseconds), beforeMs, afterMs });
    beforeMs = afterMs;
    at = next;
  }
  return { offsetMs, transitions };
}

function stretchAt(zone: Zone, ms: number): Stretch {
  const index = Math.floor(Math.min(Math.max(ms, -edgeMs), edgeMs) / stretchMs);
  let stretch = zone.stretches.get(index);
  if (stretch === undefined) {
    stretch = buildStretch(zone, index);
    zone.stretches.set(index, stretch);
  }
  return stretch;
}

function offsetIn(zone: Zone, ms: number): number {
  const { offsetMs, transitions } = stretchAt(zone, ms);
  let offset = offsetMs;
  for (const transition of transitions) {
    if (transition.at > ms) break;
    offset = transition.afterMs;
  }
  return offset;
}

/** Whether `zone` names a zone: an IANA name, `UTC`, or a fixed offset such as `+02:00`. */
export function isKnownZone(zone: string): boolean {
  try {
    zoneOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Local clock minus UTC at an instant, in ms. Throws a RangeError for an unknown zone. */
export function offsetAt(zone: string, at: Wall): number {
  return offsetIn(zoneOf(zone), at);
}

/** The changes of the clock with `from` < at <= `to`, in order. */
export function transitionsBetween(zone: string, from: Wall, to: Wall): Transition[] {
  const table = zoneOf(zone);
  const found: Transition[] = [];
  for (let ms = Math.floor(from / stretchMs) * stretchMs; ms <= to; ms += stretchMs) {
    for (const transition of stretchAt(table, ms).transitions) {
      if (transition.at > from && transition.at <= to) found.push(transition);
    }
  }
  return found;
}

/** The local clock's reading as ms: the fields taken as if they were UTC. */
export function localMs(fields: LocalFields): number {
  const { year, month, day, hour, minute, second = 0, ms = 0 } = fields;
  return dayNumber(year, month, day) * dayMs + hour * hourMs + minute * minuteMs + second * secondMs + ms;
}

/**
 * The instant at which the local clock shows `local` (fields, or {@link localMs}). Inside a gap: the first
 * instant that exists after it. In a repeated hour: the first pass (decisions, section 2, "DST").
 */
export function localToInstant(zone: string, local: LocalFields | number): Wall {
  const ms = typeof local === 'number' ? local : localMs(local);
  const table = zoneOf(zone);
  const early = stretchAt(table, ms - widestOffsetMs);
  const late = stretchAt(table, ms + widestOffsetMs);
  // The first stretch of constant offset that has not ended before the clock shows `ms` holds the answer:
  // either the clock shows it there, or the stretch begins past it, which is the gap.
  let begin = -Infinity;
  let offset = early.offsetMs;
  for (const stretch of early === late ? [early] : [early, late]) {
    for (const transition of stretch.transitions) {
      if (ms < transition.at + transition.beforeMs) return wall(Math.max(begin, ms - offset));
      begin = transition.at;
      offset = transition.afterMs;
    }
  }
  return wall(Math.max(begin, ms - offset));
}

/** What the local clock shows at an instant. */
export function instantToLocal(zone: string, at: Wall): Required<LocalFields> {
  const ms = at + offsetAt(zone, at);
  const dayNo = Math.floor(ms / dayMs);
  const rest = ms - dayNo * dayMs;
  return {
    ...civilDate(dayNo),
    hour: Math.floor(rest / hourMs),
    minute: Math.floor((rest % hourMs) / minuteMs),
    second: Math.floor((rest % minuteMs) / secondMs),
    ms: rest % secondMs,
  };
}
