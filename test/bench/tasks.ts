import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src-main/adapters/store/open-store.js';
import { emptyState, type State } from '../../src-main/core/kernel/state.js';
import { kernelRow } from '../../src-main/core/kernel/persist.js';
import { nextTimer, step } from '../../src-main/core/kernel/step.js';
import { elapsed, wall, type Stamp } from '../../src-main/core/time/stamp.js';
import { nextOfTask } from '../../src-main/core/triggers/next-occurrence.js';
import { taskView } from '../../src-main/core/views/task-view.js';
import { fileFormats } from '../../src-main/hosts/file-formats.js';
import { writeTaskXml } from '../../src-main/formats/task-xml/write.js';
import type { CoreEvent, CoreEventBody } from '../../src-main/core/kernel/event.js';
import type { Turn } from '../../src-main/core/kernel/turn.js';
import type { TaskDefinition, Trigger } from '../../src-shared/model/task.js';
import { keptLog } from '../support/store-rows.js';
import { buildTask } from '../support/task-builder.js';
import { trigger } from '../support/trigger-builder.js';
import type { Figure } from './figure.js';
import { figure, quantile, timed } from './timing.js';

const start = Date.parse('2026-03-02T08:00:00Z');
/** As many files as one request takes. */
const portion = 100;

/** Each kind of calendar in turn, at times of day spread over the whole day, and some that wait for something. */
function triggersOf(i: number): Trigger[] {
  const time = new Date((i * 7_919_000) % 86_400_000).toISOString().slice(11, 19);
  const startBoundary = `2026-01-01T${time}`;
  const repetition = { interval: 'PT30M', duration: 'PT4H', stopAtDurationEnd: false };
  const kinds = [
    () => trigger('daily', { startBoundary, daysInterval: 1 + (i % 5) }),
    () => trigger('weekly', { startBoundary, weeksInterval: 1 + (i % 3), daysOfWeek: ['Monday', 'Friday'] }),
    () => trigger('monthly', { startBoundary, daysOfMonth: [1, 15, 'last'] }),
    () => trigger('monthlyDayOfWeek', { startBoundary, weeks: [2, 'last'], daysOfWeek: ['Tuesday'] }),
    () => trigger('daily', { startBoundary, repetition }),
    () => trigger('logon'),
    () => trigger('boot', { delay: 'PT5M' }),
  ];
  return [(kinds[i % kinds.length] ?? kinds[0])?.()].filter((one) => one !== undefined);
}

function definitions(n: number): TaskDefinition[] {
  return Array.from({ length: n }, (_, i) =>
    buildTask(`\\Folder${String(i % 97)}\\Task${String(i)}`, {
      triggers: triggersOf(i),
      command: '/usr/bin/restic',
      arguments: ['backup', `/home/user${String(i)}`],
    }),
  );
}

class Bench {
  readonly state: State = emptyState();
  readonly #folder = mkdtempSync(join(tmpdir(), 'caretaker-bench-'));
  readonly #store = openStore({ file: join(this.#folder, 'store.db'), log: keptLog().log, now: () => start });
  #ms = 0;

  feed(body: CoreEventBody): Turn {
    const at: Stamp = { wall: wall(start + this.#ms), elapsed: elapsed(36_000_000 + this.#ms) };
    const event: CoreEvent = { ...body, at };
    const turn = step(this.state, event);
    const tasks = [...turn.changedTasks].flatMap((key) => this.state.tasks.get(key)?.row ?? []);
    this.#store.commit({
      journal: { event, abandoned: false },
      records: turn.records,
      tasks,
      removedTasks: [],
      serviceRows: [],
      removedServiceRows: [],
      instances: [...turn.changedInstances.values()].map(({ row }) => row),
      kernel: kernelRow(this.state),
      spans: [],
      durable: turn.durable,
    });
    return turn;
  }

  /** Goes to the next due instant, at least a millisecond on. */
  advance(): void {
    const next = nextTimer(this.state);
    const now = 36_000_000 + this.#ms;
    this.#ms += Math.max(1, (next ?? now) - now);
  }

  end(): void {
    this.#store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Import of `n` XML files, the list of all, and the next due instant. */
async function measure(
  n: number,
): Promise<{ importS: number; listMs: number; nextUs: number; dueMs: number }> {
  const files = definitions(n).map((task) => ({
    name: `${task.path.slice(1).replaceAll('\\', '-')}.xml`,
    bytes: new TextEncoder().encode(writeTaskXml(task)),
  }));
  const bench = new Bench();
  try {
    bench.feed({
      kind: 'HostStarted',
      bootId: 'b',
      zone: 'Europe/Berlin',
      user: 'bench',
      cores: 2,
      seed: 1,
      probes: [],
    });
    bench.feed({ kind: 'PowerChanged', reading: { source: 'ac', percent: null } });
    const begun = performance.now();
    for (let first = 0; first < files.length; first += portion) {
      const read = await fileFormats.read(files.slice(first, first + portion));
      const tasks = read.flatMap(({ definition }) => definition ?? []);
      bench.feed({ kind: 'Requested', by: 'bench', request: { kind: 'register', tasks, mode: 'create' } });
    }
    const importS = (performance.now() - begun) / 1000;
    const { state } = bench;
    if (state.tasks.size !== n) throw new Error(`${String(state.tasks.size)} of ${String(n)} were imported`);
    const lists = Array.from({ length: 5 }, () =>
      timed(() => JSON.stringify([...state.tasks.values()].map((task) => taskView(state, task)))),
    ).sort((a, b) => a - b);
    const some = [...state.tasks.values()].slice(0, 2_000);
    const nexts = some
      .map((task) => timed(() => nextOfTask(task.row.definition, state.now.wall, 'Europe/Berlin', 1)))
      .sort((a, b) => a - b);
    const dues: number[] = [];
    for (let i = 0; i < 60; i++) {
      bench.advance();
      dues.push(timed(() => bench.feed({ kind: 'TimeReached' })));
    }
    dues.sort((a, b) => a - b);
    return {
      importS,
      listMs: quantile(lists, 0.5),
      nextUs: quantile(nexts, 0.99) * 1000,
      dueMs: quantile(dues, 0.5),
    };
  } finally {
    bench.end();
  }
}

/** The task model from a hundred to a hundred thousand definitions. */
export async function bench(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const n of [100, 1_000, 10_000, 100_000]) {
    const { importS, listMs, nextUs, dueMs } = await measure(n);
    const promised = n === 10_000;
    const tasks = `${n.toLocaleString('en')} tasks`;
    figures.push(
      figure(`${tasks}: import of as many XML files`, importS, 's', promised ? 10 : undefined),
      figure(`${tasks}: list of all, as JSON`, listMs, 'ms', promised ? 200 : undefined),
      figure(`${tasks}: next due instant of one, 99 %`, nextUs / 1000, 'ms', promised ? 1 : undefined),
      figure(`${tasks}: a due trigger, stored, median`, dueMs, 'ms'),
    );
  }
  return figures;
}
