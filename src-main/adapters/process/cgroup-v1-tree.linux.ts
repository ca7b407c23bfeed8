import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cgroupMembers,
  membersCpuMs,
  removeCgroup,
  signalMembers,
  writeControl,
} from './cgroup-v2-tree.linux.js';
import { pauseMs } from './pause.js';
import type { ProcessTree } from './process-tree.js';

/** How long `kill` waits for the freeze that keeps a forking program from outrunning the list. */
const freezeWaitMs = 10;

/** A tree in a cgroup of the v1 freezer (kernel: freezer-subsystem). A signal waits there for the thaw. */
export class CgroupV1Tree implements ProcessTree {
  readonly way = 'cgroup-v1';

  constructor(readonly cgroup: string) {}

  freeze(): void {
    writeControl(this.cgroup, 'freezer.state', 'FROZEN');
  }

  thaw(): void {
    writeControl(this.cgroup, 'freezer.state', 'THAWED');
  }

  isHeld(): boolean {
    try {
      return !readFileSync(join(this.cgroup, 'freezer.state'), 'latin1').startsWith('THAWED');
    } catch {
      return false;
    }
  }

  standsStill(): boolean {
    try {
      // Reading it is what turns FREEZING into FROZEN.
      return readFileSync(join(this.cgroup, 'freezer.state'), 'latin1').startsWith('FROZEN');
    } catch {
      return true;
    }
  }

  members(): number[] {
    return cgroupMembers(this.cgroup);
  }

  terminate(): void {
    signalMembers(this.cgroup, 'SIGTERM');
    signalMembers(this.cgroup, 'SIGCONT');
    this.thaw();
  }

  kill(): void {
    this.freeze();
    for (let waited = 0; waited < freezeWaitMs && !this.standsStill(); waited += 0.5) pauseMs(0.5);
    signalMembers(this.cgroup, 'SIGKILL');
    this.thaw();
  }

  cpuMs(): number {
    return membersCpuMs(this.cgroup);
  }

  remove(): boolean {
    return removeCgroup(this.cgroup);
  }
}
