import type { KeepAwake } from '../../ports/keep-awake.js';

/** What is used of Electron's `powerSaveBlocker`. */
export interface SaveBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

/** Keeps the system from sleeping and lets the display go dark. The reason is not shown anywhere. */
export class ElectronKeepAwake implements KeepAwake {
  readonly #blocker: SaveBlocker;
  #id: number | null = null;

  constructor(blocker: SaveBlocker) {
    this.#blocker = blocker;
  }

  hold(): void {
    this.#id ??= this.#blocker.start('prevent-app-suspension');
  }

  release(): void {
    if (this.#id !== null) this.#blocker.stop(this.#id);
    this.#id = null;
  }

  close(): Promise<void> {
    this.release();
    return Promise.resolve();
  }

  obstacle(): null {
    return null;
  }
}
