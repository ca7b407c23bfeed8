import {
  allPids,
  cheapIdentity,
  environmentOf,
  forkCount,
  forksBeforeReuse,
  isOver,
  readStat,
  type ProcessIdentity,
  type ProcessStat,
} from './process-identity.linux.js';

/** Kernel threads are children of process 2 (kthreadd) and nobody's task. */
const kernelThreads = 2;

/**
 * Finds the processes of one instance among all of the machine: by the session and group that the shim
 * leads, by parent links, and by the environment marker. So a child that left the session, or whose
 * parent has ended, is found too. Who was found once stays a member; who was judged a stranger stays
 * one, since nobody comes into a family but by birth.
 */
export class TreeMembers {
  /** Pid to {@link cheapIdentity}: nine of ten processes are told without reading anything of them. */
  private readonly strangers = new Map<number, number>();
  /** As last read. */
  private family = new Map<number, ProcessStat>();
  /** Pids of the last listing, and {@link forkCount} before it. */
  private listed = new Set<number>();
  private listedAt = Number.NaN;
  private readonly forksBeforeReuse = forksBeforeReuse();

  /** `shim` leads session and process group; null when it is not known. */
  constructor(
    private readonly marker: string,
    private readonly shim: ProcessIdentity | null,
  ) {}

  /** Every living member, read just now. */
  walk(): ProcessStat[] {
    for (const known of [...this.family.values()]) {
      const stat = readStat(known.pid);
      if (stat === null || stat.start !== known.start || isOver(stat)) this.family.delete(known.pid);
      else this.family.set(stat.pid, stat);
    }
    this.meet();
    return [...this.family.values()];
  }

  /** The living members, of whom only new ones are read now: the others are as they were last seen. */
  meet(): ProcessStat[] {
    const forks = forkCount();
    if (forks - this.listedAt < this.forksBeforeReuse) {
      this.newcomers(forks);
    } else {
      this.judge(this.list(forks).filter((pid) => !this.family.has(pid) && !this.isStranger(pid)));
    }
    return [...this.family.values()];
  }

  /** Members that have appeared since the last listing. Only for moments after it: a pid that came back is not seen. */
  newcomers(forks = forkCount()): ProcessStat[] {
    // Counted when the child is in the list already: the same count is the same list, or a shorter one.
    if (forks === this.listedAt) return [];
    const before = this.listed;
    return this.judge(this.list(forks).filter((pid) => !before.has(pid)));
  }

  /** Keeps what was read of a member meanwhile. */
  note(stat: ProcessStat): void {
    this.family.set(stat.pid, stat);
  }

  /** It has ended, or its pid belongs to another one now. */
  lose(pid: number): void {
    this.family.delete(pid);
  }

  /** `forks` was counted before. */
  private list(forks: number): number[] {
    const pids = allPids();
    this.listedAt = forks;
    this.listed = new Set(pids);
    if (this.strangers.size > 2 * pids.length) this.strangers.clear();
    for (const pid of this.family.keys()) {
      if (!this.listed.has(pid)) this.family.delete(pid);
    }
    return pids;
  }

  private isStranger(pid: number): boolean {
    const stranger = this.strangers.get(pid);
    return stranger !== undefined && stranger === cheapIdentity(pid);
  }

  /** Reads unknown processes, takes in those that belong here and returns them. */
  private judge(pids: number[]): ProcessStat[] {
    if (pids.length === 0) return [];
    const stats = pids.map(readStat).filter((stat) => stat !== null);
    const led = this.shim !== null && this.isShimThere();
    const undecided = new Set<number>();
    const joined = new Map<number, ProcessStat>();
    for (const stat of stats) {
      if (this.belongs(stat, led, undecided)) joined.set(stat.pid, stat);
    }
    const isParent = (pid: number): boolean => {
      return joined.has(pid) || this.family.has(pid) || (led && pid === this.shim?.pid);
    };
    for (let grown = true; grown;) {
      grown = false;
      for (const stat of stats) {
        if (joined.has(stat.pid) || !isParent(stat.ppid)) continue;
        joined.set(stat.pid, stat);
        grown = true;
      }
    }
    for (const stat of stats) {
      if (!joined.has(stat.pid) && !undecided.has(stat.pid)) this.rememberStranger(stat);
    }
    // As if they had not been listed: they are fresh to the next look.
    for (const pid of undecided) this.listed.delete(pid);
    if (undecided.size > 0) this.listedAt = Number.NEGATIVE_INFINITY;
    // Who ended before it was waited for does not count, but its children did by it.
    const living = [...joined.values()].filter((stat) => !isOver(stat) && stat.pid !== this.shim?.pid);
    for (const stat of living) this.family.set(stat.pid, stat);
    return living;
  }

  /** Also as a zombie: while it is there, the number of its group and session is not given anew. */
  private isShimThere(): boolean {
    return this.shim !== null && readStat(this.shim.pid)?.start === this.shim.start;
  }

  private belongs(stat: ProcessStat, led: boolean, undecided: Set<number>): boolean {
    if (led && (stat.group === this.shim?.pid || stat.session === this.shim?.pid)) return true;
    if (stat.ppid === kernelThreads || isOver(stat)) return false;
    if (this.shim !== null && stat.start < this.shim.start) return false;
    const environment = environmentOf(stat.pid);
    // Empty in the middle of an exec.
    if (environment === '') undecided.add(stat.pid);
    return environment?.split('\0').includes(this.marker) === true;
  }

  private rememberStranger({ pid, start }: ProcessStat): void {
    const identity = cheapIdentity(pid);
    // Read in this order, the number belongs to the process that was judged.
    if (identity !== null && readStat(pid)?.start === start) this.strangers.set(pid, identity);
  }
}
