import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src-main/adapters/store/open-store.js';
import type { SqliteStore } from '../../src-main/adapters/store/sqlite-store.js';
import type { EventQuery } from '../../src-shared/contract/history.js';
import type { LogEntry } from '../../src-main/core/history/log-entry.js';
import { wall } from '../../src-main/core/time/stamp.js';
import { batchAt, dayOne, instanceRow, keptLog, logEntry, query } from '../support/store-rows.js';
import type { Figure } from './figure.js';
import { figure, median, timed } from './timing.js';

const recordCount = 1_000_000;
const apartMs = 3000;
const lastAt = recordCount * apartMs;

/** Records as a busy machine writes them: two logs, fifty tasks, one error in a thousand. */
function record(seq: number): LogEntry {
  const task = `\\Backup\\Home${seq % 50}`;
  return logEntry(seq, seq * apartMs, {
    log: seq % 3 === 0 ? 'TaskScheduler/Maintenance' : 'TaskScheduler/Operational',
    level: seq % 1000 === 0 ? 'Error' : 'Information',
    task,
    data: { TaskName: task, ActionName: '/usr/bin/restic', ResultCode: 0, EnginePID: seq },
  });
}

function fill(store: SqliteStore): void {
  const portion = 5000;
  for (let first = 1; first <= recordCount; first += portion) {
    const records = Array.from({ length: portion }, (_, index) => record(first + index));
    store.commit(batchAt(first, { records, instances: [instanceRow(first, first, first + 1000)] }));
  }
}

const questions: [string, Partial<EventQuery>][] = [
  ['all', {}],
  ['one log', { log: 'TaskScheduler/Maintenance' }],
  ['one task', { task: '\\backup\\home7' }],
  [
    'one task, one log, since long ago',
    { task: '\\backup\\home7', log: 'TaskScheduler/Maintenance', since: at(0) },
  ],
  ['errors', { level: 'Error' }],
  ['since an hour ago', { since: at(lastAt - 3_600_000) }],
  ['since a month ago', { since: at(lastAt - 30 * 86_400_000) }],
  ['a page in the middle', { before: recordCount / 2 }],
];

function at(ms: number): string {
  return new Date(dayOne + ms).toISOString();
}

/** The store with a million records: questions, opening, backup, clean-up. */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-bench-'));
  const file = join(folder, 'store.db');
  const open = (): SqliteStore => openStore({ file, log: keptLog().log, now: () => Date.now() });
  const figures: Figure[] = [];
  let store = open();
  try {
    fill(store);
    store.rest();
    await store.backUp();
    for (const [name, asked] of questions) {
      const took = median(200, () => {
        if (store.records(query({ ...asked, limit: 100 })).length !== 100)
          throw new Error(`${name}: too few`);
      });
      figures.push(figure(`latest 100 of a million records: ${name}`, took, 'ms', 1));
    }
    const runs = median(200, () => store.instances({ task: '\\Backup\\Home', limit: 100 }));
    figures.push(figure('latest 100 runs of a task', runs, 'ms', 1));

    store.close();
    figures.push(figure('store of a million records: file', statSync(file).size / 1e6, 'MB'));
    figures.push(
      figure(
        'store of a million records: opening, with its check',
        timed(() => (store = open())),
        'ms',
        2000,
      ),
    );

    figures.push(...(await backup(store)));
    const bounds = {
      recordsBefore: wall(dayOne + 86_400_000),
      journalBefore: wall(0),
      journalBytesMax: 64e6,
    };
    figures.push(
      figure(
        'clean-up of one day (28,800 records)',
        timed(() => store.cleanUp(bounds)),
        'ms',
      ),
    );
    return figures;
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long a backup takes, and how long a commit beside it is held up at worst. */
async function backup(store: SqliteStore): Promise<Figure[]> {
  let finished = false;
  let worst = 0;
  const begun = performance.now();
  const done = store.backUp().finally(() => (finished = true));
  for (let number = 1; !finished; number++) {
    worst = Math.max(
      worst,
      timed(() => store.commit(batchAt(number, { records: [record(recordCount + number)] }))),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (!(await done)) throw new Error('the backup was not made');
  return [
    figure('backup of a million records', performance.now() - begun, 'ms'),
    figure('longest commit beside a backup', worst, 'ms', 50),
  ];
}
