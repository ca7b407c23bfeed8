import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { DeviceReading } from '../../core/signals/readings.js';
import type { Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { DeviceSensor } from '../../ports/sensors.js';
import { SourceSheet } from '../sources/source-sheet.js';
import type { DeviceSource } from './device-source.js';

/** Arrivals of devices. The signal's value says whether one is listening: there is no level to show. */
export class MachineDeviceSensor implements DeviceSensor {
  readonly #source: DeviceSource;
  readonly #clock: Clock;
  readonly #sheet: SourceSheet;
  readonly #remedy: string;
  #listening = false;
  #since: Stamp | null = null;

  constructor(options: { source: DeviceSource; clock: Clock; remedy: string }) {
    this.#source = options.source;
    this.#clock = options.clock;
    this.#sheet = new SourceSheet(options.clock);
    this.#remedy = options.remedy;
  }

  start(onReading: (reading: DeviceReading) => void): Promise<void> {
    return this.#source.start({
      arrival: (reading) => {
        this.#sheet.say(this.#source.name, 'listening');
        onReading(reading);
      },
      listening: (listening) => this.#setListening(listening),
    });
  }

  stop(): Promise<void> {
    return this.#source.stop();
  }

  describe(): SignalInfo[] {
    return [
      this.#sheet.info({
        signal: 'devices',
        source: this.#listening ? this.#source.name : null,
        value: this.#listening ? 'listening' : 'unknown',
        since: this.#since,
        confidence: this.#listening ? 'high' : 'none',
        remedy: this.#listening ? null : this.#remedy,
      }),
    ];
  }

  #setListening(listening: boolean): void {
    if (listening) this.#sheet.say(this.#source.name, 'listening');
    else this.#sheet.drop(this.#source.name);
    if (listening !== this.#listening || this.#since === null) this.#since = this.#clock.now();
    this.#listening = listening;
  }
}
