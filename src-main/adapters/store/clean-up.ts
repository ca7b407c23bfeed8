import type { DatabaseSync } from 'node:sqlite';
import type { InstanceRow } from '../../core/kernel/rows.js';
import type { Wall } from '../../core/time/stamp.js';
import type { Bounds, CleanUp } from '../../ports/store.js';
import { checkpoint } from './connection.js';
import { integer, parsed } from './row-values.js';
import type { Statements } from './statements.js';

/** Rows per transaction: a large clean-up must not need as much free disk again for its own log. */
const rowsAtOnce = 5000;
/** Unused share of the file above which pages are given back to the disk; below it they are used again. */
const unusedShareMax = 0.25;
const pagesAtOnce = 2000;

/** Drops what the bounds do not cover. Retention is by age and size (design section 6). */
export function cleanUp(db: DatabaseSync, statements: Statements, bounds: Bounds): CleanUp {
  const records = inPortions(
    statements,
    'DELETE FROM record WHERE seq IN (SELECT seq FROM record WHERE at < ? LIMIT ?)',
    bounds.recordsBefore,
  );
  const journal = inPortions(
    statements,
    'DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE seq < ? ORDER BY seq LIMIT ?)',
    firstJournalRowToStay(statements, bounds),
  );
  const dropped = dropInstances(statements, bounds.recordsBefore);
  giveBack(db);
  return { ...dropped, records, journal };
}

function inPortions(statements: Statements, sql: string, bound: number): number {
  let total = 0;
  for (;;) {
    let dropped = 0;
    statements.transaction(() => (dropped = statements.run(sql, bound, rowsAtOnce)));
    total += dropped;
    if (dropped < rowsAtOnce) return total;
  }
}

/** Only a stretch at the old end goes: with a gap in the middle the journal could not be replayed. */
function firstJournalRowToStay(statements: Statements, bounds: Bounds): number {
  const newest = integer(statements.first('SELECT ifnull(max(seq), 0) AS seq FROM journal'), 'seq');
  const young = statements.first(
    'SELECT seq FROM journal WHERE at >= ? ORDER BY seq LIMIT 1',
    bounds.journalBefore,
  );
  const byAge = young === undefined ? newest : integer(young, 'seq');
  const bytes = integer(
    statements.first('SELECT ifnull(sum(octet_length(event)), 0) AS bytes FROM journal'),
    'bytes',
  );
  if (bytes <= bounds.journalBytesMax) return Math.min(newest, byAge);
  const over = statements.first(
    `SELECT ifnull(max(seq), 0) AS seq FROM
      (SELECT seq, sum(octet_length(event)) OVER (ORDER BY seq DESC) AS bytes FROM journal) WHERE bytes > ?`,
    bounds.journalBytesMax,
  );
  return Math.min(newest, Math.max(byAge, integer(over, 'seq') + 1));
}

function dropInstances(statements: Statements, before: Wall): Pick<CleanUp, 'forgotten' | 'instances'> {
  let forgotten: string[] = [];
  let instances = 0;
  // One transaction, so that no instance is gone without its output being named.
  statements.transaction(() => {
    const rows = statements.all('SELECT instance, row FROM instance WHERE ended < ? ORDER BY number', before);
    forgotten = rows.flatMap((row) => {
      // Rows of an early version have no launches.
      const launches = parsed<Partial<InstanceRow>>(row, 'row')?.launches ?? [];
      return [...new Set([String(row['instance']), ...launches])];
    });
    instances = statements.run('DELETE FROM instance WHERE ended < ?', before);
    statements.run('DELETE FROM span WHERE ended < ?', before);
  });
  return { forgotten, instances };
}

/** Gives unused pages back to the disk when they are many. */
function giveBack(db: DatabaseSync): void {
  const count = (pragma: string): number => integer(db.prepare(`PRAGMA ${pragma}`).get(), pragma);
  while (count('freelist_count') > count('page_count') * unusedShareMax) {
    const before = count('freelist_count');
    db.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    checkpoint(db, 'PASSIVE');
    if (count('freelist_count') >= before) return;
  }
}
