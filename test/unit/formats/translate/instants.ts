import { wall } from '../../../../src-main/core/time/stamp.js';
import { localToInstant } from '../../../../src-main/core/time/zone.js';
import { nextOfTask } from '../../../../src-main/core/triggers/next-occurrence.js';
import type { TranslatedTask } from '../../../../src-main/formats/translate/translated.js';

/** The scheduled instants of translated tasks in `(from, to]`, ascending, each once. */
export function instantsOf(
  tasks: readonly TranslatedTask[],
  from: string,
  to: string,
  zone: string,
): number[] {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const found = new Set<number>();
  for (const { definition, path, problems } of tasks) {
    if (definition === null) throw new Error(`${path}: ${problems.map(({ message }) => message).join('; ')}`);
    let after = begin;
    for (;;) {
      const some = nextOfTask(definition, wall(after), zone, 500);
      for (const at of some) if (at <= end) found.add(at);
      const last = some.at(-1);
      if (last === undefined || last > end || some.length < 500) break;
      after = last;
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The first scheduled instants of translated tasks after one, ascending, each once. */
export function firstInstants(
  tasks: readonly TranslatedTask[],
  from: string,
  count: number,
  zone: string,
): number[] {
  const found = tasks.flatMap(({ definition, path, problems }) => {
    if (definition === null) throw new Error(`${path}: ${problems.map(({ message }) => message).join('; ')}`);
    return nextOfTask(definition, wall(Date.parse(from)), zone, count);
  });
  return [...new Set(found)].sort((a, b) => a - b).slice(0, count);
}

/** A reading of the clock in the zone, minute by minute, for tests that ask every minute of a stretch. */
export function* minutesOf(from: string, to: string, zone: string): Generator<{ local: Date; at: number }> {
  const minute = 60_000;
  for (let local = Date.parse(`${from}Z`); local <= Date.parse(`${to}Z`); local += minute) {
    yield { local: new Date(local), at: localToInstant(zone, local) };
  }
}
