import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { JournalReading } from '../../core/signals/readings.js';
import type { JournalSensor, SensorContext } from '../../ports/sensors.js';
import { MonitorChild } from '../child/monitor-child.js';
import { journalLine } from './journal-line.js';

/** Follows the journal with `journalctl` while some task waits for its lines. */
export class JournalctlSensor implements JournalSensor {
  #onReading: ((reading: JournalReading) => void) | null = null;
  #wanted: ((reading: JournalReading) => boolean) | null = null;
  #child: MonitorChild | null = null;

  /** `words` come before those that make it follow; a test names a folder of its own there. */
  constructor(
    private readonly context: SensorContext,
    private readonly journalctl: string,
    private readonly words: string[] = [],
  ) {}

  start(onReading: (reading: JournalReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#follow();
    return Promise.resolve();
  }

  follow(wanted: ((reading: JournalReading) => boolean) | null): void {
    this.#wanted = wanted;
    this.#follow();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    const child = this.#child;
    this.#child = null;
    await child?.stop();
  }

  describe(): SignalInfo[] {
    return [];
  }

  #follow(): void {
    const needed = this.#wanted !== null && this.#onReading !== null;
    if (needed && this.#child === null) {
      this.#child = new MonitorChild({
        ...this.context,
        command: this.journalctl,
        // Only what comes from now on: what was written before is history.
        args: [...this.words, '--follow', '--lines=0', '--output=json', '--quiet'],
        onLine: (line) => this.#line(line),
      });
      this.#child.start();
    } else if (!needed && this.#child !== null) {
      void this.#child.stop();
      this.#child = null;
    }
  }

  #line(line: string): void {
    const reading = journalLine(line, this.context.clock.now().wall);
    if (reading !== null && this.#wanted?.(reading) === true) this.#onReading?.(reading);
  }
}
