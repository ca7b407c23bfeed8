import type { KeepAwake } from '../../ports/keep-awake.js';
import type { Log } from '../../ports/log.js';

/** Nothing here can keep the machine awake: says so, in the log once and whenever it is asked. */
export class NoKeepAwake implements KeepAwake {
  readonly #log: Log;
  readonly #obstacle: string;
  #said = false;

  constructor(log: Log, obstacle: string) {
    this.#log = log;
    this.#obstacle = obstacle;
  }

  hold(why: string): void {
    if (this.#said) return;
    this.#said = true;
    this.#log.warn('The machine may fall asleep during maintenance', { why, obstacle: this.#obstacle });
  }

  release(): void {
    // Nothing is held.
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  obstacle(): string {
    return this.#obstacle;
  }
}
