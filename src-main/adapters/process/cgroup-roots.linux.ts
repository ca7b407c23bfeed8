import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CgroupV1Tree } from './cgroup-v1-tree.linux.js';
import { CgroupV2Tree, removeCgroup } from './cgroup-v2-tree.linux.js';
import { pauseMs } from './pause.js';
import type { ControlWay, ProcessTree } from './process-tree.js';

/** Mounted hierarchies that can freeze; null where there is none. */
export interface CgroupMounts {
  v2: string | null;
  v1: string | null;
}

/** What became of the search for a cgroup of our own. */
export interface CgroupChoice {
  way: ControlWay;
  /** Folder under which each instance gets its cgroup; null for signals. */
  base: string | null;
  /** Every way with its standing: `in force`, `available`, or why not. */
  found: { way: ControlWay; standing: string }[];
}

/** Finds the mounts in the text of /proc/self/mountinfo (proc(5)). */
export function parseCgroupMounts(mountinfo: string): CgroupMounts {
  const mounts: CgroupMounts = { v2: null, v1: null };
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const path = before?.split(' ')[4]?.replace(/\\040/g, ' ');
    const [type, , options] = after?.split(' ') ?? [];
    if (path === undefined) continue;
    if (type === 'cgroup2') mounts.v2 ??= path;
    if (type === 'cgroup' && options?.split(',').includes('freezer')) mounts.v1 ??= path;
  }
  return mounts;
}

/** The cgroup of this process in the text of /proc/self/cgroup; null when that hierarchy is not listed. */
export function parseOwnCgroup(text: string, version: 'v2' | 'v1'): string | null {
  for (const line of text.split('\n')) {
    const [number, controllers, ...path] = line.split(':');
    const isThis = version === 'v2' ? number === '0' : controllers?.split(',').includes('freezer') === true;
    if (isThis) return path.join(':');
  }
  return null;
}

/** The mounts of this machine. */
export function findCgroupMounts(): CgroupMounts {
  try {
    return parseCgroupMounts(readFileSync('/proc/self/mountinfo', 'latin1'));
  } catch {
    return { v2: null, v1: null };
  }
}

/**
 * Takes the best way that really works here: a cgroup is made, a process enters it, it is frozen and
 * thawed. Root puts its folder at the top of the hierarchy; a user can only below the own cgroup, and
 * only where that has been delegated (cgroup-v2, "Delegation": moving a process needs write access to
 * the nearest common ancestor).
 *
 * @param name name of the folder, one per home
 */
export async function chooseCgroup(mounts: CgroupMounts, name: string): Promise<CgroupChoice> {
  const found: CgroupChoice['found'] = [];
  let chosen: { way: ControlWay; base: string } | null = null;
  for (const version of ['v2', 'v1'] as const) {
    const way = version === 'v2' ? 'cgroup-v2' : 'cgroup-v1';
    const mount = mounts[version];
    if (mount === null) {
      found.push({ way, standing: 'not mounted' });
      continue;
    }
    const base = join(ownFolder(mount, version), name);
    const refusal = await tryOut(base, way);
    if (refusal === null) chosen ??= { way, base };
    found.push({ way, standing: refusal ?? (chosen?.way === way ? 'in force' : 'available') });
  }
  found.push({ way: 'signals', standing: chosen === null ? 'in force' : 'available' });
  return { way: chosen?.way ?? 'signals', base: chosen?.base ?? null, found };
}

function ownFolder(mount: string, version: 'v2' | 'v1'): string {
  if (process.getuid?.() === 0) return mount;
  try {
    return join(mount, parseOwnCgroup(readFileSync('/proc/self/cgroup', 'utf8'), version) ?? '');
  } catch {
    return mount;
  }
}

/** A trial on a cgroup of its own; the reason why it does not work, or null. */
async function tryOut(base: string, way: 'cgroup-v2' | 'cgroup-v1'): Promise<string | null> {
  const trial = join(base, `trial-${process.pid}`);
  const tree: ProcessTree = way === 'cgroup-v2' ? new CgroupV2Tree(trial) : new CgroupV1Tree(trial);
  try {
    mkdirSync(trial, { recursive: true });
    accessSync(join(trial, way === 'cgroup-v2' ? 'cgroup.freeze' : 'freezer.state'), constants.W_OK);
    if (!(await canEnter(trial))) return 'a process may not enter it';
    tree.freeze();
    if (!isTrue(() => tree.standsStill() && tree.isHeld())) return 'it does not freeze';
    tree.thaw();
    return isTrue(() => !tree.isHeld()) ? null : 'it does not thaw';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'not delegated to this user' : code;
  } finally {
    tree.release();
    removeCgroup(trial);
    // Kept where it holds instances of an earlier host.
    removeCgroup(base);
  }
}

function canEnter(cgroup: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', 'echo 0 >"$0"', join(cgroup, 'cgroup.procs')], (error) => {
      resolve(error === null);
    });
  });
}

function isTrue(test: () => boolean): boolean {
  for (let look = 0; look < 100; look++) {
    if (test()) return true;
    pauseMs(0.2);
  }
  return test();
}

/** Removes the empty cgroups that instances of an earlier host left, but those to keep by their name. */
export function sweepCgroups(base: string, keep: (name: string) => boolean): void {
  try {
    for (const entry of readdirSync(base, { withFileTypes: true })) {
      // The kernel refuses to remove one that still has processes.
      if (entry.isDirectory() && !keep(entry.name)) removeCgroup(join(base, entry.name));
    }
  } catch {
    // Nothing was left.
  }
}

/** Removes the home's folder when nothing lives in it; a cgroup stays busy for a moment after its last process. */
export async function removeBase(base: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    sweepCgroups(base, () => false);
    if (removeCgroup(base)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
