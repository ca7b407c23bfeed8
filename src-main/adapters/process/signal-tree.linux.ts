import {
  allPids,
  cheapIdentity,
  environmentOf,
  isAlive,
  isOver,
  lastPid,
  readStat,
  signalProcess,
  type ProcessIdentity,
  type ProcessStat,
} from './process-identity.linux.js';
import type { ProcessTree } from './process-tree.js';

/** Kernel threads are children of process 2 (kthreadd) and nobody's task. */
const kernelThreads = 2;

/**
 * A tree without a cgroup, held by signals. Members are found by the session and group that the shim
 * leads, by parent links, and by the environment marker: so a child that left the session or whose
 * parent has ended is found too.
 */
export class SignalTree implements ProcessTree {
  readonly way = 'signals';
  readonly cgroup = null;
  /** Looked at and not ours, for good: pid to {@link cheapIdentity}. Nobody comes into a family but by birth. */
  private strangers = new Map<number, number>();
  /** Pids of this walk whose environment could not be read just now. */
  private readonly undecided = new Set<number>();
  /** Was ours once: it stays ours when its parent ends, whatever it does to its environment. Pid to start. */
  private family = new Map<number, number>();
  /** Living members at the last walk that were not seen to stand. */
  private moving: ProcessStat[] = [];
  /**
   * One of those was signalled by itself: a child it was just forking may have had its pid when the walk
   * began and not been seen by it. The group's signal leaves no such gap: it came before the walk.
   */
  private forkedMaybe = true;
  /** {@link lastPid} before the last walk began. */
  private walkedAt = Number.NaN;
  /** Kept, so that the figure does not fall when a process ends. */
  private cpuMsMax = 0;

  /** `shim` leads session and process group; null when it is not known any more. */
  constructor(
    private readonly marker: string,
    private readonly shim: ProcessIdentity | null,
  ) {}

  prepare(): void {
    // Knows the strangers ahead of the first freeze.
    this.walk();
  }

  freeze(): void {
    // One call stops the whole group at once: the kernel lets no fork slip through between.
    const stopped = this.signalGroup('SIGSTOP');
    this.stopMoving(this.walk(), stopped);
  }

  thaw(): void {
    for (const stat of this.walk()) signalProcess(stat, 'SIGCONT');
    // The shim stands in the same group and was stopped with it.
    if (this.shim !== null) signalProcess(this.shim, 'SIGCONT');
  }

  isHeld(): boolean {
    const stats = this.walk();
    // Held before its program came up: then the shim stands in its stead.
    const shim = this.shim === null || stats.length > 0 ? null : readStat(this.shim.pid);
    if (shim !== null && shim.start === this.shim?.start) return isStopped(shim);
    return stats.length > 0 && stats.every((stat) => isHeldStill(stat, stats));
  }

  standsStill(): boolean {
    const states = this.moving.map(stateOf);
    this.moving = this.moving.filter((_, at) => states[at] !== null && states[at] !== 'T');
    // One that waits in the kernel (D) may wait for a stopped child: only a walk knows.
    if (states.some((state) => state !== null && state !== 'T' && state !== 'D')) return false;
    const bornSince = lastPid() !== this.walkedAt;
    if (this.moving.length === 0 && !this.forkedMaybe && !bornSince) return true;
    this.stopMoving(this.walk(), false);
    return this.moving.length === 0;
  }

  members(): number[] {
    return this.walk().map((stat) => stat.pid);
  }

  terminate(): void {
    for (const stat of this.walk()) signalProcess(stat, 'SIGTERM');
    this.thaw();
  }

  kill(): void {
    this.signalGroup('SIGSTOP');
    const stats = this.walk();
    this.stopMoving(stats, false);
    for (const stat of stats) signalProcess(stat, 'SIGKILL');
    if (this.shim !== null) signalProcess(this.shim, 'SIGCONT');
  }

  cpuMs(): number {
    const now = this.walk().reduce((sum, stat) => sum + stat.cpuTicks * 10, 0);
    this.cpuMsMax = Math.max(this.cpuMsMax, now);
    return this.cpuMsMax;
  }

  remove(): boolean {
    return true;
  }

  release(): void {
    this.strangers.clear();
  }

