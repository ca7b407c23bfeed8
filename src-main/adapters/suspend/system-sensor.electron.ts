import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { SystemReading } from '../../core/signals/readings.js';
import type { Stamp } from '../../core/time/stamp.js';
import type { SensorContext, SystemSensor } from '../../ports/sensors.js';
import { SourceSheet } from '../sources/source-sheet.js';

/** What is used of Electron's `powerMonitor`. */
export interface SleepEvents {
  on(event: 'suspend', listener: () => void): unknown;
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'shutdown', listener: () => void): unknown;
  removeListener(event: 'suspend', listener: () => void): unknown;
  removeListener(event: 'resume', listener: () => void): unknown;
  removeListener(event: 'shutdown', listener: () => void): unknown;
}

type State = 'on' | 'suspending' | 'shutting-down';

/**
 * Sleep and resume by Electron on Windows and macOS. Sleep is announced but cannot be held back there:
 * what the handler does at once is done, what it awaits may end after the sleep. Electron has no
 * `shutdown` on Windows: a window's `session-end` calls `sessionEnding`.
 */
export class ElectronSystemSensor implements SystemSensor {
  readonly #context: SensorContext;
  readonly #events: SleepEvents;
  readonly #sheet: SourceSheet;
  #onReading: ((reading: SystemReading) => void | Promise<void>) | null = null;
  #state: State = 'on';
  #since: Stamp | null = null;

  constructor(context: SensorContext, events: SleepEvents) {
    this.#context = context;
    this.#events = events;
    this.#sheet = new SourceSheet(context.clock);
  }

  start(onReading: (reading: SystemReading) => void | Promise<void>): Promise<void> {
    this.#onReading = onReading;
    this.#since = this.#context.clock.now();
    this.#events.on('suspend', this.#suspend);
    this.#events.on('resume', this.#resume);
    this.#events.on('shutdown', this.sessionEnding);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.#events.removeListener('suspend', this.#suspend);
    this.#events.removeListener('resume', this.#resume);
    this.#events.removeListener('shutdown', this.sessionEnding);
    return Promise.resolve();
  }

  /** For the window that hears of the session's end on Windows. Repeatable. */
  readonly sessionEnding = (): void => {
    if (this.#state !== 'shutting-down') this.#tell('shutting-down', { kind: 'shutting-down' });
  };

  describe(): SignalInfo[] {
    this.#sheet.say('electron', this.#state);
    return [
      this.#sheet.info({
        signal: 'system',
        source: 'electron',
        value: this.#state,
        since: this.#since,
        confidence: 'medium',
        remedy: null,
      }),
    ];
  }

  readonly #suspend = (): void => this.#tell('suspending', { kind: 'suspending' });

  readonly #resume = (): void => {
    // Before anybody asks what time it is.
    this.#context.clock.recheck?.();
    this.#tell('on', { kind: 'resumed' });
  };

  #tell(state: State, reading: SystemReading): void {
    this.#state = state;
    this.#since = this.#context.clock.now();
    Promise.resolve(this.#onReading?.(reading)).catch((error: unknown) => {
      this.#context.log.error('suspend or resume was not handled', { error: String(error) });
    });
  }
}
