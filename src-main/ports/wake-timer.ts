import type { WakeReading } from '../core/signals/readings.js';
import type { Wall } from '../core/time/stamp.js';

/** Wakes the machine from sleep for maintenance, and puts it back to sleep. Never the screen. */
export interface WakeTimer {
  /** Finds out what can be had here, without setting a timer; delivers it once, and when it turns out otherwise. */
  start(onReading: (reading: WakeReading) => void): Promise<void>;
  /** One timer: it replaces the one before. */
  set(at: Wall): void;
  clear(): void;
  /** Puts the machine to sleep. What it cannot is said in the log. */
  sleepAgain(): void;
  /** What was asked before is in force, or has failed and been said. */
  settled(): Promise<void>;
  /** Leaves no timer behind. */
  close(): Promise<void>;
}
