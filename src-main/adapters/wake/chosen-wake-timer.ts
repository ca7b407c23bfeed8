import type { WakeReading } from '../../core/signals/readings.js';
import type { Wall } from '../../core/time/stamp.js';
import type { Log } from '../../ports/log.js';
import type { WakeTimer } from '../../ports/wake-timer.js';
import type { SleepWay, WakeWay } from './ways.js';

/** The first way that can be had, one request after another. */
export class ChosenWakeTimer implements WakeTimer {
  readonly #wakeWays: WakeWay[];
  readonly #sleepWays: SleepWay[];
  readonly #log: Log;
  #way: WakeWay | null = null;
  #onReading: ((reading: WakeReading) => void) | null = null;
  #told = '';
  #queue: Promise<void> = Promise.resolve();

  constructor(options: { wakeWays: WakeWay[]; sleepWays: SleepWay[]; log: Log }) {
    this.#wakeWays = options.wakeWays;
    this.#sleepWays = options.sleepWays;
    this.#log = options.log;
  }

  start(onReading: (reading: WakeReading) => void): Promise<void> {
    this.#onReading = onReading;
    return this.#enqueue('the search for a wake timer', () => this.#choose());
  }

  set(at: Wall): void {
    void this.#enqueue('setting the wake timer', async () => {
      if (this.#way === null) return;
      try {
        await this.#way.set(at);
        this.#log.info('the wake timer is set', { at: new Date(at).toISOString(), way: this.#way.name });
      } catch (error) {
        this.#tell({ able: 'no', reason: 'refused' });
        throw error;
      }
    });
  }

  clear(): void {
    void this.#enqueue('clearing the wake timer', () => this.#way?.clear());
  }

  sleepAgain(): void {
    void this.#enqueue('going back to sleep', async () => {
      const tried: string[] = [];
      for (const way of this.#sleepWays) {
        try {
          await way.sleep();
          return this.#log.info('the machine is put to sleep again', { way: way.name });
        } catch (error) {
          tried.push(`${way.name}: ${(error as Error).message}`);
        }
      }
      throw new Error(tried.join('; ') || 'there is no way to do it on this system');
    });
  }

  settled(): Promise<void> {
    return this.#queue;
  }

  async close(): Promise<void> {
    this.#onReading = null;
    this.clear();
    await this.#queue;
    this.#way = null;
  }

  async #choose(): Promise<void> {
    let best: WakeReading = { able: 'no', reason: 'unsupported' };
    for (const way of this.#wakeWays) {
      const ability = await way.ability();
      if (ability.able === 'yes') {
        this.#way = way;
        return this.#tell(ability);
      }
      // The last way says most of what is in the way: it is the one a person could still get.
      best = ability;
    }
    this.#tell(best);
  }

  #tell(reading: WakeReading): void {
    const text = JSON.stringify(reading);
    if (text === this.#told) return;
    this.#told = text;
    this.#onReading?.(reading);
  }

  #enqueue(what: string, work: () => Promise<void> | void): Promise<void> {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#log.warn(`${what} failed`, { error: String(error) });
    });
    return this.#queue;
  }
}
