import { elapsed } from '../../core/time/stamp.js';
import type { SuspendMode } from '../../core/kernel/command.js';
import type { Exit, ProcessEvent } from '../../core/tasks/process.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { saveMs } from '../../ports/process-runner.js';
import { watchFolder, type LiveInstance } from './live-instance.linux.js';
import { commandLineOf, isAlive } from './process-identity.linux.js';
import { launchCodes } from './program-path.js';
import { SignalTree } from './signal-tree.linux.js';
import { Stillness } from './stillness.js';

/** How long the shell that becomes the program may take for it before it counts as launched all the same. */
const becomeWaitMs = 250;
const becomeLookMs = 2;
/** Pauses between two passes of killing: the first ones catch what forks meanwhile, the last ones what cannot end yet. */
const firstKillPauseMs = 20;
const lastKillPauseMs = 2000;
const leftoverLookMs = 1000;
/** Processes that outlived their program and used less than this much CPU in this time are ended. */
const leftoverQuietMs = 60_000;
const leftoverQuietCpuMs = 600;
const leftoverGraceMs = 10_000;
/** How long a program that says it is done may take to end, ms. */
const doneWaitMs = 2_000;
const slowLookMs = 5000;
const fastLookMs = 250;
/** An output that grows faster than this between two looks is looked at sooner. */
const fastGrowthBytes = 512 * 1024;

/**
 * Follows instances from launch or adoption to their end:
 *
 *     launch ──► shim claims ──► program seen ──► program ended ──► tree empty ──► exited
 *                    │             (launched)         │ (leftovers live on, quiet ones are ended)
 *                    └─► failed (launch-failed)       └─ shim gone without a result: exit unknown
 *
 * Every fact is read from the world: a notification only says that it is time to look.
 */
