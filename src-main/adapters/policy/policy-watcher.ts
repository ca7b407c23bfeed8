import { existsSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import type { PolicyReading } from '../../core/signals/readings.js';
import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { PolicySource } from '../../ports/policy.js';
import type { PolicyContent } from './policy-file.js';

/** One scope and where its policy stands. */
export interface ScopeSource {
  scope: PolicyReading['scope'];
  /** As the person is told: a folder, a registry key. */
  source: string;
  read(): PolicyContent | Promise<PolicyContent>;
  /** A folder whose changes are to be noticed at once; null where the system tells nothing of changes. */
  folder: string | null;
}

const ninetyMinutes = 90 * 60_000;
/** Editors write a file in several steps. */
const settleMs = 200;

/** Reads every scope at the start, after a change of its folder, and every 90 minutes (or `everyMs`). */
export class PolicyWatcher implements PolicySource {
  readonly #scopes: ScopeSource[];
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #everyMs: number;
  readonly #told = new Map<ScopeSource, string>();
  readonly #watchers = new Map<ScopeSource, FSWatcher>();
  readonly #settling = new Map<ScopeSource, NodeJS.Timeout>();
  #onReading: ((reading: PolicyReading) => void) | null = null;
  #cancel: (() => void) | null = null;

  constructor(options: { scopes: ScopeSource[]; clock: Clock; log: Log; everyMs?: number }) {
    this.#scopes = options.scopes;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#everyMs = options.everyMs ?? ninetyMinutes;
  }

  async start(onReading: (reading: PolicyReading) => void): Promise<void> {
    this.#onReading = onReading;
    for (const scope of this.#scopes) this.#watch(scope);
    await this.refresh();
    this.#plan();
  }

  async refresh(): Promise<void> {
    await Promise.all(this.#scopes.map((scope) => this.#read(scope)));
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.#cancel?.();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    for (const timer of this.#settling.values()) clearTimeout(timer);
    this.#settling.clear();
    return Promise.resolve();
  }

  #plan(): void {
    if (this.#onReading === null) return;
    const next = elapsed(this.#clock.now().elapsed + this.#everyMs);
    this.#cancel = this.#clock.setTimer(next, () => void this.refresh().then(() => this.#plan()));
  }

  async #read(scope: ScopeSource): Promise<void> {
    let content: PolicyContent;
    try {
      content = await scope.read();
    } catch (error) {
      this.#log.warn('a policy could not be read; what it said before stays in force', {
        source: scope.source,
        error: String(error),
      });
      // At the start there is no before: an empty reading would lift what the last host knew.
      return;
    }
    const text = JSON.stringify(content);
    if (this.#onReading === null || this.#told.get(scope) === text) return;
    this.#told.set(scope, text);
    this.#onReading({ scope: scope.scope, source: scope.source, ...content });
  }

  /** Watches the folder, or the nearest one above it that is there, until the folder appears. */
  #watch(scope: ScopeSource): void {
    if (scope.folder === null || this.#onReading === null) return;
    this.#watchers.get(scope)?.close();
    this.#watchers.delete(scope);
    let at = scope.folder;
    while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
    const isFolder = at === scope.folder;
    try {
      const watcher = watch(at, { persistent: false }, () => {
        // Above the folder only its appearing matters, in it everything; both end in a fresh watch.
        if (isFolder || existsSync(nextBelow(at, scope.folder ?? at))) this.#settle(scope);
      });
      watcher.on('error', () => this.#settle(scope));
      this.#watchers.set(scope, watcher);
    } catch (error) {
      this.#log.info('a policy folder cannot be watched; it is read every 90 minutes', {
        folder: at,
        error: String(error),
      });
    }
  }

  #settle(scope: ScopeSource): void {
    clearTimeout(this.#settling.get(scope));
    const timer = setTimeout(() => {
      this.#watch(scope);
      void this.#read(scope);
    }, settleMs);
    timer.unref();
    this.#settling.set(scope, timer);
  }
}

/** The folder directly below `above` on the way to `path`. */
function nextBelow(above: string, path: string): string {
  let at = path;
  while (dirname(at) !== above && dirname(at) !== at) at = dirname(at);
  return at;
}
