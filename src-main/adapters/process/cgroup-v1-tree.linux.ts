import { join } from 'node:path';
import { cgroupMembers, membersCpuMs, removeCgroup, signalMembers } from './cgroup-v2-tree.linux.js';
import { ControlFile } from './control-file.linux.js';
import { pauseMs } from './pause.js';
import type { ProcessTree } from './process-tree.js';

/** How long `kill` waits for the freeze that keeps a forking program from outrunning the list. */
const freezeWaitMs = 10;

/** A tree in a cgroup of the v1 freezer (kernel: freezer-subsystem). A signal waits there for the thaw. */
export class CgroupV1Tree implements ProcessTree {
  readonly way = 'cgroup-v1';

  private readonly stateFile: ControlFile;

  constructor(readonly cgroup: string) {
    this.stateFile = new ControlFile(join(cgroup, 'freezer.state'), 'r+');
  }

  prepare(): void {
    this.stateFile.open();
  }

  freeze(): void {
    this.stateFile.write('FROZEN');
  }

  thaw(): void {
    this.stateFile.write('THAWED');
  }

  isHeld(): boolean {
    return this.stateFile.read()?.startsWith('THAWED') === false;
  }

  standsStill(): boolean {
    // Reading it is what turns FREEZING into FROZEN.
    return this.stateFile.read()?.startsWith('FROZEN') !== false;
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

  release(): void {
    this.stateFile.close();
  }
}
