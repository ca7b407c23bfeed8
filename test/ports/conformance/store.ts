import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wall } from '../../../src-main/core/time/stamp.js';
import type { ServiceRow } from '../../../src-main/core/kernel/rows.js';
import { newRuntime } from '../../../src-main/core/services/database.js';
import { defaultControl } from '../../../src-main/core/services/state.js';
import { sampleService } from '../../support/service-samples.js';
import type { Store } from '../../../src-main/ports/store.js';
import { batchAt, dayOne, guid, instanceRow, logEntry, query, taskRow } from '../../support/store-rows.js';
import { describeRecords } from './store-records.js';

const day = 24 * 60 * 60 * 1000;
const everything = {
  recordsBefore: wall(0),
  journalBefore: wall(0),
  journalBytesMax: Number.MAX_SAFE_INTEGER,
};

/** What every store promises (src-main/ports/store.ts). `open` gives a new, empty one. */
export function describeStore(name: string, open: () => Store): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    beforeEach(() => (store = open()));
    afterEach(() => store.close());

    describeState(() => store);
    describeRecords(() => store);
    describeInstances(() => store);
    describeSpans(() => store);
    describeJournal(() => store);
    describeCleanUp(() => store);
  });
}

function describeState(of: () => Store): void {
  describe('state', () => {
    it('is empty at first', () => {
      expect(of().load()).toEqual({ kernel: null, tasks: [], instances: [], serviceRows: [] });
      expect(of().journalLength()).toBe(0);
      expect(of().records(query())).toEqual([]);
    });

    it('gives back what one batch saved', () => {
      const task = taskRow('\\Backup\\Home', { source: 'home.yaml' });
      const instance = instanceRow(1, 0, null, {
        suspended: [{ from: wall(dayOne), to: null, reason: 'presence' }],
      });
      const kernel = { version: 3, json: '{"seed":7,"greek":"Συντήρηση"}' };
      of().commit(batchAt(0, { tasks: [task], instances: [instance], kernel, durable: true }));
      expect(of().load()).toEqual({ kernel, tasks: [task], instances: [instance], serviceRows: [] });
    });

    it('replaces rows that come again and keeps the order of their first coming', () => {
      of().commit(batchAt(0, { tasks: [taskRow('\\B'), taskRow('\\A')], kernel: { version: 1, json: '1' } }));
      const changed = taskRow('\\B', { source: 'b.yaml' });
      of().commit(batchAt(1, { tasks: [changed], kernel: { version: 1, json: '2' } }));
      expect(of().load().tasks).toEqual([changed, taskRow('\\A')]);
      expect(of().load().kernel).toEqual({ version: 1, json: '2' });
    });

    it('SCM-104 SCM-105 SCM-133 keeps the rows of the service manager by kind and key, and lets them go', () => {
      const set = (number: number, pipe: number): ServiceRow => {
        const control = { ...defaultControl(), servicesPipeTimeoutMs: pipe };
        return { kind: 'set', key: String(number), value: { number, control } };
      };
      const config: ServiceRow = {
        kind: 'config',
        key: '1/imaged',
        value: { definition: sampleService, source: null },
      };
      const state: ServiceRow = { kind: 'state', key: 'imaged', value: newRuntime('imaged') };
      of().commit(batchAt(0, { serviceRows: [set(1, 1), set(2, 2), config, state], durable: true }));
      const removed = [
        { kind: 'set' as const, key: '2' },
        { kind: 'state' as const, key: 'nobody' },
      ];
      of().commit(batchAt(1, { serviceRows: [set(1, 3)], removedServiceRows: removed }));
      const rows = of().load().serviceRows;
      expect(rows).toHaveLength(3);
      expect(rows).toEqual(expect.arrayContaining([set(1, 3), config, state]));
    });

    it('keeps the kernel when a batch has none', () => {
      of().commit(batchAt(0, { kernel: { version: 1, json: '1' } }));
      of().commit(batchAt(1));
      expect(of().load().kernel).toEqual({ version: 1, json: '1' });
    });

    it('takes two spellings of a path for one task, and the last spelling stays', () => {
      of().commit(batchAt(0, { tasks: [taskRow('\\Backup\\Home')] }));
      of().commit(batchAt(1, { tasks: [taskRow('\\backup\\HOME')] }));
      expect(
        of()
          .load()
          .tasks.map((task) => task.path),
      ).toEqual(['\\backup\\HOME']);
    });

    it('removes tasks, in any spelling, before it writes the batch’s own', () => {
      of().commit(batchAt(0, { tasks: [taskRow('\\Σίσυφος'), taskRow('\\Other')] }));
      of().commit(batchAt(1, { removedTasks: ['\\ΣΊΣΥΦΟΣ', '\\Nowhere'] }));
      expect(
        of()
          .load()
          .tasks.map((task) => task.path),
      ).toEqual(['\\Other']);
      of().commit(batchAt(2, { removedTasks: ['\\other'], tasks: [taskRow('\\Other', { source: 'new' })] }));
      expect(of().load().tasks).toEqual([taskRow('\\Other', { source: 'new' })]);
    });

    it('loads the instances without an end only', () => {
      of().commit(batchAt(0, { instances: [instanceRow(1, 0), instanceRow(2, 5)] }));
      of().commit(batchAt(9, { instances: [instanceRow(1, 0, 9)] }));
      expect(of().load().instances).toEqual([instanceRow(2, 5)]);
    });

    it('is not touched when the caller goes on changing its own rows', () => {
      const task = taskRow('\\A');
      const instance = instanceRow(1, 0);
      const record = logEntry(1, 0);
      of().commit(batchAt(0, { tasks: [task], instances: [instance], records: [record] }));
      task.schedule.lastResult = 5;
      instance.phase = 'stopping';
      record.data['ResultCode'] = 5;
      expect(of().load()).toMatchObject({
        kernel: null,
        tasks: [taskRow('\\A')],
        instances: [instanceRow(1, 0)],
      });
      const read = of().load();
      if (read.tasks[0]) read.tasks[0].path = '\\Changed';
      expect(of().load().tasks).toEqual([taskRow('\\A')]);
      expect(of().records(query())).toEqual([logEntry(1, 0)]);
    });
  });
}

