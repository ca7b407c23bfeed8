/** The ways to hold a tree of processes still, best first. */
export type ControlWay = 'cgroup-v2' | 'cgroup-v1' | 'signals';

/**
 * All processes of one instance but its shim, which only waits and writes down the end. Every call is
 * synchronous and may be repeated; a tree that is gone stands still and has no members.
 */
export interface ProcessTree {
  readonly way: ControlWay;
  /** The cgroup's folder, null where there is none. */
  readonly cgroup: string | null;
  /** Opens what a freeze needs ahead of it. */
  prepare(): void;
  /** Issues the freeze; {@link standsStill} tells when it has taken hold. */
  freeze(): void;
  thaw(): void;
  /**
   * Whether a freeze is in force, or was begun by a host that died over it; asked of the world and
   * changing nothing: for a tree found at the start.
   */
  isHeld(): boolean;
  /** Whether a freeze is in force and every process obeys it. Walks on where new processes have appeared. */
  standsStill(): boolean;
  /** Pids of the living members. */
  members(): number[];
  /** Asks every member to end (TERM) and lets it run for that. */
  terminate(): void;
  /** Ends every member there is (KILL); repeat until `members` is empty, for one that forks meanwhile. */
  kill(): void;
  /** CPU time that the tree has used, ms. */
  cpuMs(): number;
  /** Removes the empty cgroup; false while it is busy. */
  remove(): boolean;
  /** Closes what `prepare` opened; nothing may be asked of it afterwards but `members` and `remove`. */
  release(): void;
}
