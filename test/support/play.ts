import type { ServicesManifest } from '../../src-shared/model/service.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import type { Scenario } from '../../src-main/simulation/scenario.js';
import { readScenario, simulate } from '../../src-main/simulation/simulate.js';
import type { SimulatedRecord } from '../../src-main/simulation/simulated-host.js';

/** Ids that tell the course of runs; the rest (registration, service, waits, process details) is left out of the short form. */
const telling = new Set([
  ...[100, 102, 111, 201, 203, 327, 328, 329, 330, 800, 805, 807, 900, 901, 902, 903, 904, 905, 907, 908],
]);

type Line = Partial<Scenario['timeline'][number]> & { at: string };

/** What a played scenario gives back. */
export interface Played {
  records: SimulatedRecord[];
  /** `03-02 12:04 kind Home` of each notice. */
  notices: string[];
  /** `03-02 12:04:00 100 Home`: local to UTC, task by its name, with the author or code where there is one. */
  lines: string[];
  /** Records of one id. */
  of(id: number): SimulatedRecord[];
  /** `12:04:00` of each record with that id, for that task if one is named. */
  times(id: number, task?: string): string[];
}

/** Plays a scenario in UTC that begins on Monday 2 March 2026 with a user at the machine, on AC. */
export function play(
  tasks: TaskDefinition[],
  timeline: Line[],
  options: {
    start?: string;
    end?: string;
    zone?: string;
    settings?: object;
    /** Settings of the task model. */
    taskSettings?: object;
    programs?: Scenario['programs'];
    initially?: object;
    services?: ServicesManifest;
  } = {},
): Played {
  const { records, notices } = simulate(
    readScenario({
      zone: options.zone ?? 'UTC',
      start: options.start ?? '2026-03-02T08:00:00',
      end: options.end ?? '2026-03-03T08:00:00',
      settings: {
        maintenance: { ...options.settings },
        ...(options.taskSettings === undefined ? {} : { tasks: options.taskSettings }),
      },
      initially: options.initially ?? {},
      programs: options.programs ?? {},
      timeline,
    }),
    tasks,
    options.services ?? null,
  );
  return {
    records,
    notices: notices.map(
      ({ at, notice, task }) => `${at.slice(5, 10)} ${at.slice(11, 16)} ${notice}${nameOf(task)}`,
    ),
    lines: records.filter(({ id }) => telling.has(id)).map(shortForm),
    of: (id) => records.filter((record) => record.id === id),
    times: (id, task) =>
      records
        .filter((record) => record.id === id && (task === undefined || record.task === task))
        .map(({ at }) => at.slice(11, 19)),
  };
}

function nameOf(task: string | null): string {
  return task === null ? '' : ` ${task.slice(task.lastIndexOf('\\') + 1)}`;
}

function shortForm({ at, id, task, data }: SimulatedRecord): string {
  const detail = data['Reason'] ?? data['Kind'] ?? (id === 201 ? data['ResultCode'] : null);
  return `${at.slice(5, 10)} ${at.slice(11, 19)} ${id}${nameOf(task)}${detail == null ? '' : ` ${String(detail)}`}`;
}
