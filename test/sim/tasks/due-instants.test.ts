import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { validateTask } from '../../../src-main/core/tasks/validate.js';
import { wall } from '../../../src-main/core/time/stamp.js';
import { localToInstant } from '../../../src-main/core/time/zone.js';
import { nextOfTask } from '../../../src-main/core/triggers/next-occurrence.js';
import { readScenario, simulate } from '../../../src-main/simulation/simulate.js';
import { anyDefinition } from '../../support/random-definitions.js';

const start = '2026-01-01T00:00:00';
const end = '2028-01-01T00:00:00';

/** Definitions of one simulated world: two years of a zone with two changes of the clock a year each. */
const world = 12;
/** `CARETAKER_RUNS` asks for more worlds than a build can wait for. */
const runs = Number(process.env['CARETAKER_RUNS'] ?? 2);

function promised(definition: TaskDefinition, zone: string): number[] {
  const from = localToInstant(zone, Date.parse(`${start}Z`));
  const until = localToInstant(zone, Date.parse(`${end}Z`));
  const instants: number[] = [];
  let at = from;
  for (;;) {
    const more = nextOfTask(definition, at, zone, 500).filter((instant) => instant <= until);
    instants.push(...more);
    const last = more.at(-1);
    if (more.length < 500 || last === undefined) return instants;
    at = wall(last);
  }
}

describe('what next promises', () => {
  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
    'TASK-03 TASK-06 is what the engine does over two years in %s',
    (zone) => {
      const definitions = fc.tuple(
        ...Array.from({ length: world }, (_, i) => anyDefinition(`\\T${String(i)}`)),
      );
      let instants = 0;
      fc.assert(
        fc.property(definitions, (tasks) => {
          for (const task of tasks) {
            expect(validateTask(task).filter(({ severity }) => severity === 'error')).toEqual([]);
          }
          const scenario = readScenario({ zone, start, end, timeline: [] });
          const started = new Map<string, number[]>(tasks.map(({ path }) => [path, []]));
          for (const { id, at, task } of simulate(scenario, tasks).records) {
            if (id === 100 && task !== null) started.get(task)?.push(Date.parse(at));
          }
          for (const task of tasks) {
            const due = promised(task, zone);
            expect(started.get(task.path)).toEqual(due);
            instants += due.length;
          }
        }),
        { numRuns: runs, seed: 20_260_302 },
      );
      // A run in which nothing falls due would prove nothing.
      expect(instants).toBeGreaterThan(runs * 500);
    },
    120_000,
  );
});
