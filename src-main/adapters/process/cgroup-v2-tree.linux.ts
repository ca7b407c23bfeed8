import { appendFileSync, existsSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { ControlFile } from './control-file.linux.js';
import { readStat } from './process-identity.linux.js';
import type { ProcessTree } from './process-tree.js';

/** Reads a cgroup's list of pids; empty when the cgroup is gone. */
export function cgroupMembers(cgroup: string): number[] {
  try {
    return readFileSync(join(cgroup, 'cgroup.procs'), 'latin1').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Signals by membership: the kernel's list, read just now, is the identity. */
export function signalMembers(cgroup: string, signal: NodeJS.Signals): void {
  for (const pid of cgroupMembers(cgroup)) {
    try {
      process.kill(pid, signal);
    } catch {
      // Ended between the list and the signal, or runs as another user now.
    }
  }
}

/** CPU time of living members and of the children they have waited for, ms. */
export function membersCpuMs(cgroup: string): number {
  return cgroupMembers(cgroup).reduce((sum, pid) => sum + (readStat(pid)?.cpuTicks ?? 0) * 10, 0);
}

/** Writes a control file once; false when the cgroup is gone or the file is not there. */
export function writeControl(cgroup: string, file: string, value: string): boolean {
  try {
    // Some of these files can only be written; none is ever to be made or emptied.
    appendFileSync(join(cgroup, file), value);
    return true;
  } catch {
    return false;
  }
}

/** Removes an empty cgroup; true when it is gone. */
export function removeCgroup(cgroup: string): boolean {
  try {
    rmdirSync(cgroup);
    return true;
  } catch {
    return !existsSync(cgroup);
  }
}

/** A tree in a cgroup of its own in the unified hierarchy (kernel: cgroup-v2, cgroup.freeze, cgroup.kill). */
export class CgroupV2Tree implements ProcessTree {
  readonly way = 'cgroup-v2';
  private readonly freezeFile: ControlFile;
  private readonly eventsFile: ControlFile;

  constructor(readonly cgroup: string) {
    this.freezeFile = new ControlFile(join(cgroup, 'cgroup.freeze'), 'r+');
    this.eventsFile = new ControlFile(join(cgroup, 'cgroup.events'), 'r');
  }

  prepare(): void {
    this.freezeFile.open();
    this.eventsFile.open();
  }

  freeze(): void {
    this.freezeFile.write('1');
  }

  thaw(): void {
    this.freezeFile.write('0');
  }

  isHeld(): boolean {
    return this.freezeFile.read()?.startsWith('1') === true;
  }

  standsStill(): boolean {
    return this.eventsFile.read()?.includes('frozen 1') !== false;
  }

  members(): number[] {
    return cgroupMembers(this.cgroup);
  }

  terminate(): void {
    // The signals wait while it is frozen: nothing of the program runs before it is told to end.
    signalMembers(this.cgroup, 'SIGTERM');
    signalMembers(this.cgroup, 'SIGCONT');
    this.thaw();
  }

  kill(): void {
    if (writeControl(this.cgroup, 'cgroup.kill', '1')) return;
    // Before Linux 5.14 there is no cgroup.kill; SIGKILL reaches frozen processes, and those do not fork.
    this.freeze();
    signalMembers(this.cgroup, 'SIGKILL');
    this.thaw();
  }

  cpuMs(): number {
    try {
      const text = readFileSync(join(this.cgroup, 'cpu.stat'), 'latin1');
      return Number(/^usage_usec (\d+)$/m.exec(text)?.[1] ?? 0) / 1000;
    } catch {
      return 0;
    }
  }

  remove(): boolean {
    return removeCgroup(this.cgroup);
  }

  release(): void {
    this.freezeFile.close();
    this.eventsFile.close();
  }
}
