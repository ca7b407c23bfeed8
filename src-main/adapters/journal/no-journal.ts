import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { JournalReading } from '../../core/signals/readings.js';
import type { JournalSensor, SensorContext } from '../../ports/sensors.js';

/** A system without a journal: triggers that wait for it never fire, which the log says once. */
export class NoJournal implements JournalSensor {
  constructor(private readonly context: SensorContext) {}

  start(): Promise<void> {
    return Promise.resolve();
  }

  follow(wanted: ((reading: JournalReading) => boolean) | null): void {
    if (wanted !== null)
      this.context.log.warn('a task waits for the journal, and there is no journalctl here');
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    return [];
  }
}