function describeInstances(of: () => Store): void {
  const ids = (rows: { instance: string }[]): string[] => rows.map((row) => row.instance);

  describe('instances', () => {
    it('come newest first, by task in any spelling', () => {
      of().commit(
        batchAt(0, {
          instances: [
            instanceRow(1, 10, 20),
            instanceRow(2, 30, 40, { task: '\\Other' }),
            instanceRow(3, 5, 9),
            instanceRow(4, 30, 31),
          ],
        }),
      );
      expect(ids(of().instances({ task: null, limit: 10 }))).toEqual([guid(4), guid(2), guid(1), guid(3)]);
      expect(ids(of().instances({ task: null, limit: 2 }))).toEqual([guid(4), guid(2)]);
      expect(of().instances({ task: '\\OTHER', limit: 10 })).toEqual([
        instanceRow(2, 30, 40, { task: '\\Other' }),
      ]);
      expect(of().instances({ task: '\\Nobody', limit: 10 })).toEqual([]);
    });

    it('are found by any moment at which they lived, both ends included', () => {
      of().commit(
        batchAt(0, { instances: [instanceRow(1, 100, 200), instanceRow(2, 150), instanceRow(3, 50, 90)] }),
      );
      const between = (from: number, to: number): string[] =>
        ids(of().instancesBetween(wall(dayOne + from), wall(dayOne + to)));
      expect(between(0, 49)).toEqual([]);
      expect(between(0, 50)).toEqual([guid(3)]);
      expect(between(90, 100)).toEqual([guid(3), guid(1)]);
      expect(between(120, 130)).toEqual([guid(1)]);
      expect(between(200, 900)).toEqual([guid(1), guid(2)]);
      expect(between(201, 900)).toEqual([guid(2)]);
      expect(between(0, 900)).toEqual([guid(3), guid(1), guid(2)]);
    });
  });
}

function describeSpans(of: () => Store): void {
  const change = (signal: 'idle' | 'power' | 'system', value: string, at: number): void =>
    of().commit(batchAt(at, { spans: [{ signal, value, at: wall(dayOne + at) }] }));
  const between = (from: number, to: number): unknown[] =>
    of()
      .spansBetween(wall(dayOne + from), wall(dayOne + to))
      .map(({ signal, value, from, to }) => [signal, value, from - dayOne, to === null ? null : to - dayOne]);

  describe('spans', () => {
    it('a change ends the open span of its own signal only', () => {
      change('power', 'ac', 0);
      change('idle', 'active', 10);
      change('power', 'battery', 20);
      expect(between(0, 100)).toEqual([
        ['power', 'ac', 0, 20],
        ['idle', 'active', 10, null],
        ['power', 'battery', 20, null],
      ]);
    });

    it('are found by any moment at which they held', () => {
      change('idle', 'active', 100);
      change('idle', 'idle', 200);
      change('idle', 'active', 300);
      expect(between(0, 99)).toEqual([]);
      expect(between(0, 100)).toEqual([['idle', 'active', 100, 200]]);
      expect(between(250, 260)).toEqual([['idle', 'idle', 200, 300]]);
      expect(between(301, 400)).toEqual([['idle', 'active', 300, null]]);
    });

    it('never end before they began, also when the clock is set back', () => {
      change('power', 'ac', 1000);
      change('power', 'battery', 400);
      expect(between(0, 2000)).toEqual([
        ['power', 'battery', 400, null],
        ['power', 'ac', 1000, 1000],
      ]);
    });
  });
}

