import {
  allProcesses,
  environmentHolds,
  isAlive,
  isOver,
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
  /** Looked at and not ours: an environment is read once for each process. */
  private strangers = new Set<string>();
  /** Was ours once: it stays ours when its parent ends, whatever it does to its environment. */
  private family = new Map<number, number>();
  /** Kept, so that the figure does not fall when a process ends. */
  private cpuMsMax = 0;

  /** `shim` leads session and process group; null when it is not known any more. */
  constructor(
    private readonly marker: string,
    private readonly shim: ProcessIdentity | null,
  ) {}

  freeze(): void {
    // One call stops the whole group at once: the kernel lets no fork slip through between.
    this.signalGroup('SIGSTOP');
    this.stopMoving(this.walk());
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
    // The known ones first: the full walk is dear, and in vain while one of them still runs.
    for (const [pid, start] of this.family) {
      const stat = readStat(pid);
      const isKnown = stat !== null && stat.start === start && !isOver(stat);
      // One that waits in the kernel may wait for a stopped child: only the walk knows.
      if (isKnown && !isStopped(stat) && stat.state !== 'D') {
        signalProcess(stat, 'SIGSTOP');
        return false;
      }
    }
    return !this.stopMoving(this.walk());
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
    this.stopMoving(stats);
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

  /** Stops those that still move; true when there was one. */
  private stopMoving(stats: ProcessStat[]): boolean {
    let moved = false;
    for (const stat of stats) {
      if (isStopped(stat)) continue;
      signalProcess(stat, 'SIGSTOP');
      moved ||= !isHeldStill(stat, stats);
    }
    return moved;
  }

  private signalGroup(signal: NodeJS.Signals): void {
    // While its leader lives, nobody else can come to bear the number of this group.
    if (this.shim === null || !isAlive(this.shim)) return;
    try {
      process.kill(-this.shim.pid, signal);
    } catch {
      // The launch has not come as far as its own group: the walk finds the shim's children.
    }
  }

  /** The living members as of now, without the shim. */
  private walk(): ProcessStat[] {
    const all = allProcesses();
    const shim = this.shim;
    const led = shim !== null && all.some((stat) => stat.pid === shim.pid && stat.start === shim.start);
    const found = new Map<number, ProcessStat>();
    const add = (stat: ProcessStat): void => void found.set(stat.pid, stat);

    for (const stat of all) {
      if (this.family.get(stat.pid) === stat.start) add(stat);
      else if (led && (stat.group === shim.pid || stat.session === shim.pid)) add(stat);
      else if (this.isMarked(stat)) add(stat);
    }
    for (let grown = true; grown;) {
      grown = false;
      for (const stat of all) {
        if (found.has(stat.pid) || !found.has(stat.ppid)) continue;
        add(stat);
        grown = true;
      }
    }
    if (led) found.delete(shim.pid);
    if (this.strangers.size > 4 * all.length) this.strangers.clear();
    const living = [...found.values()].filter((stat) => !isOver(stat));
    this.family = new Map(living.map((stat) => [stat.pid, stat.start]));
    return living;
  }

  private isMarked(stat: ProcessStat): boolean {
    if (stat.ppid === kernelThreads || isOver(stat)) return false;
    if (this.shim !== null && stat.start < this.shim.start) return false;
    const key = `${stat.pid}:${stat.start}`;
    if (this.strangers.has(key)) return false;
    if (environmentHolds(stat.pid, this.marker)) return true;
    this.strangers.add(key);
    return false;
  }
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
