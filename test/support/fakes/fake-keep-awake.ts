import type { KeepAwake } from '../../../src-main/ports/keep-awake.js';

/** Remembers whether the machine is held awake, and why. */
export class FakeKeepAwake implements KeepAwake {
  held: string | null = null;

  hold(why: string): void {
    this.held ??= why;
  }

  release(): void {
    this.held = null;
  }

  close(): Promise<void> {
    this.release();
    return Promise.resolve();
  }

  obstacle(): null {
    return null;
  }
}