function describeJournal(of: () => Store): void {
  describe('journal', () => {
    it('keeps every event, in order, numbered from one', () => {
      of().commit(batchAt(0));
      const event = batchAt(5).journal.event;
      of().commit(batchAt(5, { journal: { event, abandoned: true } }));
      of().commit(batchAt(6));
      expect(of().journalLength()).toBe(3);
      expect(of().journal(2, 10)).toEqual([
        { seq: 2, event, abandoned: true },
        { seq: 3, event: batchAt(6).journal.event, abandoned: false },
      ]);
      expect(of().journal(1, 1)).toEqual([{ seq: 1, event: batchAt(0).journal.event, abandoned: false }]);
      expect(of().journal(4, 10)).toEqual([]);
    });
  });
}

function describeCleanUp(of: () => Store): void {
  describe('clean-up', () => {
    beforeEach(() => {
      for (let number = 1; number <= 10; number++) {
        const at = number * day;
        of().commit(
          batchAt(at, {
            records: [logEntry(number, at)],
            instances: [instanceRow(number, at, at + 1000)],
            spans: [{ signal: 'power', value: number % 2 === 0 ? 'ac' : 'battery', at: wall(dayOne + at) }],
          }),
        );
      }
    });

    it('drops nothing within the bounds', () => {
      const dropped = of().cleanUp(everything);
      expect(dropped).toEqual({ forgotten: [], instances: 0, records: 0, journal: 0 });
      expect(of().records(query())).toHaveLength(10);
    });

    it('drops what is older and says whose output may go', () => {
      const before = wall(dayOne + 4 * day);
      const dropped = of().cleanUp({ ...everything, recordsBefore: before, journalBefore: before });
      expect(dropped).toEqual({
        forgotten: [guid(1), guid(2), guid(3)],
        instances: 3,
        records: 3,
        journal: 3,
      });
      expect(
        of()
          .records(query())
          .map((entry) => entry.seq),
      ).toEqual([4, 5, 6, 7, 8, 9, 10]);
      expect(of().instances({ task: null, limit: 100 })).toHaveLength(7);
      expect(
        of()
          .journal(1, 100)
          .map((row) => row.seq),
      ).toEqual([4, 5, 6, 7, 8, 9, 10]);
      // The span of the third day ended on the fourth.
      expect(of().spansBetween(wall(0), wall(dayOne + 100 * day))).toHaveLength(8);
      expect(of().cleanUp({ ...everything, recordsBefore: before, journalBefore: before }).records).toBe(0);
    });

    it('never drops what still lives: instances, tasks, kernel, the open span', () => {
      of().commit(
        batchAt(0, {
          instances: [instanceRow(99, 0)],
          tasks: [taskRow('\\A')],
          kernel: { version: 1, json: '1' },
        }),
      );
      const later = wall(dayOne + 1000 * day);
      const dropped = of().cleanUp({ ...everything, recordsBefore: later, journalBefore: later });
      expect(dropped).toMatchObject({ instances: 10, records: 10, journal: 10 });
      expect(of().load()).toMatchObject({
        kernel: { version: 1, json: '1' },
        tasks: [taskRow('\\A')],
        instances: [instanceRow(99, 0)],
      });
      expect(of().spansBetween(wall(0), later)).toHaveLength(1);
    });

    it('keeps the newest journal row, so that the numbers go on', () => {
      of().cleanUp({ ...everything, journalBefore: wall(dayOne + 1000 * day), journalBytesMax: 0 });
      expect(
        of()
          .journal(1, 100)
          .map((row) => row.seq),
      ).toEqual([10]);
      of().commit(batchAt(11 * day));
      expect(of().journalLength()).toBe(11);
      expect(
        of()
          .journal(1, 100)
          .map((row) => row.seq),
      ).toEqual([10, 11]);
    });

    it('drops the oldest journal rows until the rest is small enough', () => {
      const size = (ms: number): number => JSON.stringify(batchAt(ms).journal.event).length;
      const lastThree = size(8 * day) + size(9 * day) + size(10 * day);
      expect(of().cleanUp({ ...everything, journalBytesMax: lastThree }).journal).toBe(7);
      expect(
        of()
          .journal(1, 100)
          .map((row) => row.seq),
      ).toEqual([8, 9, 10]);
      expect(of().cleanUp({ ...everything, journalBytesMax: lastThree - 1 }).journal).toBe(1);
      expect(of().records(query())).toHaveLength(10);
    });

    it('never leaves a gap in the journal, whatever the clock did', () => {
      of().commit(batchAt(1 * day));
      of().commit(batchAt(11 * day));
      expect(of().cleanUp({ ...everything, journalBefore: wall(dayOne + 5 * day) }).journal).toBe(4);
      expect(
        of()
          .journal(1, 100)
          .map((row) => row.seq),
      ).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    });

    it('names every launch of a run with several actions', () => {
      of().commit(batchAt(0, { instances: [instanceRow(50, 0, 1, { launches: [guid(50), guid(51)] })] }));
      const dropped = of().cleanUp({ ...everything, recordsBefore: wall(dayOne + 2) });
      expect(dropped).toMatchObject({ forgotten: [guid(50), guid(51)], instances: 1 });
    });
  });
}
