import { readdirSync, statSync, watch as watchFolder, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import { heldConsoles, type ConsoleRoots } from './consoles.linux.js';
import { IdlePoll, type Look } from './idle-poll.js';
import { before, type IdleSource, type MaybeFact } from './idle-source.js';

/**
 * The kernel rounds a terminal's access time to steps of eight seconds, so that nobody can time another's
 * keys (tty_update_time in drivers/tty/tty_io.c): the last key was at most this much later.
 */
const stepMs = 8_000;
const consolesEveryMs = 60_000;

/** Which terminals count. Names are without `/dev/`. */
export interface TtyChoice {
  /** The terminals of sessions that logind knows; null = there is no logind, take the consoles too. */
  ofSessions: string[] | null;
  /** Whose pseudo-terminals are left out: they belong to a desktop that has a source of its own. */
  exceptUids: number[];
}

export interface TtyOptions extends ConsoleRoots {
  clock: Clock;
  idleAfterMs: number;
}

/**
 * Input by the access time of terminals: a program that reads a key changes it, output does not. Covers
 * SSH logins and consoles, also those that logind has never heard of. A poll, since Node offers no event
 * for it; new terminals are told by the kernel.
 */
export class TtyIdleSource implements IdleSource {
  readonly name = 'tty';
  readonly manner = 'poll';
  readonly #options: TtyOptions;
  readonly #poll: IdlePoll;
  #choice: TtyChoice = { ofSessions: null, exceptUids: [] };
  #onFact: (fact: MaybeFact) => void = () => undefined;
  #watcher: FSWatcher | null = null;
  #running = false;
  /** Terminal → its access time when last looked at, and the latest moment it may stand for. */
  #seen = new Map<string, { accessMs: number; inputAt: Stamp }>();
  #lookedAt: Stamp | null = null;
  #held: { atElapsed: number; names: string[] } | null = null;

  constructor(options: TtyOptions) {
    this.#options = options;
    this.#poll = new IdlePoll({
      clock: options.clock,
      idleAfterMs: options.idleAfterMs,
      look: () => this.#look(),
      onFact: (fact) => this.#onFact(fact),
      // Only a console that nobody has opened yet is to be found.
      nobodyMs: consolesEveryMs,
    });
  }

  async start(onFact: (fact: MaybeFact) => void): Promise<void> {
    this.#onFact = onFact;
    this.#running = true;
    try {
      // devpts tells of each terminal that is opened or closed.
      this.#watcher = watchFolder(`${this.#options.devRoot}/pts`, () => this.refresh());
      this.#watcher.on('error', () => undefined);
    } catch {
      // No pseudo-terminals here; sessions tell of their own through `choose`.
    }
    await this.#poll.start();
  }

  /** Sets which terminals count, and looks at them at once. */
  choose(choice: TtyChoice): void {
    if (JSON.stringify(choice) === JSON.stringify(this.#choice)) return;
    this.#choice = choice;
    this.refresh();
  }

  refresh(): void {
    if (this.#running) void this.#poll.start();
  }

  watch(idleAfterMs: number): void {
    this.#poll.watch(idleAfterMs);
  }

  stop(): Promise<void> {
    this.#running = false;
    this.#onFact = () => undefined;
    this.#watcher?.close();
    this.#watcher = null;
    this.#poll.stop();
    return Promise.resolve();
  }

  /** The latest possible moment of the last key on any terminal that counts. */
  #look(): Look {
    const now = this.#options.clock.now();
    const seen = new Map<string, { accessMs: number; inputAt: Stamp }>();
    let latest: Stamp | null = null;
    for (const path of this.#terminals(now)) {
      const row = this.#lookAt(path, now);
      if (row === null) continue;
      seen.set(path, row);
      if (latest === null || row.inputAt.elapsed > latest.elapsed) latest = row.inputAt;
    }
    this.#seen = seen;
    this.#lookedAt = now;
    // Without logind no event tells that somebody opens a console.
    return latest ?? (this.#choice.ofSessions === null ? 'nobody' : null);
  }

  #lookAt(path: string, now: Stamp): { accessMs: number; inputAt: Stamp } | null {
    let accessMs: number;
    try {
      const stat = statSync(path);
      if (!stat.isCharacterDevice()) return null;
      const isPseudo = basename(dirname(path)) === 'pts';
      if (isPseudo && this.#choice.exceptUids.includes(stat.uid) && !this.#isOfSession(path)) return null;
      accessMs = stat.atimeMs;
    } catch {
      return null;
    }
    const earlier = this.#seen.get(path);
    if (earlier?.accessMs === accessMs) return earlier;
    // The end of the step may still lie ahead: until then there may be keys that change nothing.
    const stepEnd = (Math.floor(accessMs / stepMs) + 1) * stepMs;
    const agoMs = Math.max(-stepMs, now.wall - stepEnd);
    // A set clock can make that nonsense, but a change that happened between two looks lies between them.
    const sinceLookMs =
      this.#lookedAt === null || earlier === undefined ? now.elapsed : now.elapsed - this.#lookedAt.elapsed;
    return { accessMs, inputAt: before(now, Math.min(agoMs, sinceLookMs, now.elapsed)) };
  }

  #isOfSession(path: string): boolean {
    return this.#choice.ofSessions?.some((tty) => path === `${this.#options.devRoot}/${tty}`) ?? false;
  }

  #terminals(now: Stamp): string[] {
    const { devRoot } = this.#options;
    const pseudo = listOf(`${devRoot}/pts`)
      .filter((name) => /^\d+$/.test(name))
      .map((name) => `pts/${name}`);
    const named = this.#choice.ofSessions ?? this.#consoles(now);
    return [...new Set([...pseudo, ...named])].map((name) => `${devRoot}/${name}`);
  }

  /** The list of processes is gone through once a minute only. */
  #consoles(now: Stamp): string[] {
    const kept = this.#held;
    if (kept !== null && now.elapsed - kept.atElapsed < consolesEveryMs) return kept.names;
    this.#held = { atElapsed: now.elapsed, names: heldConsoles(this.#options) };
    return this.#held.names;
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
