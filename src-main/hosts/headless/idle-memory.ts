import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

/** A burst of work is over when nothing more has happened for this long, ms. */
const quietAfterMs = 15_000;

/**
 * Gives back the memory that start-up or a burst of work needed and nothing uses any more: V8 would keep
 * some 50 MiB of it for a process that then only waits. One timer per burst, none while it is quiet.
 */
export class IdleMemory {
  #timer: NodeJS.Timeout | null = null;
  readonly #collect: Collect;

  constructor() {
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as Collect;
  }

  /** Something happened. */
  noteWork(): void {
    if (this.#timer !== null) {
      this.#timer.refresh();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#collect({ type: 'major', flavor: 'last-resort' });
    }, quietAfterMs);
    this.#timer.unref();
  }
}
