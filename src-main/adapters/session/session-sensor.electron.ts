import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { SessionReading } from '../../core/signals/readings.js';
import type { Stamp } from '../../core/time/stamp.js';
import type { SensorContext, SessionSensor } from '../../ports/sensors.js';
import { SourceSheet } from '../sources/source-sheet.js';

/** What is used of Electron's `powerMonitor`. */
export interface LockEvents {
  on(event: 'lock-screen', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
  removeListener(event: 'lock-screen', listener: () => void): unknown;
  removeListener(event: 'unlock-screen', listener: () => void): unknown;
  getSystemIdleState(thresholdSeconds: number): string;
}

/** The one session this process lives in, locked or not. Other people's sessions cannot be seen from here. */
export class ElectronSessionSensor implements SessionSensor {
  readonly #context: SensorContext;
  readonly #events: LockEvents;
  readonly #user: string;
  readonly #sheet: SourceSheet;
  #onReading: ((reading: SessionReading) => void) | null = null;
  #locked: boolean | null = null;
  #since: Stamp | null = null;

  /** `user`: the account this process runs as. */
  constructor(context: SensorContext, events: LockEvents, user: string) {
    this.#context = context;
    this.#events = events;
    this.#user = user;
    this.#sheet = new SourceSheet(context.clock);
  }

  start(onReading: (reading: SessionReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#events.on('lock-screen', this.#lock);
    this.#events.on('unlock-screen', this.#unlock);
    // Whatever the threshold, a locked screen is `locked`.
    this.#tell(this.#events.getSystemIdleState(60) === 'locked');
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.#events.removeListener('lock-screen', this.#lock);
    this.#events.removeListener('unlock-screen', this.#unlock);
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const unknown = this.#locked === null;
    return [
      this.#sheet.info({
        signal: 'session',
        source: unknown ? null : 'electron',
        value: unknown ? 'unknown' : this.#words(),
        since: this.#since,
        confidence: unknown ? 'none' : 'medium',
        remedy: unknown ? 'Start the sensor: nothing is known before.' : null,
      }),
    ];
  }

  readonly #lock = (): void => this.#tell(true);
  readonly #unlock = (): void => this.#tell(false);

  #words(): string {
    return this.#locked === true ? `${this.#user} (locked)` : this.#user;
  }

  #tell(locked: boolean): void {
    if (locked === this.#locked) return;
    this.#locked = locked;
    this.#since = this.#context.clock.now();
    this.#sheet.say('electron', this.#words());
    this.#onReading?.({
      sessions: [{ id: 'electron', user: this.#user, active: true, locked, remote: false }],
    });
  }
}