  /** Stops those that still move and keeps them in mind; `groupStopped`: the group has the signal already. */
  private stopMoving(stats: ProcessStat[], groupStopped: boolean): void {
    this.moving = stats.filter((stat) => !isHeldStill(stat, stats));
    this.forkedMaybe = this.moving.some((stat) => !groupStopped || stat.group !== this.shim?.pid);
    for (const stat of this.moving) {
      if (!groupStopped || stat.group !== this.shim?.pid) signalProcess(stat, 'SIGSTOP');
    }
  }

  private signalGroup(signal: NodeJS.Signals): boolean {
    // While its leader lives, nobody else can come to bear the number of this group.
    if (this.shim === null || !isAlive(this.shim)) return false;
    try {
      return process.kill(-this.shim.pid, signal);
    } catch {
      return false;
    }
  }

  /** The living members as of now, without the shim. */
  private walk(): ProcessStat[] {
    this.walkedAt = lastPid();
    const { candidates, led } = this.look();
    const found = new Map<number, ProcessStat>();
    for (const stat of candidates) {
      if (this.isMember(stat, led)) found.set(stat.pid, stat);
    }
    for (let grown = true; grown;) {
      grown = false;
      for (const stat of candidates) {
        if (found.has(stat.pid) || !found.has(stat.ppid)) continue;
        found.set(stat.pid, stat);
        grown = true;
      }
    }
    this.rememberStrangers(candidates, found);
    if (led && this.shim !== null) found.delete(this.shim.pid);
    const living = [...found.values()].filter((stat) => !isOver(stat));
    this.family = new Map(living.map((stat) => [stat.pid, stat.start]));
    return living;
  }

  /** All processes but known strangers; `led`: the shim is among them, be it only as a zombie. */
  private look(): { candidates: ProcessStat[]; led: boolean } {
    const pids = allPids();
    if (this.strangers.size > 2 * pids.length) this.strangers.clear();
    const candidates: ProcessStat[] = [];
    let led = false;
    for (const pid of pids) {
      const stranger = this.strangers.get(pid);
      if (stranger !== undefined && stranger === cheapIdentity(pid)) continue;
      const stat = readStat(pid);
      if (stat === null) continue;
      candidates.push(stat);
      led ||= stat.pid === this.shim?.pid && stat.start === this.shim.start;
    }
    return { candidates, led };
  }

  private isMember(stat: ProcessStat, led: boolean): boolean {
    if (this.family.get(stat.pid) === stat.start) return true;
    if (led && (stat.group === this.shim?.pid || stat.session === this.shim?.pid)) return true;
    if (stat.ppid === kernelThreads || isOver(stat)) return false;
    if (this.shim !== null && stat.start < this.shim.start) return false;
    const environment = environmentOf(stat.pid);
    // Empty in the middle of an exec: it is asked again next time.
    if (environment === '') this.undecided.add(stat.pid);
    return environment.split('\0').includes(this.marker);
  }

  private rememberStrangers(candidates: ProcessStat[], found: Map<number, ProcessStat>): void {
    for (const { pid, start } of candidates) {
      if (found.has(pid) || this.undecided.has(pid)) continue;
      const identity = cheapIdentity(pid);
      // Read in this order, the number belongs to the process that was judged.
      if (identity !== null && readStat(pid)?.start === start) this.strangers.set(pid, identity);
    }
    this.undecided.clear();
  }
}

/** Its state now, `T` for stopped in either way; null when it is over. */
function stateOf(known: ProcessIdentity): string | null {
  const stat = readStat(known.pid);
  if (stat === null || stat.start !== known.start || isOver(stat)) return null;
  return isStopped(stat) ? 'T' : stat.state;
}

function isStopped(stat: ProcessStat): boolean {
  return stat.state === 'T' || stat.state === 't';
}

/**
 * Stopped, or bound to be: between vfork and exec of its child a parent waits in the kernel (D) and takes
 * the signal only then. Its child is stopped, so it does not come to run.
 */
function isHeldStill(stat: ProcessStat, all: ProcessStat[]): boolean {
  if (isStopped(stat)) return true;
  return stat.state === 'D' && all.some((child) => child.ppid === stat.pid && isStopped(child));
}
