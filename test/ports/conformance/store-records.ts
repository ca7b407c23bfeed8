import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../src-main/core/history/log-entry.js';
import type { Store } from '../../../src-main/ports/store.js';
import { batchAt, dayOne, logEntry, query } from '../../support/store-rows.js';

const iso = (ms: number): string => new Date(dayOne + ms).toISOString();

/** The logs of a store: what a question finds, and in which order. */
export function describeRecords(of: () => Store): void {
  const seqs = (entries: LogEntry[]): number[] => entries.map((entry) => entry.seq);
  const write = (...records: LogEntry[]): void => of().commit(batchAt(0, { records }));

  describe('records', () => {
    it('come back whole', () => {
      const record = logEntry(1, 5, {
        log: 'System',
        id: 7036,
        level: 'Warning',
        task: null,
        service: 'Spooler',
        instance: null,
        data: { param1: 'Spooler', param2: 'running', count: 3, flag: true, nothing: null },
      });
      write(record);
      expect(of().records(query())).toEqual([record]);
    });

    it('are the newest ones, oldest first', () => {
      write(...[1, 2, 3, 4, 5].map((seq) => logEntry(seq, seq)));
      expect(seqs(of().records(query({ limit: 3 })))).toEqual([3, 4, 5]);
    });

    it('can be paged backwards without a gap or a repeat', () => {
      write(...Array.from({ length: 25 }, (_, index) => logEntry(index + 1, index)));
      const pages: number[][] = [];
      for (let before: number | null = null; ; before = pages.at(-1)?.[0] ?? null) {
        const page = seqs(of().records(query({ limit: 10, before })));
        if (page.length === 0) break;
        pages.push(page);
      }
      expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
      expect(pages.reverse().flat()).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    });

    it('a repeated wait replaces the record with its number', () => {
      write(logEntry(1, 0, { id: 906, data: { Count: 1 } }), logEntry(2, 1));
      write(logEntry(1, 50, { id: 906, data: { Count: 2 } }));
      expect(of().records(query())).toEqual([
        logEntry(1, 50, { id: 906, data: { Count: 2 } }),
        logEntry(2, 1),
      ]);
    });

    it('TASK-38 can be asked for by task, in any spelling', () => {
      write(
        logEntry(1, 0),
        logEntry(2, 1, { task: '\\Backup\\Work' }),
        logEntry(3, 2, { task: '\\backup\\home' }),
        logEntry(4, 3, { task: null }),
        logEntry(5, 4, { task: '\\Σίσυφος' }),
      );
      expect(seqs(of().records(query({ task: '\\BACKUP\\Home' })))).toEqual([1, 3]);
      expect(seqs(of().records(query({ task: '\\ΣΊΣΥΦΟς' })))).toEqual([5]);
      expect(seqs(of().records(query({ task: '\\Backup' })))).toEqual([]);
    });

    it('can be asked for by service, log and level', () => {
      write(
        logEntry(1, 0, { log: 'System', service: 'Spooler', task: null, level: 'Error' }),
        logEntry(2, 1, { log: 'TaskScheduler/Maintenance', level: 'Error' }),
        logEntry(3, 2, { log: 'TaskScheduler/Diagnostic', level: 'Verbose' }),
        logEntry(4, 3, { level: 'Critical' }),
        logEntry(5, 4),
      );
      const asked = (part: Parameters<typeof query>[0]): number[] => seqs(of().records(query(part)));
      expect(asked({ service: 'SPOOLER' })).toEqual([1]);
      expect(asked({ log: 'TaskScheduler/Maintenance' })).toEqual([2]);
      expect(asked({ log: 'TaskScheduler/Operational' })).toEqual([4, 5]);
      expect(asked({ level: 'Error' })).toEqual([1, 2]);
      expect(asked({ level: 'Verbose' })).toEqual([3]);
      expect(asked({ level: 'Information' })).toEqual([5]);
      expect(asked({ level: 'Error', log: 'System' })).toEqual([1]);
      expect(asked({ level: 'Error', log: 'System', task: '\\Backup\\Home' })).toEqual([]);
    });

    it('can be asked for since an instant, itself included, also where the clock was set back', () => {
      write(logEntry(1, 100), logEntry(2, 5000), logEntry(3, 200), logEntry(4, 300), logEntry(5, 400));
      expect(seqs(of().records(query({ since: iso(300) })))).toEqual([2, 4, 5]);
      expect(seqs(of().records(query({ since: iso(300), limit: 2 })))).toEqual([4, 5]);
      expect(seqs(of().records(query({ since: iso(300), before: 5, limit: 10 })))).toEqual([2, 4]);
      expect(seqs(of().records(query({ since: '1970-01-01T00:00:00Z' })))).toEqual([1, 2, 3, 4, 5]);
      expect(seqs(of().records(query({ since: '2999-01-01T00:00:00+02:00' })))).toEqual([]);
    });

    it('answer every mixture of questions as a plain search would', () => {
      const logs = ['System', 'TaskScheduler/Operational', 'TaskScheduler/Maintenance'] as const;
      const levels = ['Error', 'Information', 'Warning', 'Information', 'Information'] as const;
      const all = Array.from({ length: 3000 }, (_, index) =>
        logEntry(index + 1, index * 10, {
          log: logs[index % 3] ?? 'System',
          level: levels[index % 5] ?? 'Error',
          task: index % 7 === 0 ? null : `\\Task${index % 4}`,
        }),
      );
      write(...all);
      for (const log of [null, 'System', 'TaskScheduler/Diagnostic'] as const)
        for (const level of [null, 'Error', 'Information'] as const)
          for (const task of [null, '\\task2'])
            for (const since of [null, 5000, 29_000])
              for (const before of [null, 2950]) {
                const expected = all
                  .filter((entry) => log === null || entry.log === log)
                  .filter((entry) => level === null || entry.level === level)
                  .filter((entry) => task === null || entry.task?.toLowerCase() === task)
                  .filter((entry) => since === null || entry.at >= dayOne + since)
                  .filter((entry) => before === null || entry.seq < before)
                  .slice(-20);
                const asked = {
                  log,
                  level,
                  task,
                  since: since === null ? null : iso(since),
                  before,
                  limit: 20,
                };
                expect(of().records(query(asked)), JSON.stringify(asked)).toEqual(expected);
              }
    });

    it('a since that is no instant is the caller’s mistake', () => {
      expect(() => of().records(query({ since: 'yesterday' }))).toThrow(RangeError);
    });
  });
}
