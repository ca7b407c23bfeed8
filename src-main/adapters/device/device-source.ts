import type { DeviceReading } from '../../core/signals/readings.js';

/** Where arrivals of devices come from. */
export interface DeviceSource {
  readonly name: string;
  /** `onListening(false)` whenever the source cannot tell of arrivals, `true` when it can again. */
  start(on: {
    arrival: (reading: DeviceReading) => void;
    listening: (listening: boolean) => void;
  }): Promise<void>;
  stop(): Promise<void>;
}
