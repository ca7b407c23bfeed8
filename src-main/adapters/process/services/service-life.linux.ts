import { readlinkSync, realpathSync } from 'node:fs';
import { elapsed } from '../../../core/time/stamp.js';
import type { ServiceProcessEvent } from '../../../core/services/process.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import { commandLineOf, isAlive, signalProcess, type ProcessIdentity } from '../process-identity.linux.js';
import { pauseMs } from '../pause.js';
import { SignalTree } from '../signal-tree.linux.js';
import { Stillness } from '../stillness.js';
import { win32Of } from './launch-codes.js';
import { launchCodes } from '../program-path.js';
import type { LiveService } from './live-service.linux.js';
import type { StarterLine } from './starter.linux.js';

/** How long the shell that becomes a program may take for it before it counts as launched all the same. */
const becomeWaitMs = 250;
const becomeLookMs = 1;
/** So few are looked at closely for a moment, the turn held: longer than one exec takes. */
const fewBecoming = 3;
const closeLookMs = 2;
const betweenLooksMs = 0.05;
const firstKillPauseMs = 10;
const lastKillPauseMs = 2_000;
/** A program that was told to go over its connection gets a signal as well, so long after. */
const dismissalMs = 2_000;
/** Exit codes of env(1), setsid(1) and setpriv(1) for a program that cannot be run. */
const notExecutable = 126;
const notFound = 127;

/**
 * Follows processes of services from launch or adoption to their end:
 *
 *     launch ──► started (the shell is there) ──► become (launched) ──► ended ──► nobody of it left ──► exited
 *                     └─► failed (launch-failed)
 *
 * The shells tell each step over a pipe; what they tell is in files as well, for a host that was not there.
 */
export class ServiceLife {
  readonly live = new Map<string, LiveService>();
  readonly #stillness = new Stillness();
  readonly #becoming = new Set<LiveService>();
  readonly #ways = new Map<string, Set<string>>();
  #becomeTimer: NodeJS.Timeout | null = null;
  #lookUntil = 0;
  #endedCpuMs = 0;
  #closed = false;

  constructor(
    private readonly parts: {
      clock: Clock;
      log: Log;
      /** The starter's script: a process that runs it has not become its program yet. */
      script: string;
      /** What runs it. */
      shell: () => string;
      emit(event: ServiceProcessEvent): void;
      /** One has ended: its shell waits to be collected. */
      onEnded(live: LiveService): void;
    },
  ) {}

  /** What the shells tell, all of one moment together. */
  hear(lines: StarterLine[]): void {
    for (const line of lines) {
      const live = this.live.get(`{${line.name}}`);
      if (live === undefined) continue;
      if (line.kind === 'ended') this.look(live);
      else this.#started(live, line);
    }
    this.#lookUntil = performance.now() + closeLookMs;
    this.#lookAtBecoming();
  }

