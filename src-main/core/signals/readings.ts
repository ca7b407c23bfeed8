import type { Stamp } from '../time/stamp.js';

/** What sensors report, as the core takes it in. Unknown is never idle and never AC (design section 4). */

export interface PowerReading {
  source: 'ac' | 'battery' | 'unknown';
  /** Charge of the machine's battery in per cent, 0 to 100; null without one or when unknown. */
  percent: number | null;
}

export interface PresenceReading {
  /** idle: no input for the watched time in any active session. */
  presence: 'idle' | 'active' | 'unknown';
  /** The last input; null when unknown or when there was none since boot. */
  lastInputAt: Stamp | null;
}

/** What makes the machine busy though nobody types: inhibitors, playback, full screen, named programs. */
export interface BusyReading {
  /** One word or name per cause, sorted; empty = nothing known to be busy. */
  causes: string[];
}

export interface LoadReading {
  /** Whether others' work has been below the limit, averaged over the window. */
  load: 'below' | 'above' | 'unknown';
}

/** Others' work judged as plain tasks want it: little of it for nearly all of a stretch (decisions section 2, "idle"). */
export interface QuietReading {
  quiet: 'quiet' | 'busy' | 'unknown';
}

/** A line of the system's own journal that a task waits for. */
export interface JournalReading {
  /** Fields of the line: MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, _SYSTEMD_UNIT, … */
  fields: Record<string, string>;
  /** When it was written, ms since 1970. */
  at: number;
}

export type SystemReading =
  /** The machine is about to sleep; the sensor holds it back until the handler's promise settles (at most 5 s). */
  { kind: 'suspending' } | { kind: 'resumed' } | { kind: 'shutting-down' };

export interface SessionReading {
  /** Sessions that a person may sit at; null = the list could not be read. */
  sessions:
    | {
        id: string;
        user: string;
        active: boolean;
        locked: boolean;
        remote: boolean;
        /** Groups the user belongs to; absent where nobody can tell. */
        groups?: string[];
      }[]
    | null;
}

export interface NetworkReading {
  /** Preferred, non-loopback addresses, sorted; null = unknown. */
  addresses: string[] | null;
  /** Connected networks by the OS's own id (NetworkManager uuid); null = unknown. */
  networks: { id: string; name: string; metered: boolean | null }[] | null;
}

/** A device that arrived. Arrivals are moments, not levels: there is no first reading. */
export interface DeviceReading {
  /** Interface class GUIDs, lower case, without braces. */
  classes: string[];
  /** Hardware ids in the Windows form, such as `USB\VID_04A9&PID_220E`. */
  ids: string[];
  /** The OS's own name for it, for people. */
  name: string;
}

export interface DomainReading {
  /** False where nobody may tell. */
  known: boolean;
  /** null = joined to none. */
  domain: string | null;
}

/** Mount points of network file systems, as they are now, sorted. */
export interface DrivesReading {
  drives: string[];
}

export interface LidReading {
  /** null = there is no lid, or nobody can tell. */
  closed: boolean | null;
}

/** Whether a wake timer can be had on this machine; never asked of the machine by setting one. */
export interface WakeReading {
  able: 'yes' | 'no' | 'unknown';
  /** Why not, as a word of the adapter (such as `no-permission`, `no-hardware`); null where it can. */
  reason: string | null;
}

/** What one scope of policy says; an empty `settings` takes back all it said before. */
export interface PolicyReading {
  scope: 'machine' | 'user';
  /** Where it comes from: a file or a registry key. */
  source: string;
  /** Settings of Automatic Maintenance by their own names, not yet looked at: bad ones are recorded (809) and left out. */
  settings: Record<string, unknown>;
  /** What could not be read at all, one sentence each. */
  problems: string[];
}
