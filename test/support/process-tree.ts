import { readFileSync, readdirSync } from 'node:fs';

export interface Marked {
  pid: number;
  /** State letter of /proc: R, S, T, … */
  state: string;
  /** CPU time used so far, clock ticks. */
  ticks: number;
  command: string;
}

/** Every process that carries the marker of an instance in its environment, wherever in the tree it stands. */
export function markedProcesses(instance: string): Marked[] {
  const marker = `CARETAKER_INSTANCE=${instance}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'latin1').split('\0');
        if (!environment.includes(marker)) return [];
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
        return [
          { pid: Number(name), state: rest[0] ?? '?', ticks: Number(rest[11]) + Number(rest[12]), command },
        ];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/** Whether nothing of an instance used any CPU time during `ms`. */
export async function standsStill(instance: string, ms = 300): Promise<boolean> {
  const ticks = (): string =>
    markedProcesses(instance)
      .map(({ pid, ticks: used }) => `${String(pid)}:${String(used)}`)
      .sort()
      .join();
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ticks() === before;
}
