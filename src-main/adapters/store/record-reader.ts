import type { SQLInputValue } from 'node:sqlite';
import type { EventQuery } from '../../../src-shared/contract/history.js';
import type { EventData, EventLevel } from '../../../src-shared/model/record.js';
import type { LogEntry } from '../../core/history/log-entry.js';
import { wall } from '../../core/time/stamp.js';
import { nameKey } from './batch-writer.js';
import { levelCode, levelName, logCode, logName } from './record-codes.js';
import { integer, parsed, textOrNull } from './row-values.js';
import type { Row, Statements } from './statements.js';

/** Up to so many records since an instant are looked up and sorted; more are walked newest first. */
const fewRecords = 500;

/** Levels that `record_trouble` holds. */
const troubles: readonly EventLevel[] = ['Critical', 'Error', 'Warning'];

/** The records of the logs. */
export class RecordReader {
  constructor(private readonly statements: Statements) {}

  /** Newest matching records, oldest first; what cannot be read is left out. Throws a RangeError on a bad `since`. */
  records(query: EventQuery): LogEntry[] {
    const since = query.since === null ? null : instantOf(query.since);
    const tests: string[] = [];
    const values: SQLInputValue[] = [];
    const test = (sql: string, value: SQLInputValue): void => {
      tests.push(sql);
      values.push(value);
    };
    if (query.log !== null) test('log = ?', logCode(query.log));
    if (query.task !== null) test('task_key = ?', nameKey(query.task));
    if (query.service !== null) test('service_key = ?', nameKey(query.service));
    if (query.level !== null) test('level = ?', levelCode(query.level));
    // The condition of the index itself, word for word: SQLite does not conclude it from the level.
    if (isTrouble(query.level)) tests.push('level < 4');
    if (query.before !== null) test('seq < ?', query.before);
    if (since !== null) test('at >= ?', since);
    const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`;
    const sql = `SELECT * FROM record ${this.index(query, since)}${where} ORDER BY seq DESC LIMIT ?`;
    return this.statements
      .all(sql, ...values, query.limit)
      .reverse()
      .flatMap(entryOf);
  }

  /** The way to the newest matches: the narrowest index; said outright, since SQLite keeps no statistics here. */
  private index(query: EventQuery, since: number | null): string {
    if (since !== null && this.areFew(since)) return 'INDEXED BY record_at';
    if (query.task !== null) return 'INDEXED BY record_task';
    if (query.service !== null) return 'INDEXED BY record_service';
    if (isTrouble(query.level)) return 'INDEXED BY record_trouble';
    if (query.log !== null) return 'INDEXED BY record_log';
    return 'NOT INDEXED';
  }

  private areFew(since: number): boolean {
    const sql = 'SELECT count(*) AS found FROM (SELECT 1 FROM record WHERE at >= ? LIMIT ?)';
    return integer(this.statements.first(sql, since, fewRecords), 'found') < fewRecords;
  }
}

function isTrouble(level: EventLevel | null): boolean {
  return level !== null && troubles.includes(level);
}

function instantOf(since: string): number {
  const instant = Date.parse(since);
  if (Number.isNaN(instant)) throw new RangeError(`${JSON.stringify(since)} is not an ISO 8601 instant`);
  return instant;
}

function entryOf(row: Row): LogEntry[] {
  const log = logName(integer(row, 'log'));
  const level = levelName(integer(row, 'level'));
  const data = parsed<EventData>(row, 'data');
  if (log === undefined || level === undefined || data === undefined) return [];
  return [
    {
      seq: integer(row, 'seq'),
      at: wall(integer(row, 'at')),
      log,
      id: integer(row, 'id'),
      level,
      task: textOrNull(row, 'task'),
      service: textOrNull(row, 'service'),
      instance: textOrNull(row, 'instance'),
      data,
    },
  ];
}
