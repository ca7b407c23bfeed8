import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether every process of an instance's cgroup stands still (cgroup-v2, "cgroup.events"; v1, "freezer.state"). */
export function quietness(home: string, instance: string): () => boolean {
  const place = readFileSync(join(home, 'instances', instance.slice(1, -1), 'place'), 'utf8');
  const cgroup = /^cgroup=(.+)$/m.exec(place)?.[1];
  if (cgroup === undefined) throw new Error('the instance has no cgroup: it is held by signals here');
  const isV2 = place.includes('kind=cgroup-v2');
  const file = join(cgroup, isV2 ? 'cgroup.events' : 'freezer.state');
  const word = isV2 ? 'frozen 1' : 'FROZEN';
  return () => readFileSync(file, 'latin1').includes(word);
}

/**
 * From the call that makes the input (a process of its own, some milliseconds) to the moment in which every
 * process of the tree stands still, ms. Looks once a millisecond: who spins starves those that must stop.
 */
export async function courtesyMs(touch: () => Promise<void>, isQuiet: () => boolean): Promise<number> {
  const began = performance.now();
  const touched = touch();
  while (!isQuiet()) {
    if (performance.now() - began > 10_000) throw new Error('ten seconds after the input it still works');
    await sleep(1);
  }
  const took = performance.now() - began;
  await touched;
  return took;
}

/** Median and 95th percentile. */
export function summary(values: number[]): { median: number; p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  return { median: at(0.5), p95: at(0.95) };
}
