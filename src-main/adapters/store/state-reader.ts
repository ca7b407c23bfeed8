import type { CoreEvent } from '../../core/kernel/event.js';
import type { InstanceRow, KernelRow, ServiceRow, TaskRow } from '../../core/kernel/rows.js';
import { wall, type Wall } from '../../core/time/stamp.js';
import type { Snapshot, Span } from '../../ports/store.js';
import { nameKey } from './batch-writer.js';
import { integer, integerOrNull, parsed, required, text, textOrNull } from './row-values.js';
import type { Row, Statements } from './statements.js';

type JournalRow = { seq: number; event: CoreEvent; abandoned: boolean };

/** What was saved, and the runs, spans and events of the past. */
export class StateReader {
  constructor(private readonly statements: Statements) {}

  /** Throws a DamagedError when any of it cannot be read: the host cannot do without. */
  load(): Snapshot {
    const kernel = this.statements.first('SELECT version, json FROM kernel');
    return {
      kernel: kernel === undefined ? null : kernelRow(kernel),
      tasks: this.statements.all('SELECT * FROM task ORDER BY number').map(taskRow),
      instances: this.statements
        .all('SELECT row FROM instance WHERE ended IS NULL ORDER BY number')
        .map((row) => required<InstanceRow>(row, 'row')),
      serviceRows: this.statements
        .all('SELECT kind, key, value FROM service_row ORDER BY kind, key')
        .map(serviceRow),
    };
  }

  /** Newest first. */
  instances(query: { task: string | null; limit: number }): InstanceRow[] {
    const order = 'ORDER BY started DESC, number DESC LIMIT ?';
    const rows =
      query.task === null
        ? this.statements.all(`SELECT row FROM instance ${order}`, query.limit)
        : this.statements.all(
            `SELECT row FROM instance WHERE task_key = ? ${order}`,
            nameKey(query.task),
            query.limit,
          );
    return rows.flatMap(instanceRow);
  }

  /** Those that lived at any moment between the two, both included, oldest first. */
  instancesBetween(from: Wall, to: Wall): InstanceRow[] {
    const sql = `
      SELECT row, started, number FROM instance WHERE ended >= ?1 AND started <= ?2
      UNION ALL
      SELECT row, started, number FROM instance WHERE ended IS NULL AND started <= ?2
      ORDER BY started, number`;
    return this.statements.all(sql, from, to).flatMap(instanceRow);
  }

  /** Those that held at any moment between the two, both included, oldest first. */
  spansBetween(from: Wall, to: Wall): Span[] {
    const sql = `
      SELECT * FROM span WHERE ended >= ?1 AND started <= ?2
      UNION ALL
      SELECT * FROM span WHERE ended IS NULL AND started <= ?2
      ORDER BY started, number`;
    return this.statements.all(sql, from, to).map(spanOf);
  }

  journalLength(): number {
    return integer(this.statements.first('SELECT ifnull(max(seq), 0) AS last FROM journal'), 'last');
  }

  journal(from: number, limit: number): JournalRow[] {
    const sql = 'SELECT seq, event, abandoned FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?';
    return this.statements.all(sql, from, limit).map((row) => ({
      seq: integer(row, 'seq'),
      event: required<CoreEvent>(row, 'event'),
      abandoned: integer(row, 'abandoned') === 1,
    }));
  }
}

function kernelRow(row: Row): KernelRow {
  required(row, 'json');
  return { version: integer(row, 'version'), json: text(row, 'json') };
}

function taskRow(row: Row): TaskRow {
  return {
    path: text(row, 'path'),
    definition: required<TaskRow['definition']>(row, 'definition'),
    source: textOrNull(row, 'source'),
    schedule: required<TaskRow['schedule']>(row, 'schedule'),
  };
}

function serviceRow(row: Row): ServiceRow {
  const value = required<ServiceRow['value']>(row, 'value');
  return { kind: text(row, 'kind'), key: text(row, 'key'), value } as ServiceRow;
}

/** A damaged row of the past is left out: the rest of the history is still of use. */
function instanceRow(row: Row): InstanceRow[] {
  const instance = parsed<InstanceRow>(row, 'row');
  return instance === undefined ? [] : [instance];
}

function spanOf(row: Row): Span {
  const ended = integerOrNull(row, 'ended');
  return {
    signal: text(row, 'signal') as Span['signal'],
    value: text(row, 'value'),
    from: wall(integer(row, 'started')),
    to: ended === null ? null : wall(ended),
  };
}