  /** Looks at the files and processes of one: safe at any time. */
  look(live: LiveService): void {
    if (this.#closed || this.live.get(live.id) !== live) return;
    if (live.ending === null) this.#lookAtEnding(live);
    if (live.ending !== null) this.#lookAtLeftovers(live);
  }

  freeze(live: LiveService, still: () => void): void {
    const askedAt = performance.now();
    live.tree.prepare();
    live.tree.freeze();
    this.#stillness.await(live.id, { askedAt, standsStill: () => live.tree.standsStill(), report: still });
  }

  thaw(live: LiveService): void {
    this.#stillness.forget(live.id);
    live.tree.thaw();
    live.tree.release();
  }

  /** Asks the tree to end, and kills it after graceMs (0: at once). Asked again, the newer grace counts. */
  terminate(live: LiveService, graceMs: number): void {
    this.#stillness.forget(live.id);
    live.stop?.cancel();
    const stop = { cancel: () => undefined as void, killing: live.stop?.killing ?? false };
    live.stop = stop;
    const kill = (): void => {
      stop.killing = true;
      this.#killUntilGone(live, firstKillPauseMs);
    };
    if (graceMs <= 0) return kill();
    const politely = live.voice.dismiss() ? Math.min(dismissalMs, graceMs / 2) : 0;
    if (politely === 0) live.tree.terminate();
    const cancels = [
      this.#after(graceMs, kill),
      ...(politely === 0 ? [] : [this.#after(politely, () => live.tree.terminate())]),
    ];
    stop.cancel = () => {
      for (const cancel of cancels) cancel();
    };
  }

  /** Signals the program alone, not its children. */
  signal(live: LiveService): void {
    if (live.program !== null) signalProcess(live.program, 'SIGTERM');
  }

  /** CPU time of all of them, those that ended included: it never falls. */
  cpuMs(): number {
    let sum = this.#endedCpuMs;
    for (const live of this.live.values()) {
      live.cpuMs = Math.max(live.cpuMs, live.tree.cpuMs());
      sum += live.cpuMs;
    }
    return sum;
  }

  close(): void {
    this.#closed = true;
    this.#stillness.close();
    if (this.#becomeTimer !== null) clearTimeout(this.#becomeTimer);
    for (const live of this.live.values()) {
      live.stop?.cancel();
      live.voice.close();
      live.tree.release();
    }
    this.live.clear();
  }

  #started(live: LiveService, line: Extract<StarterLine, { kind: 'started' }>): void {
    if (live.seenAt !== null) return;
    live.seenAt = performance.now();
    live.program = { pid: line.pid, start: line.start };
    live.folder.removeStart();
    if (line.outside && live.tree.way !== 'signals') this.#fallBackToSignals(live);
    // Asked for before there was anybody to ask.
    if (live.stop?.killing === true) live.tree.kill();
    else if (live.stop !== null) live.tree.terminate();
    this.#becoming.add(live);
  }

  #lookAtBecoming(): void {
    if (this.#becomeTimer !== null) clearTimeout(this.#becomeTimer);
    this.#becomeTimer = null;
    for (const live of this.#becoming) {
      if (live.launched || this.live.get(live.id) !== live) this.#becoming.delete(live);
      else if (this.#hasBecome(live)) this.#tellLaunch(live);
    }
    if (this.#becoming.size === 0 || this.#closed) return;
    // One restart is a matter of tenths of a millisecond, which no timer of Node's knows.
    if (this.#becoming.size <= fewBecoming && performance.now() < this.#lookUntil) {
      pauseMs(betweenLooksMs);
      this.#lookAtBecoming();
      return;
    }
    this.#becomeTimer = setTimeout(() => this.#lookAtBecoming(), becomeLookMs);
    this.#becomeTimer.unref();
  }

  #hasBecome(live: LiveService): boolean {
    if (live.program === null || live.seenAt === null) return false;
    const running = executableOf(live.program.pid);
    // Cheaper than its words, which wait for an exec that is under way.
    if (running !== null && !this.#wayThere(live).has(running)) return true;
    const words = commandLineOf(live.program.pid);
    // Empty for one that has ended: its shell is about to say how.
    if (words.length > 0 && !this.#isOnItsWay(words, live)) return true;
    return words.length > 0 && performance.now() - live.seenAt > becomeWaitMs;
  }

  /** Real paths of the shell and the tools that become the program. */
  #wayThere({ tools }: LiveService): Set<string> {
    const key = tools.join(' ');
    let paths = this.#ways.get(key);
    if (paths === undefined) {
      paths = new Set([this.parts.shell(), ...tools.filter((word) => word.startsWith('/'))].map(realPath));
      this.#ways.set(key, paths);
    }
    return paths;
  }

  /** Whether these words are the starter's shell still, or one of the tools that become the program. */
  #isOnItsWay(words: string[], { tools, words: program }: LiveService): boolean {
    if (words.includes(this.parts.script)) return true;
    const at = tools.length + program.length - words.length;
    return at >= 0 && at < tools.length && words[0] === tools[at];
  }

  #tellLaunch(live: LiveService): void {
    if (live.launched || live.program === null) return;
    live.launched = true;
    this.#becoming.delete(live);
    this.parts.emit({ kind: 'launched', process: live.id, pid: live.program.pid });
    live.voice.launched(live.program.pid);
  }

  #lookAtEnding(live: LiveService): void {
    let ending = live.folder.readEnding();
    if (ending === null) {
      live.shim ??= shimOf(live);
      if (live.shim === null || isAlive(live.shim)) return;
      // Its shell was killed: the program, if it lives, is looked at from time to time.
      if (live.program !== null && isAlive(live.program)) return;
      // It may have written the result between the two looks.
      ending = live.folder.readEnding();
    }
    const refused = ending === null ? null : refusalOf(ending, live.launched);
    if (refused !== null) {
      const message = `${live.words[0] ?? 'the program'} could not be started: ${live.folder.complaint()}`;
      this.#forget(live);
      this.parts.emit({ kind: 'launch-failed', process: live.id, code: refused, message });
      return;
    }
    // It may have become its program and ended since the look at its start.
    this.#tellLaunch(live);
    live.ending =
      ending?.kind === 'ended' ? ending : { exit: { kind: 'unknown' }, at: this.parts.clock.now().wall };
  }

  #lookAtLeftovers(live: LiveService): void {
    const { ending } = live;
    if (ending === null) return;
    // A walk through all processes would cost more than a restart takes: there it comes afterwards.
    if (live.tree.way !== 'signals' && live.tree.members().length > 0) {
      if (live.stop?.killing !== true) this.terminate(live, 0);
      return;
    }
    this.#conclude(live, ending);
  }

  #conclude(live: LiveService, ending: NonNullable<LiveService['ending']>): void {
    live.voice.ended(ending.exit);
    this.#forget(live);
    this.parts.emit({ kind: 'exited', process: live.id, exit: ending.exit, at: ending.at });
    if (live.tree.way === 'signals') setImmediate(() => live.tree.kill());
  }

