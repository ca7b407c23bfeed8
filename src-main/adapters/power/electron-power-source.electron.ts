import { elapsed } from '../../core/time/stamp.js';
import type { PowerReading } from '../../core/signals/readings.js';
import type { Clock } from '../../ports/clock.js';
import type { PowerSource } from './power-source.js';

/** What is used of Electron's `powerMonitor`. */
export interface PowerEvents {
  on(event: 'on-ac', listener: () => void): unknown;
  on(event: 'on-battery', listener: () => void): unknown;
  removeListener(event: 'on-ac', listener: () => void): unknown;
  removeListener(event: 'on-battery', listener: () => void): unknown;
  isOnBatteryPower(): boolean;
}

/** The charge costs a command of the system: asked seldom, since nothing waits for it. */
const chargeEveryMs = 120_000;

/**
 * Electron's `powerMonitor` on Windows and macOS; the charge, which it does not know, comes from
 * elsewhere. Not for Linux, where Electron has neither the events nor a true answer.
 */
export class ElectronPowerSource implements PowerSource {
  readonly name = 'electron';
  readonly manner = 'events';
  readonly #monitor: PowerEvents;
  readonly #clock: Clock;
  readonly #askPercent: () => Promise<number | null>;
  #report: ((reading: PowerReading | null) => void) | null = null;
  #percent: number | null = null;
  #cancel: () => void = () => undefined;
  readonly #look = () => this.#tell();

  constructor(monitor: PowerEvents, clock: Clock, askPercent: () => Promise<number | null>) {
    this.#monitor = monitor;
    this.#clock = clock;
    this.#askPercent = askPercent;
  }

  start(report: (reading: PowerReading | null) => void): Promise<void> {
    this.#report = report;
    this.#monitor.on('on-ac', this.#look);
    this.#monitor.on('on-battery', this.#look);
    this.#tell();
    void this.askCharge();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#report = null;
    this.#cancel();
    this.#monitor.removeListener('on-ac', this.#look);
    this.#monitor.removeListener('on-battery', this.#look);
    return Promise.resolve();
  }

  #tell(): void {
    try {
      const source = this.#monitor.isOnBatteryPower() ? 'battery' : 'ac';
      this.#report?.({ source, percent: this.#percent });
    } catch {
      this.#report?.(null);
    }
  }

  /** Asks for the charge now, and again after a while. */
  async askCharge(): Promise<void> {
    this.#cancel();
    const percent = await this.#askPercent().catch(() => null);
    if (this.#report === null) return;
    const had = this.#percent;
    this.#percent = percent;
    if (percent !== had) this.#tell();
    // A machine without a battery does not grow one.
    if (percent === null) return;
    const at = elapsed(this.#clock.now().elapsed + chargeEveryMs);
    this.#cancel = this.#clock.setTimer(at, () => void this.askCharge());
  }
}
