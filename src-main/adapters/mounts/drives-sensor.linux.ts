import { readFileSync } from 'node:fs';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { DrivesReading } from '../../core/signals/readings.js';
import { elapsed } from '../../core/time/stamp.js';
import type { DrivesSensor, SensorContext } from '../../ports/sensors.js';
import { MonitorChild } from '../child/monitor-child.js';
import { mountPoints, networkTypes } from './mountinfo.js';

/** A burst of mounts is read once per this time. */
const gapMs = 50;

/**
 * Network drives by /proc/self/mountinfo, read whenever `findmnt --poll` says that something was mounted or
 * unmounted: only poll(2) tells of changes in that file, which Node has no way to ask.
 */
export class MountedDrivesSensor implements DrivesSensor {
  readonly #monitor: MonitorChild;
  #onReading: ((reading: DrivesReading) => void) | null = null;
  #cancel: (() => void) | null = null;
  #last: string | null = null;

  constructor(
    private readonly context: SensorContext,
    findmnt: string,
    private readonly types: readonly string[] = networkTypes,
  ) {
    this.#monitor = new MonitorChild({
      ...context,
      command: findmnt,
      args: ['--poll', '--noheadings', '--output', 'ACTION'],
      onLine: () => this.#soon(),
      onUp: () => this.#read(),
    });
  }

  start(onReading: (reading: DrivesReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#read();
    this.#monitor.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    this.#cancel?.();
    await this.#monitor.stop();
  }

  describe(): SignalInfo[] {
    return [];
  }

  #soon(): void {
    if (this.#cancel !== null || this.#onReading === null) return;
    const { clock } = this.context;
    this.#cancel = clock.setTimer(elapsed(clock.now().elapsed + gapMs), () => {
      this.#cancel = null;
      this.#read();
    });
  }

  #read(): void {
    try {
      const drives = mountPoints(readFileSync('/proc/self/mountinfo', 'utf8'), this.types);
      const text = JSON.stringify(drives);
      if (text === this.#last) return;
      this.#last = text;
      this.#onReading?.({ drives });
    } catch (error) {
      this.context.log.warn('The mounts could not be read', { error: String(error) });
    }
  }
}
