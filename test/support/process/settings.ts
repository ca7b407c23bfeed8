import {
  findCgroupMounts,
  type CgroupMounts,
} from '../../../src-main/adapters/process/cgroup-roots.linux.js';
import type { ControlWay } from '../../../src-main/adapters/process/process-tree.js';

/** One of the ways to control processes, and why it cannot be had here. */
export interface Setting {
  way: ControlWay;
  cgroups: CgroupMounts;
  missing: string | null;
}

/** Every way as root: each with the others taken away. */
export function rootSettings(): Setting[] {
  const mounts = process.platform === 'linux' ? findCgroupMounts() : { v1: null, v2: null };
  const isRoot = process.getuid?.() === 0;
  const reason = (mount: string | null, name: string): string | null =>
    !isRoot ? 'needs root' : mount === null ? `needs ${name}` : null;
  return [
    { way: 'cgroup-v2', cgroups: { v2: mounts.v2, v1: null }, missing: reason(mounts.v2, 'cgroup v2') },
    { way: 'cgroup-v1', cgroups: { v2: null, v1: mounts.v1 }, missing: reason(mounts.v1, 'the v1 freezer') },
    {
      way: 'signals',
      cgroups: { v2: null, v1: null },
      missing: process.platform === 'linux' ? null : 'needs Linux',
    },
  ];
}
