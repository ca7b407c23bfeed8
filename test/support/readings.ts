import { eventually } from './eventually.js';

/** Keeps what a sensor delivered, with the moment of each, and lets a test wait for a reading. */
export class Readings<Reading> {
  readonly all: { reading: Reading; atMs: number }[] = [];

  readonly take = (reading: Reading): void => {
    this.all.push({ reading, atMs: performance.now() });
  };

  get last(): Reading | undefined {
    return this.all.at(-1)?.reading;
  }

  /** Waits until the last reading passes; gives the moment it came (ms of performance.now). */
  async until(holds: (reading: Reading) => boolean, timeoutMs = 5_000): Promise<number> {
    try {
      return await eventually(() => {
        const last = this.all.at(-1);
        return last !== undefined && holds(last.reading) ? last.atMs : null;
      }, timeoutMs);
    } catch {
      throw new Error(`no such reading within ${timeoutMs} ms; last: ${JSON.stringify(this.last)}`);
    }
  }
}
