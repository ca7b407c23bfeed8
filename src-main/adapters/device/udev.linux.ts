import { existsSync } from 'node:fs';
import type { SensorContext } from '../../ports/sensors.js';
import { MonitorChild } from '../child/monitor-child.js';
import { arrivalOf, knownSubsystems } from './arrivals.js';
import type { DeviceSource } from './device-source.js';
import { UdevMonitorParser, type UdevEvent } from './udev-monitor.js';

/** Sequence numbers kept to tell the kernel's and udev's word on one event apart from two events. */
const rememberedMax = 256;

/**
 * `udevadm monitor`. Where udevd runs, its events are heard: they come later than the kernel's and know
 * more (names, file systems, kind of input). Where it does not run (containers, small systems) the
 * kernel's are taken, and udev's too, in case udevd is started later.
 */
export class UdevDevices implements DeviceSource {
  readonly name: string;
  readonly #context: SensorContext;
  readonly #monitor: MonitorChild;
  readonly #parser = new UdevMonitorParser((event) => this.#take(event));
  readonly #lastOfLegend: string;
  readonly #seen = new Set<string>();
  #on: Parameters<DeviceSource['start']>[0] | null = null;

  constructor(udevadm: string, context: SensorContext, control = '/run/udev/control') {
    this.#context = context;
    const daemon = existsSync(control);
    this.name = daemon ? 'udev' : 'kernel-uevents';
    this.#lastOfLegend = daemon ? 'UDEV - ' : 'KERNEL - ';
    this.#monitor = new MonitorChild({
      ...context,
      command: udevadm,
      args: [
        'monitor',
        '--property',
        '--udev',
        ...(daemon ? [] : ['--kernel']),
        ...knownSubsystems.map((subsystem) => `--subsystem-match=${subsystem}`),
      ],
      onLine: (line) => this.#line(line),
      onDown: () => this.#on?.listening(false),
    });
  }

  start(on: Parameters<DeviceSource['start']>[0]): Promise<void> {
    this.#on = on;
    this.#monitor.start();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#on = null;
    return this.#monitor.stop();
  }

  #line(line: string): void {
    // The legend names each kind once its socket listens, the kernel's last.
    if (line.startsWith(this.#lastOfLegend)) this.#on?.listening(true);
    this.#parser.line(line);
  }

  #take({ properties }: UdevEvent): void {
    const number = properties['SEQNUM'];
    if (number !== undefined) {
      const key = `${number} ${properties['DEVPATH'] ?? ''}`;
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
      for (const oldest of this.#seen) {
        if (this.#seen.size <= rememberedMax) break;
        this.#seen.delete(oldest);
      }
    }
    const arrival = arrivalOf(properties);
    if (arrival === null) return;
    this.#context.log.debug('A device arrived', { ...arrival });
    this.#on?.arrival(arrival);
  }
}