  #forget(live: LiveService): void {
    this.#endedCpuMs += live.cpuMs;
    this.live.delete(live.id);
    this.#becoming.delete(live);
    this.#stillness.forget(live.id);
    live.stop?.cancel();
    live.voice.close();
    live.tree.release();
    live.folder.markEnded();
    this.parts.onEnded(live);
  }

  #killUntilGone(live: LiveService, pauseMs: number): void {
    if (this.#closed || this.live.get(live.id) !== live) return;
    live.tree.kill();
    this.look(live);
    if (this.live.get(live.id) !== live) return;
    const nextMs = Math.min(pauseMs * 1.5, lastKillPauseMs);
    setTimeout(() => this.#killUntilGone(live, nextMs), pauseMs).unref();
  }

  #fallBackToSignals(live: LiveService): void {
    this.parts.log.warn('a service could not enter its cgroup; it is controlled by signals', {
      process: live.id,
    });
    live.tree.release();
    live.tree.remove();
    live.tree = new SignalTree(`CARETAKER_INSTANCE=${live.id}`, live.shim);
  }

  #after(ms: number, act: () => void): () => void {
    return this.parts.clock.setTimer(elapsed(this.parts.clock.now().elapsed + ms), act);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The file a process runs; null for one that is gone. */
function executableOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}

/** The shell that waits for it; null before it has claimed the launch. */
function shimOf({ folder }: LiveService): ProcessIdentity | null {
  const claim = folder.readClaim();
  return claim !== null && claim !== 'blank' && claim.by === 'shim' ? claim.shim : null;
}

/** The Win32 error of a program that never came to run; null for one that did. */
function refusalOf(
  ending: NonNullable<ReturnType<LiveService['folder']['readEnding']>>,
  launched: boolean,
): number | null {
  if (launched) return null;
  const status =
    ending.kind === 'failed' ? ending.status : ending.exit.kind === 'code' ? ending.exit.code : null;
  if (status === notExecutable) return win32Of(launchCodes.accessDenied);
  if (status === notFound || ending.kind === 'failed') return win32Of(launchCodes.notFound);
  return null;
}
