import { pauseMs } from './pause.js';

/**
 * How long one look round may hold the turn, and how long it asks to sleep between two looks: with the
 * slack of the kernel's timers (50 µs) and the way back that is near 0.1 ms.
 */
const roundMs = 4;
const betweenLooksMs = 0.01;
const firstPauseMs = 2;
const longestPauseMs = 200;

interface Waiting {
  /** performance.now() of the call that asked for it. */
  askedAt: number;
  standsStill(): boolean;
  report(tookMs: number): void;
}

/**
 * Notices when frozen trees have come to stand. The first round follows the caller's own work as a
 * microtask, after every other tree has been frozen too; it sleeps between looks, since under load a
 * timer would wake the host far too late.
 */
export class Stillness {
  private readonly waiting = new Map<string, Waiting>();
  private asked = false;
  private timer: NodeJS.Timeout | null = null;

  /** `key` names the tree; asking again replaces the earlier question. */
  await(key: string, waiting: Waiting): void {
    this.waiting.set(key, waiting);
    if (this.asked) return;
    this.asked = true;
    queueMicrotask(() => {
      this.asked = false;
      this.round(firstPauseMs);
    });
  }

  forget(key: string): void {
    this.waiting.delete(key);
  }

  close(): void {
    this.waiting.clear();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private round(nextPauseMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const end = performance.now() + roundMs;
    do {
      // Before the first look too: no tree of any size stands at once.
      pauseMs(betweenLooksMs);
      this.look();
      if (this.waiting.size === 0) return;
    } while (performance.now() < end);
    this.timer = setTimeout(() => this.round(Math.min(nextPauseMs * 2, longestPauseMs)), nextPauseMs);
  }

  private look(): void {
    for (const [key, waiting] of [...this.waiting]) {
      if (!waiting.standsStill()) continue;
      this.waiting.delete(key);
      waiting.report(performance.now() - waiting.askedAt);
    }
  }
}
