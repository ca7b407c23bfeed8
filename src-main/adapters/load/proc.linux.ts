import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadCounters, LoadProbe } from './load-probe.js';

/** /proc counts in hundredths of a second (USER_HZ) on every architecture Node runs on. */
const tickMs = 10;

export interface ProcPaths {
  stat: string;
  diskstats: string;
  /** Folder with one entry per block device; `device` in it marks the real ones. */
  sysBlock: string;
}

const systemPaths: ProcPaths = {
  stat: '/proc/stat',
  diskstats: '/proc/diskstats',
  sysBlock: '/sys/block',
};

/** Two files of the kernel, a tenth of a millisecond a look; nothing to load and nothing to start. */
export class ProcLoad implements LoadProbe {
  readonly name = 'proc';
  readonly #paths: ProcPaths;

  constructor(paths: ProcPaths = systemPaths) {
    this.#paths = paths;
  }

  read(): LoadCounters | null {
    const cpu = parseStat(textOf(this.#paths.stat) ?? '');
    if (cpu === null) return null;
    const disks = textOf(this.#paths.diskstats);
    const isDisk = (name: string) => existsSync(join(this.#paths.sysBlock, name, 'device'));
    return { ...cpu, diskBusyMs: disks === null ? null : parseDiskstats(disks, isDisk) };
  }
}

/**
 * First line of /proc/stat. Waiting for a disk is idle time (the disk's own counter has it), and so is
 * what a hypervisor took away. Guest time is in user time already.
 */
export function parseStat(text: string): { cpuBusyMs: number; cpuTotalMs: number } | null {
  const line = /^cpu +([\d ]+)$/m.exec(text)?.[1];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(' ')
    .map(Number);
  const busy = user + nice + system + irq + softirq;
  return { cpuBusyMs: busy * tickMs, cpuTotalMs: (busy + idle + iowait + steal) * tickMs };
}

/**
 * "Time spent doing I/Os" (field 13 of a line of /proc/diskstats, ms) of real disks. Partitions, loop
 * and mapped devices would count the same work twice, memory disks are no disks.
 */
export function parseDiskstats(text: string, isDisk: (name: string) => boolean): Map<string, number> {
  const disks = new Map<string, number>();
  for (const line of text.split('\n')) {
    const fields = line.trim().split(/\s+/);
    const name = fields[2];
    const busyMs = Number(fields[12]);
    if (name !== undefined && Number.isFinite(busyMs) && isDisk(name)) disks.set(name, busyMs);
  }
  return disks;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
