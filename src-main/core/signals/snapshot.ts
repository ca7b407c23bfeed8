import { wall, type Elapsed, type Stamp, type Wall } from '../time/stamp.js';
import type {
  LidReading,
  LoadReading,
  NetworkReading,
  PowerReading,
  PresenceReading,
  SessionReading,
  WakeReading,
} from './readings.js';

/** What the core knows of the machine: each value with the instant since which it holds. */
export interface Signals {
  power: {
    /** As the sensor says it. */
    reading: PowerReading['source'];
    percent: number | null;
    /** As the gate sees it: a change counts after it has held for {@link powerSettleMs}. */
    settled: PowerReading['source'];
    since: Wall;
    /** When the present reading will count; null when it already does. */
    settlesAt: Elapsed | null;
    /** The first reading of a host counts at once. */
    heard: boolean;
  };
  presence: { value: PresenceReading['presence']; since: Wall; lastInputAt: Wall | null; heard: boolean };
  busy: { causes: string[]; since: Wall };
  load: { value: LoadReading['load']; since: Wall; watched: boolean };
  /** Idle in the sense of maintenance: latched when input, busy and load agree, ended by input or a new busy. */
  idle: { value: boolean; since: Wall };
  /** What the day picture shows of the person: away and nothing busy, whatever the load. */
  shown: 'idle' | 'active' | 'unknown';
  system: { value: 'on' | 'asleep' | 'shutting-down'; since: Wall };
  /** Nothing starts or continues before this instant of the elapsed clock (60 s after boot or sleep). */
  settledAt: Elapsed | null;
  /** The clock showed less after a boot than is known to have passed; until then, or until it is set, nothing starts. */
  clockDoubtUntil: Elapsed | null;
  sessions: SessionReading['sessions'];
  network: NetworkReading;
  lid: LidReading;
  /** Whether a wake timer can be had. */
  wake: WakeReading;
}

/** A change of power counts after 3 s, both ways, so that a loose plug does not flap (decisions section 1). */
export const powerSettleMs = 3_000;

/** Settling after sleep or boot (decisions section 1). */
export const settleMs = 60_000;

/** How long a clock that shows too little is waited for after a boot; then it is believed. */
export const clockDoubtMs = 600_000;

/** When the machine will have settled, on the wall clock; null when it has. */
export function settlesAt(signals: Signals, now: Stamp): Wall | null {
  return signals.settledAt === null ? null : wall(now.wall + (signals.settledAt - now.elapsed));
}

/** What is known before any sensor has spoken: nothing. */
export function unknownSignals(at: Wall): Signals {
  return {
    power: {
      reading: 'unknown',
      percent: null,
      settled: 'unknown',
      since: at,
      settlesAt: null,
      heard: false,
    },
    presence: { value: 'unknown', since: at, lastInputAt: null, heard: false },
    busy: { causes: [], since: at },
    load: { value: 'unknown', since: at, watched: false },
    idle: { value: false, since: at },
    shown: 'unknown',
    system: { value: 'on', since: at },
    settledAt: null,
    clockDoubtUntil: null,
    sessions: null,
    network: { addresses: null, networks: null },
    lid: { closed: null },
    wake: { able: 'unknown', reason: null },
  };
}
