import type { SignalInfo } from '../../src-shared/model/signal.js';
import type {
  PowerReading,
  PresenceReading,
  BusyReading,
  LidReading,
  LoadReading,
  SystemReading,
  SessionReading,
  DomainReading,
  DrivesReading,
  NetworkReading,
  JournalReading,
  QuietReading,
  DeviceReading,
} from '../core/signals/readings.js';
import type { Clock } from './clock.js';
import type { Log } from './log.js';

/** What every adapter's `choose…` is given. */
export interface SensorContext {
  clock: Clock;
  log: Log;
  env: Record<string, string | undefined>;
}

/**
 * Sensors see the machine. Each delivers its first reading as soon as it has one, at the latest
 * 3 s after `start` (then `unknown`), and after that only when a reading differs from the last one.
 * A source that has fallen silent becomes unknown; unknown is never idle and never AC
 * (design section 4). `start` never rejects because the machine lacks a part: the reading is
 * unknown then and `describe` carries the remedy.
 */
export interface Sensor<Reading> {
  start(onReading: (reading: Reading) => void): Promise<void>;
  /** Ends children, connections and timers; nothing is delivered after it. */
  stop(): Promise<void>;
  /** Every signal of this sensor with all of its sources, as of now. */
  describe(): SignalInfo[];
}

export type PowerSensor = Sensor<PowerReading>;

export interface PresenceSensor extends Sensor<PresenceReading> {
  /**
   * Sets the time without input after which a reading `idle` is delivered (ms, 10 s to 4 h); may be
   * called before and after `start`. Crossing either way is delivered once.
   */
  watch(idleAfterMs: number): void;
}

export interface BusySensor extends Sensor<BusyReading> {
  /**
   * Programs (names such as `vlc`, or absolute paths) that make the machine busy while they run; may be
   * called before and after `start`, replaces the list. A cause is the program as it was given.
   */
  watchPrograms(programs: string[]): void;
}

export interface LoadSensor extends Sensor<LoadReading> {
  /**
   * Samples only between `watch` and `rest` (load is looked at only while it can decide something).
   * limitPercent of the whole machine, 0 to 100; windowMs the averaging time. `ownCpuMs` gives the
   * CPU time that Caretaker's own children have used so far, which does not count.
   */
  watch(limit: { limitPercent: number; windowMs: number; ownCpuMs: () => number }): void;
  rest(): void;
}

/**
 * Whether others have done next to no work for a share of a stretch. Samples only between `watch` and
 * `rest`; the first answer comes when the stretch has passed, or sooner when it cannot hold any more.
 */
export interface QuietSensor extends Sensor<QuietReading> {
  /**
   * CPU limit in per cent of one core, disk limit in per cent of a disk's time, windowMs the stretch, share
   * (0 to 1) of it that must lie below both. Caretaker's own children do not count.
   */
  watch(limits: {
    cpuPercentOfCore: number;
    diskPercent: number;
    windowMs: number;
    share: number;
    ownCpuMs: () => number;
  }): void;
  rest(): void;
}

/** Lines of the system's own journal that tasks wait for. Moments, not levels: there is no first reading. */
export interface JournalSensor extends Sensor<JournalReading> {
  /** Delivers lines from now on that `wanted` takes; null = reads nothing any more. */
  follow(wanted: ((reading: JournalReading) => boolean) | null): void;
}

export interface SystemSensor extends Omit<Sensor<SystemReading>, 'start'> {
  start(onReading: (reading: SystemReading) => void | Promise<void>): Promise<void>;
}

export type SessionSensor = Sensor<SessionReading>;

export type NetworkSensor = Sensor<NetworkReading>;

export type DeviceSensor = Sensor<DeviceReading>;

export type DomainSensor = Sensor<DomainReading>;

export type DrivesSensor = Sensor<DrivesReading>;

/** Whether the lid is closed: with it closed the machine is never woken. A host shows it with `maintenance diagnose`, not as a signal. */
export type LidSensor = Sensor<LidReading>;

/** All sensors of a host. */
export interface Sensors {
  power: PowerSensor;
  presence: PresenceSensor;
  busy: BusySensor;
  load: LoadSensor;
  system: SystemSensor;
  session: SessionSensor;
  network: NetworkSensor;
  device: DeviceSensor;
  /** Absent where they cannot be had on this system. */
  domain?: DomainSensor;
  drives?: DrivesSensor;
  quiet: QuietSensor;
  journal: JournalSensor;
  lid: LidSensor;
}
