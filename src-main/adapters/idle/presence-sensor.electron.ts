import type { PresenceReading } from '../../core/signals/readings.js';
import type { PresenceSensor, SensorContext } from '../../ports/sensors.js';
import { PolledPresenceSensor } from './polled-presence.js';

/** What is used of Electron's `powerMonitor`. */
export interface InputMonitor {
  on(event: 'lock-screen', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
  on(event: 'resume', listener: () => void): unknown;
  removeListener(event: 'lock-screen', listener: () => void): unknown;
  removeListener(event: 'unlock-screen', listener: () => void): unknown;
  removeListener(event: 'resume', listener: () => void): unknown;
  /** Seconds, whole ones. */
  getSystemIdleTime(): number;
}

/**
 * Electron's idle time on Windows and macOS. A locked screen is looked at like any other: locking is an
 * input itself, and nobody types behind it. Not for Linux: on Wayland the figure is wrong.
 */
export class ElectronPresenceSensor extends PolledPresenceSensor implements PresenceSensor {
  readonly #monitor: InputMonitor;
  readonly #look = () => this.look();

  constructor(context: SensorContext, monitor: InputMonitor) {
    super(context, {
      source: 'electron',
      idleMs: () => monitor.getSystemIdleTime() * 1_000,
      remedy: 'Restart the desktop app: Electron does not tell the idle time.',
    });
    this.#monitor = monitor;
  }

  override start(onReading: (reading: PresenceReading) => void): Promise<void> {
    this.#monitor.on('lock-screen', this.#look);
    this.#monitor.on('unlock-screen', this.#look);
    this.#monitor.on('resume', this.#look);
    return super.start(onReading);
  }

  override stop(): Promise<void> {
    this.#monitor.removeListener('lock-screen', this.#look);
    this.#monitor.removeListener('unlock-screen', this.#look);
    this.#monitor.removeListener('resume', this.#look);
    return super.stop();
  }
}