export class InstanceLife {
  readonly live = new Map<InstanceId, LiveInstance>();
  private readonly stillness = new Stillness();
  private slow: NodeJS.Timeout | null = null;
  private readonly awaitingSaves: (() => void)[] = [];
  private endedCpuMs = 0;
  private closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    /** The shell script of the shim: a process that runs it has not become its program yet. */
    private readonly launchScript: () => string,
    private readonly emit: (event: ProcessEvent) => void,
  ) {}

  /** Takes an instance under watch. */
  follow(live: LiveInstance): void {
    this.live.set(live.id, live);
    live.watcher = watchFolder(live.folder, () => this.look(live));
    this.scheduleSlowLook(fastLookMs);
    setImmediate(() => {
      if (this.closed || this.live.get(live.id) !== live) return;
      live.tree.prepare();
      // What was written before the watch began is seen by a look of ours.
      this.look(live);
    });
  }

  /** Leaves an instance to another follower. */
  drop(live: LiveInstance): void {
    this.live.delete(live.id);
    this.unwatch(live);
  }

  close(): void {
    this.closed = true;
    this.stillness.close();
    if (this.slow !== null) clearTimeout(this.slow);
    for (const live of this.live.values()) this.unwatch(live);
    this.live.clear();
  }

  /** CPU time of all trees, those that ended included: it never falls. */
  cpuMs(): number {
    let sum = this.endedCpuMs;
    for (const live of this.live.values()) {
      live.cpuMs = Math.max(live.cpuMs, live.tree.cpuMs());
      sum += live.cpuMs;
    }
    return sum;
  }

  /** In the mode `signal` a program that listens may save first, {@link saveMs} at most. */
  freeze(live: LiveInstance, mode: SuspendMode = 'freeze'): void {
    const askedAt = performance.now();
    live.wanted = 'still';
    if (mode === 'freeze' || !live.voice.isHeard) return this.freezeNow(live, askedAt);
    if (live.cancelAsk !== null) return;
    const until = elapsed(this.clock.now().elapsed + saveMs);
    const cancel = this.clock.setTimer(until, () => this.saved(live));
    live.cancelAsk = () => {
      live.cancelAsk = null;
      cancel();
      this.tellSettled();
    };
    live.askedAt = askedAt;
    live.voice.tell({ kind: 'suspend', withinMs: saveMs });
  }

  /** It has saved, or its time for it is over. */
  saved(live: LiveInstance): void {
    if (this.live.get(live.id) !== live || live.cancelAsk === null) return;
    this.freezeNow(live, live.askedAt);
  }

  /** It said that its work is done: what is left of it may end by itself, for a moment. */
  done(live: LiveInstance, code: number): void {
    live.folder.writeDone(code);
    this.clock.setTimer(elapsed(this.clock.now().elapsed + doneWaitMs), () => {
      if (this.closed || this.live.get(live.id) !== live || live.stop !== null) return;
      this.end(live, { graceMs: leftoverGraceMs, hard: true });
    });
  }

  private freezeNow(live: LiveInstance, askedAt: number): void {
    live.cancelAsk?.();
    live.tree.freeze();
    this.stillness.await(live.id, {
      askedAt,
      standsStill: () => live.tree.standsStill(),
      report: (tookMs) => this.emit({ kind: 'suspended', instance: live.id, tookMs }),
    });
  }

  /** Fulfilled when no program is being asked to save. */
  settled(): Promise<void> {
    if (![...this.live.values()].some(({ cancelAsk }) => cancelAsk !== null)) return Promise.resolve();
    return new Promise((resolve) => this.awaitingSaves.push(resolve));
  }

  private tellSettled(): void {
    if ([...this.live.values()].some(({ cancelAsk }) => cancelAsk !== null)) return;
    for (const resolve of this.awaitingSaves.splice(0)) resolve();
  }

  thaw(live: LiveInstance): void {
    this.stillness.forget(live.id);
    live.cancelAsk?.();
    live.wanted = 'running';
    live.tree.thaw();
    live.voice.tell({ kind: 'resume' });
    setImmediate(() => {
      if (this.live.get(live.id) !== live || live.wanted !== 'running') return;
      this.emit({ kind: 'resumed', instance: live.id });
    });
  }

  end(live: LiveInstance, options: { graceMs: number; hard: boolean }): void {
    this.stillness.forget(live.id);
    live.cancelAsk?.();
    live.wanted = 'running';
    live.stop?.cancelGrace();
    const stop = {
      hard: options.hard,
      cancelGrace: () => undefined as void,
      killing: live.stop?.killing ?? false,
    };
    live.stop = stop;
    const cancelTerm = this.askToEnd(live, options.graceMs);
    stop.cancelGrace = cancelTerm;
    if (!options.hard) return;
    const at = elapsed(this.clock.now().elapsed + Math.max(0, options.graceMs));
    const cancelKill = this.clock.setTimer(at, () => {
      stop.killing = true;
      this.killUntilGone(live, firstKillPauseMs);
    });
    stop.cancelGrace = () => {
      cancelTerm();
      cancelKill();
    };
  }

  /** Over its protocol where it is spoken, and with TERM half the grace later, two seconds at most; else with TERM. */
  private askToEnd(live: LiveInstance, graceMs: number): () => void {
    const listenMs = Math.min(saveMs, graceMs / 2);
    if (!live.voice.isHeard || listenMs <= 0) {
      live.tree.terminate();
      return () => undefined;
    }
    live.tree.thaw();
    live.voice.tell({ kind: 'stop', withinMs: listenMs });
    return this.clock.setTimer(elapsed(this.clock.now().elapsed + listenMs), () => live.tree.terminate());
  }

  /** Looks at the files and processes of an instance and says what is new. Safe to call at any time. */
  look(live: LiveInstance): void {
    if (this.closed || this.live.get(live.id) !== live) return;
    this.lookAtStart(live);
    if (live.ending === null) this.lookAtEnding(live);
    if (this.live.get(live.id) === live && live.ending !== null) this.lookAtLeftovers(live);
  }

  private lookAtStart(live: LiveInstance): void {
    if (live.launched) return;
    const program = live.folder.readProgram();
    if (program === null) return;
    if (live.programSeenAt === null) {
      live.programSeenAt = performance.now();
      if (program.outside && live.tree.way !== 'signals') this.fallBackToSignals(live);
      // Asked for before there was anybody to ask.
      if (live.stop !== null) live.tree.terminate();
    }
    const isShell = isAlive(program) && commandLineOf(program.pid).includes(this.launchScript());
    if (isShell && performance.now() - live.programSeenAt < becomeWaitMs) {
      this.lookIn(live, becomeLookMs);
      return;
    }
    if (live.folder.readEnding()?.kind !== 'failed') this.tellLaunch(live, program.pid);
  }

  private tellLaunch(live: LiveInstance, pid: number): void {
    if (live.launched) return;
    live.launched = true;
    this.emit({ kind: 'launched', instance: live.id, pid, path: live.path });
  }

  private lookAtEnding(live: LiveInstance): void {
    let ending = live.folder.readEnding();
    if (ending === null) {
      if (isAlive(live.shim)) return;
      // It may have written the result between the two looks.
      ending = live.folder.readEnding();
    }
    if (ending?.kind === 'failed') {
      const code = ending.status === 126 ? launchCodes.accessDenied : launchCodes.notFound;
      const message = `${live.path} could not be started (the shell's status is ${ending.status})`;
      this.conclude(live, { kind: 'launch-failed', instance: live.id, code, message });
      return;
    }
    // It may have become its program and ended since the look at its start.
    const program = ending === null ? null : live.folder.readProgram();
    if (program !== null) this.tellLaunch(live, program.pid);
    live.ending = ending ??
      live.folder.readDone() ?? { exit: { kind: 'unknown' }, at: this.clock.now().wall };
  }

  private lookAtLeftovers(live: LiveInstance): void {
    const ending = live.ending;
    if (ending === null) return;
    if (live.tree.members().length === 0) {
      this.conclude(live, exited(live.id, ending));
      return;
    }
    if (live.stop?.killing !== true) this.endQuietLeftovers(live);
    this.lookIn(live, leftoverLookMs);
  }

  /**
   * What outlives its program goes on (it may be the real work, put into the background) and is
   * suspended with the rest; but an agent that waits for ever must not keep the run open.
   */
  private endQuietLeftovers(live: LiveInstance): void {
    const now = performance.now();
    const cpuMs = live.tree.cpuMs();
    const since = live.leftovers;
    if (since === null || live.wanted === 'still' || cpuMs - since.cpuMs > leftoverQuietCpuMs) {
      live.leftovers = { since: now, cpuMs };
    } else if (live.stop === null && now - since.since > leftoverQuietMs) {
      this.log.info('processes that outlived their program and do nothing are ended', {
        instance: live.id,
        pids: live.tree.members(),
      });
      this.end(live, { graceMs: leftoverGraceMs, hard: true });
    }
  }

  private fallBackToSignals(live: LiveInstance): void {
    this.log.warn('a program could not enter its cgroup; it is controlled by signals', { instance: live.id });
    live.tree.release();
    live.tree.remove();
    live.tree = new SignalTree(`CARETAKER_INSTANCE=${live.id}`, live.shim);
    if (live.wanted === 'still') this.freeze(live);
  }

  private killUntilGone(live: LiveInstance, pauseMs: number): void {
    if (this.closed || this.live.get(live.id) !== live) return;
    live.tree.kill();
    this.look(live);
    if (this.live.get(live.id) !== live) return;
    const nextMs = Math.min(pauseMs * 1.5, lastKillPauseMs);
    setTimeout(() => this.killUntilGone(live, nextMs), pauseMs).unref();
  }

  private conclude(live: LiveInstance, event: ProcessEvent): void {
    this.endedCpuMs += Math.max(live.cpuMs, live.tree.cpuMs());
    this.live.delete(live.id);
    this.unwatch(live);
    live.folder.markEnded();
    removeSoon(live.tree, 5);
    void live.output.bound();
    this.emit(event);
  }

  private unwatch(live: LiveInstance): void {
    this.stillness.forget(live.id);
    live.voice.end();
    live.cancelAsk?.();
    live.stop?.cancelGrace();
    live.watcher?.close();
    live.tree.release();
    if (live.timer !== null) clearTimeout(live.timer);
    live.timer = null;
  }

  private lookIn(live: LiveInstance, ms: number): void {
    if (live.timer !== null) clearTimeout(live.timer);
    live.timer = setTimeout(() => this.look(live), ms);
    live.timer.unref();
  }

  /** Notices what no notification tells: a shim that was killed, an output over its bound. */
  private scheduleSlowLook(ms: number): void {
    if (this.closed) return;
    if (this.slow !== null) clearTimeout(this.slow);
    this.slow = setTimeout(() => {
      let grown = 0;
      for (const live of [...this.live.values()]) {
        grown = Math.max(grown, live.output.boundIfNeeded());
        this.look(live);
      }
      if (this.live.size > 0)
        this.scheduleSlowLook(grown > fastGrowthBytes ? fastLookMs : Math.min(ms * 2, slowLookMs));
    }, ms);
    this.slow.unref();
  }
}

/** The event of an end. */
export function exited(instance: InstanceId, ending: NonNullable<LiveInstance['ending']>): ProcessEvent {
  const exit: Exit = ending.exit;
  return { kind: 'exited', instance, exit, at: ending.at };
}

/** A cgroup stays busy for a moment after its last process has gone. */
function removeSoon(tree: LiveInstance['tree'], tries: number): void {
  if (tree.remove() || tries === 0) return;
  setTimeout(() => removeSoon(tree, tries - 1), 50).unref();
}
