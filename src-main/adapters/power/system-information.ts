import { elapsed } from '../../core/time/stamp.js';
import type { PowerReading } from '../../core/signals/readings.js';
import type { Clock } from '../../ports/clock.js';
import type { PowerSource } from './power-source.js';

const everyMs = 30_000;

/**
 * The `systeminformation` package, the last resort. It says "on AC" also when it could read nothing, so
 * only a battery that it has really found is believed.
 */
export class SystemInformationPowerSource implements PowerSource {
  readonly name = 'systeminformation';
  readonly manner = 'poll';
  readonly #clock: Clock;
  #report: (reading: PowerReading | null) => void = () => undefined;
  #cancel: (() => void) | null = null;
  #running = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async start(report: (reading: PowerReading | null) => void): Promise<void> {
    this.#report = report;
    this.#running = true;
    await this.#look();
  }

  stop(): Promise<void> {
    this.#running = false;
    this.#cancel?.();
    this.#cancel = null;
    return Promise.resolve();
  }

  async #look(): Promise<void> {
    const reading = await readBattery().catch(() => null);
    if (!this.#running) return;
    this.#report(reading);
    const at = elapsed(this.#clock.now().elapsed + everyMs);
    this.#cancel = this.#clock.setTimer(at, () => void this.#look());
  }
}

async function readBattery(): Promise<PowerReading | null> {
  const { battery } = await import('systeminformation');
  const found = await battery();
  if (!found.hasBattery) return null;
  return { source: found.acConnected ? 'ac' : 'battery', percent: Math.round(found.percent) };
}
