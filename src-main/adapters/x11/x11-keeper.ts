import type { X11Event } from 'x11';
import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { connectX11, type X11Link } from './x11-connection.js';

export interface X11KeeperOptions {
  display: string;
  clock: Clock;
  log: Log;
  /** Connected, for the first time or again. What it rejects with counts as a lost connection. */
  up(link: X11Link): Promise<void>;
  event(event: X11Event): void;
  /** Not connected: once for each try that failed and each connection that was lost. */
  down(why: unknown): void;
}

/** Delays before the next try to reach a server that is not there. */
const retryMs = { first: 1_000, max: 30_000 };

/** Keeps a connection to an X server that may end and come back. */
export class X11Keeper {
  readonly #options: X11KeeperOptions;
  #link: X11Link | null = null;
  #running = false;
  #retryAfterMs: number = retryMs.first;
  #cancelRetry: (() => void) | null = null;

  constructor(options: X11KeeperOptions) {
    this.#options = options;
  }

  /** Resolves after the first try, whatever came of it. */
  async start(): Promise<void> {
    this.#running = true;
    await this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#link?.close();
    this.#link = null;
  }

  async #connect(): Promise<void> {
    let link: X11Link | null = null;
    try {
      link = await connectX11(this.#options.display, {
        event: (event) => this.#options.event(event),
        end: () => this.#lost(new Error('the X server went away')),
      });
      if (!this.#running) return link.close();
      this.#link = link;
      await this.#options.up(link);
      this.#retryAfterMs = retryMs.first;
    } catch (error) {
      link?.close();
      // A connection that ended during `up` has been told by `end` already.
      if (link === null || this.#link === link) this.#lost(error);
    }
  }

  #lost(why: unknown): void {
    this.#link = null;
    if (!this.#running) return;
    const { clock, log, display } = this.#options;
    log.debug('no X server', { display, why: String(why), retryAfterMs: this.#retryAfterMs });
    this.#options.down(why);
    const at = elapsed(clock.now().elapsed + this.#retryAfterMs);
    this.#retryAfterMs = Math.min(this.#retryAfterMs * 2, retryMs.max);
    this.#cancelRetry = clock.setTimer(at, () => void this.#connect());
  }
}
