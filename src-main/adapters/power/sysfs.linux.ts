import { readdirSync, readFileSync } from 'node:fs';
import { elapsed } from '../../core/time/stamp.js';
import type { PowerReading } from '../../core/signals/readings.js';
import type { Log } from '../../ports/log.js';
import type { Clock } from '../../ports/clock.js';
import { findCommand, type Environment } from '../child/command.js';
import { MonitorChild } from '../child/monitor-child.js';
import { judgeSupplies, type PowerSupply } from './power-supplies.js';
import type { PowerSource } from './power-source.js';

/** A plug must be noticed while maintenance runs; the gate itself waits 3 s for it to settle. */
const withBatteryMs = 5_000;
/** A battery that appears on a machine without one is a UPS being connected. */
const withoutBatteryMs = 60_000;
/** The kernel's event comes before some drivers have the new value; this looks once more. */
const settleMs = 1_000;

/** What /sys/class/power_supply says; null when it cannot be read. */
export function readSupplies(sysfsRoot: string): PowerSupply[] | null {
  const folder = `${sysfsRoot}/class/power_supply`;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    // A kernel built without power supplies has no such folder, and no battery either.
    return isMissing(error) && canList(`${sysfsRoot}/class`) ? [] : null;
  }
  return names.flatMap((name) => {
    const attribute = (file: string): string | null => {
      try {
        return readFileSync(`${folder}/${name}/${file}`, 'latin1').trim();
      } catch {
        return null;
      }
    };
    const type = attribute('type');
    if (type === null) return [];
    return [
      {
        type,
        scope: attribute('scope'),
        online: attribute('online'),
        present: attribute('present'),
        status: attribute('status'),
        capacity: attribute('capacity'),
      },
    ];
  });
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function canList(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

export interface SysfsPowerOptions {
  clock: Clock;
  log: Log;
  env: Environment;
  sysfsRoot: string;
  /** Whether to let `udevadm monitor` tell of kernel events, where a battery is and the tool is there. */
  followEvents: boolean;
}

/** The kernel's own view, looked at every few seconds, and at once when the kernel tells of a change. */
export class SysfsPowerSource implements PowerSource {
  readonly name = 'sysfs';
  readonly manner = 'poll';
  readonly #options: SysfsPowerOptions;
  #report: (reading: PowerReading | null) => void = () => undefined;
  #cancel: (() => void) | null = null;
  #events: MonitorChild | null = null;
  #running = false;

  constructor(options: SysfsPowerOptions) {
    this.#options = options;
  }

  start(report: (reading: PowerReading | null) => void): Promise<void> {
    this.#report = report;
    this.#running = true;
    this.#look();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#report = () => undefined;
    this.#cancel?.();
    this.#cancel = null;
    await this.#events?.stop();
    this.#events = null;
  }

  look(): PowerReading | null {
    const supplies = readSupplies(this.#options.sysfsRoot);
    return supplies === null ? null : judgeSupplies(supplies);
  }

  #look(): void {
    if (!this.#running) return;
    const supplies = readSupplies(this.#options.sysfsRoot);
    const hasBattery = supplies !== null && supplies.some((supply) => supply.type !== 'Mains');
    this.#report(supplies === null ? null : judgeSupplies(supplies));
    if (hasBattery) this.#followEvents();
    this.#again(hasBattery ? withBatteryMs : withoutBatteryMs);
  }

  #again(ms: number): void {
    this.#cancel?.();
    if (!this.#running) return;
    const { clock } = this.#options;
    this.#cancel = clock.setTimer(elapsed(clock.now().elapsed + ms), () => this.#look());
  }

  #followEvents(): void {
    if (!this.#options.followEvents || this.#events !== null) return;
    const { clock, log, env } = this.#options;
    const command = findCommand('udevadm', env);
    if (command === null) return;
    const args = ['monitor', '--kernel', '--subsystem-match=power_supply'];
    const onLine = (line: string): void => {
      if (!line.startsWith('KERNEL[')) return;
      this.#look();
      this.#again(settleMs);
    };
    this.#events = new MonitorChild({ command, args, env, clock, log, onLine });
    this.#events.start();
  }
}
