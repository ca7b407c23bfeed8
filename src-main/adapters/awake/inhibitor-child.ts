import type { KeepAwake } from '../../ports/keep-awake.js';
import type { SensorContext } from '../../ports/sensors.js';
import { MonitorChild } from '../child/monitor-child.js';

export interface Inhibitor {
  command: string;
  /** Arguments for a reason; the child holds the lock as long as it lives. */
  args(why: string): string[];
  /** What to do where the child cannot hold its lock, one sentence. */
  remedy: string;
}

/** Retried seldom: what was refused once is likely to be refused again. */
const restart = { firstMs: 10_000, maxMs: 600_000 };

/**
 * Holds the lock of the system's own tool through a child: no D-Bus client for Node passes the file
 * descriptor that is the lock. It is given back when the child ends, and the child ends with the host.
 */
export class InhibitorChild implements KeepAwake {
  readonly #context: SensorContext;
  readonly #inhibitor: Inhibitor;
  #child: MonitorChild | null = null;
  #ending: Promise<void> = Promise.resolve();
  #refusal: string | null = null;

  constructor(context: SensorContext, inhibitor: Inhibitor) {
    this.#context = context;
    this.#inhibitor = inhibitor;
  }

  hold(why: string): void {
    if (this.#child !== null) return;
    const { command, args } = this.#inhibitor;
    this.#child = new MonitorChild({
      ...this.#context,
      command,
      args: args(why),
      openInput: true,
      restart,
      onLine: () => undefined,
      onUp: () => (this.#refusal = null),
      onDown: (refusal) => (this.#refusal = refusal),
    });
    this.#child.start();
  }

  release(): void {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    this.#refusal = null;
    this.#ending = Promise.all([this.#ending, child.stop()]).then(() => undefined);
  }

  close(): Promise<void> {
    this.release();
    return this.#ending;
  }

  obstacle(): string | null {
    return this.#refusal === null ? null : `${this.#refusal}. ${this.#inhibitor.remedy}`;
  }
}
