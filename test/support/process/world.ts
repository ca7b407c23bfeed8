import { existsSync, globSync, readFileSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  allProcesses,
  commandLineOf,
  environmentOf,
  isOver,
  type ProcessStat,
} from '../../../src-main/adapters/process/process-identity.linux.js';
import { eventually } from '../eventually.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';

/** Every living process that carries the instance's marker, but the shim: an observer apart from the runner. */
export function processesOf(instance: InstanceId): ProcessStat[] {
  return allProcesses().filter(
    (stat) =>
      !isOver(stat) &&
      environmentOf(stat.pid)?.split('\0').includes(`CARETAKER_INSTANCE=${instance}`) === true &&
      !isShim(stat.pid),
  );
}

function isShim(pid: number): boolean {
  return commandLineOf(pid).some((word) => /launch-[0-9a-f]+\.sh$/.test(word));
}

/** Shims and guardians that serve a home; what a script forks for a moment does not count. */
export function keepersOf(home: string): ProcessStat[] {
  return allProcesses().filter(
    (stat) =>
      !isOver(stat) &&
      stat.session === stat.pid &&
      commandLineOf(stat.pid)[1]?.startsWith(join(home, 'shell')) === true,
  );
}

/** Whether the processes use no CPU at all over the time. */
export async function standStill(instance: InstanceId, ms: number): Promise<boolean> {
  const ticks = (): number => processesOf(instance).reduce((sum, stat) => sum + stat.cpuTicks, 0);
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ticks() === before;
}

/** How often a program that appends a line to the file at its start was started. */
export function countLines(path: string): number {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** Removes the cgroups of a home whose host and guardian were killed. */
export async function removeCgroupsOf(home: string): Promise<void> {
  const cgroups = globSync(join(home, 'instances/*/place'))
    .map((place) => /^cgroup=(.+)$/m.exec(readFileSync(place, 'utf8'))?.[1])
    .filter((cgroup) => cgroup !== undefined);
  for (const cgroup of cgroups) await eventually(() => isRemoved(cgroup), 5000, `the removal of ${cgroup}`);
  for (const base of new Set(cgroups.map((cgroup) => dirname(cgroup)))) isRemoved(base);
}

function isRemoved(cgroup: string): boolean {
  try {
    rmdirSync(cgroup);
  } catch {
    // Still busy, or gone already.
  }
  return !existsSync(cgroup);
}
