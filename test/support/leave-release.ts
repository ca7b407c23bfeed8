import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src-main/adapters/store/open-store.js';
import { wall } from '../../src-main/core/time/stamp.js';
import { LogName, EventLevel } from '../../src-shared/model/record.js';
import { contentsOf } from './release-contents.js';
import { batchAt, dayOne, instanceRow, keptLog, logEntry, taskRow } from './store-rows.js';

/** Leaves what this release writes, for later ones to read: see test/fixtures/releases/README.md. */
function leaveRelease(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const store = openStore({ file: join(folder, 'store.db'), log: keptLog().log, now: () => dayOne });
  const tasks = [taskRow('\\Backup\\Home', { source: 'home.yaml' }), taskRow('\\Ελληνικά\\Σάρωση')];
  store.commit(batchAt(0, { tasks, kernel: { version: 1, json: '{"seed":7}' }, durable: true }));
  for (let number = 1; number <= 20; number++) {
    const log = LogName.options[number % 4] ?? 'System';
    const level = EventLevel.options[number % 5] ?? 'Information';
    const at = number * 60_000;
    store.commit(
      batchAt(at, {
        records: [logEntry(number, at, { log, level, service: number % 4 === 0 ? 'Spooler' : null })],
        instances: number % 3 === 0 ? [instanceRow(number, at, at + 30_000)] : [],
        spans: [{ signal: number % 2 === 0 ? 'idle' : 'power', value: `v${number}`, at: wall(dayOne + at) }],
      }),
    );
  }
  const suspended = [{ from: wall(dayOne + 1_300_000), to: null, reason: 'presence' as const }];
  store.commit(
    batchAt(1_300_000, { instances: [instanceRow(99, 1_260_000, null, { suspended, phase: 'suspended' })] }),
  );
  writeFileSync(join(folder, 'contents.json'), `${JSON.stringify(contentsOf(store), null, 1)}\n`);
  store.close();
}

const [folder] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Name the folder of the release, such as test/fixtures/releases/0.1.0.');
leaveRelease(folder);
