import type { PowerReading } from '../../core/signals/readings.js';

/** One way to learn of mains and battery. */
export interface PowerSource {
  readonly name: string;
  /** Whether changes arrive as events; else they are looked for. */
  readonly manner: 'events' | 'poll';
  /**
   * Begins; `report` is called with each reading, changed or not, and with null while the source does not
   * speak. Never rejects.
   */
  start(report: (reading: PowerReading | null) => void): Promise<void>;
  stop(): Promise<void>;
  /** A cheap look while the source rests, for the list of signals. */
  look?(): PowerReading | null;
}

/** The charge in the words of the signal list. */
export function batteryText(reading: PowerReading): string {
  return reading.percent === null ? 'none' : `${reading.percent} %`;
}
