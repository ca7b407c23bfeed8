import type { WakeReading } from '../../core/signals/readings.js';
import type { Wall } from '../../core/time/stamp.js';

/** One way to wake the machine. */
export interface WakeWay {
  readonly name: string;
  /** Whether it can be had, found out without setting anything. */
  ability(): Promise<WakeReading> | WakeReading;
  /** Rejects when the system refuses. */
  set(at: Wall): Promise<void> | void;
  clear(): Promise<void> | void;
}

/** One way to put the machine to sleep; rejects when it is not one here, or was refused. */
export interface SleepWay {
  readonly name: string;
  sleep(): Promise<void> | void;
}
