import {
  isAlive,
  isOver,
  readStat,
  signalProcess,
  type ProcessIdentity,
  type ProcessStat,
} from './process-identity.linux.js';
import type { ProcessTree } from './process-tree.js';
import { TreeMembers } from './tree-members.linux.js';

/** A look ends when it has met so many that still move. */
const moversPerLook = 3;

/** A tree without a cgroup, held by signals. */
export class SignalTree implements ProcessTree {
  readonly way = 'signals';
  readonly cgroup = null;
  private readonly tree: TreeMembers;
  /** Members not seen to stand since the freeze, and those seen. */
  private moving = new Map<number, ProcessStat>();
  private stopped = new Map<number, ProcessStat>();
  /** Kept, so that the figure does not fall when a process ends. */
  private cpuMsMax = 0;

  /** `shim` leads session and process group; null when it is not known any more. */
  constructor(
    marker: string,
    private readonly shim: ProcessIdentity | null,
  ) {
    this.tree = new TreeMembers(marker, shim);
  }

  prepare(): void {
    // Gets to know family and strangers ahead of the first freeze.
    this.tree.walk();
  }

  freeze(): void {
    // One call stops the whole group at once: the kernel lets no fork slip through between.
    const groupStopped = this.signalGroup('SIGSTOP');
    this.stopped = new Map();
    this.moving = new Map();
    for (const stat of this.tree.meet()) {
      this.moving.set(stat.pid, stat);
      if (!groupStopped || !this.isInGroup(stat)) signalProcess(stat, 'SIGSTOP');
    }
  }

  thaw(): void {
    for (const stat of this.tree.walk()) signalProcess(stat, 'SIGCONT');
    // The shim stands in the same group and was stopped with it.
    if (this.shim !== null) signalProcess(this.shim, 'SIGCONT');
  }

  isHeld(): boolean {
    // One is enough: a host may have died between two signals. Before the program has come up it is the shim.
    const shim = this.shim === null ? null : readStat(this.shim.pid);
    if (shim !== null && shim.start === this.shim?.start && isStopped(shim)) return true;
    return this.tree.walk().some(isStopped);
  }

  standsStill(): boolean {
    let movers = 0;
    for (const known of [...this.moving.values()]) {
      this.moving.delete(known.pid);
      if (this.seesStanding(known)) continue;
      // To the end of the queue: who stands already is seen while the others are still on their way.
      this.moving.set(known.pid, known);
      movers++;
      // They want the processor in order to stop.
      if (movers >= moversPerLook) return false;
    }
    if (this.moving.size > 0) return false;
    // All known ones stand: whoever was born before that is in a listing made now.
    for (const stat of this.tree.newcomers()) {
      this.moving.set(stat.pid, stat);
      signalProcess(stat, 'SIGSTOP');
    }
    return this.moving.size === 0;
  }

  members(): number[] {
    return this.tree.walk().map((stat) => stat.pid);
  }

  terminate(): void {
    for (const stat of this.tree.walk()) signalProcess(stat, 'SIGTERM');
    this.thaw();
  }

  kill(): void {
    this.signalGroup('SIGSTOP');
    const stats = this.tree.walk();
    // All are stopped before the first is killed: none may fork at the sight of it.
    for (const stat of stats) signalProcess(stat, 'SIGSTOP');
    for (const stat of stats) signalProcess(stat, 'SIGKILL');
    if (this.shim !== null) signalProcess(this.shim, 'SIGCONT');
  }

  cpuMs(): number {
    const now = this.tree.walk().reduce((sum, stat) => sum + stat.cpuTicks * 10, 0);
    this.cpuMsMax = Math.max(this.cpuMsMax, now);
    return this.cpuMsMax;
  }

  remove(): boolean {
    return true;
  }

  release(): void {
    this.moving.clear();
    this.stopped.clear();
  }

  /** Whether one that moved stands now or is gone; it is stopped where the group's signal cannot have reached it. */
  private seesStanding(known: ProcessStat): boolean {
    const stat = readStat(known.pid);
    if (stat === null || stat.start !== known.start || isOver(stat)) {
      this.tree.lose(known.pid);
      return true;
    }
    this.tree.note(stat);
    if (isHeldStill(stat, this.stopped.values())) {
      this.stopped.set(stat.pid, stat);
      return true;
    }
    if (!this.isInGroup(stat)) signalProcess(stat, 'SIGSTOP');
    return false;
  }

  private isInGroup(stat: ProcessStat): boolean {
    return this.shim !== null && stat.group === this.shim.pid;
  }

  private signalGroup(signal: NodeJS.Signals): boolean {
    // While its leader lives, nobody else can come to bear the number of this group.
    if (this.shim === null || this.shim.pid <= 1 || !isAlive(this.shim)) return false;
    try {
      return process.kill(-this.shim.pid, signal);
    } catch {
      return false;
    }
  }
}

function isStopped(stat: ProcessStat): boolean {
  return stat.state === 'T' || stat.state === 't';
}

/**
 * Stopped, or bound to be: between vfork and exec of its child a parent waits in the kernel (D) and takes
 * the signal only then. Its child is stopped, so it does not come to run.
 */
function isHeldStill(stat: ProcessStat, others: Iterable<ProcessStat>): boolean {
  if (isStopped(stat)) return true;
  if (stat.state !== 'D') return false;
  for (const child of others) {
    if (child.ppid === stat.pid && isStopped(child)) return true;
  }
  return false;
}
