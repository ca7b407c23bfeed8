import type { LogEntry } from '../../core/history/log-entry.js';
import type { InstanceRow, TaskRow } from '../../core/kernel/rows.js';
import type { Wall } from '../../core/time/stamp.js';
import type { Batch } from '../../ports/store.js';
import { levelCode, logCode } from './record-codes.js';
import type { Statements } from './statements.js';

const writeTask = `
  INSERT INTO task (key, path, source, definition, schedule) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET
    path = excluded.path, source = excluded.source, definition = excluded.definition, schedule = excluded.schedule`;

const writeInstance = `
  INSERT INTO instance (instance, task_key, started, ended, row) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (instance) DO UPDATE SET
    task_key = excluded.task_key, started = excluded.started, ended = excluded.ended, row = excluded.row`;

const writeService = 'INSERT OR REPLACE INTO service_row (kind, key, value) VALUES (?, ?, ?)';
const removeService = 'DELETE FROM service_row WHERE kind = ? AND key = ?';

const writeRecord = `
  INSERT OR REPLACE INTO record (seq, at, log, id, level, task, task_key, service, service_key, instance, data)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const writeKernel = `
  INSERT INTO kernel (only_row, version, json) VALUES (1, ?, ?)
  ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, json = excluded.json`;

// A clock that was set back must not give a span an end before its start.
const endSpan = 'UPDATE span SET ended = max(started, ?) WHERE signal = ? AND ended IS NULL';

/** The key under which two spellings of one name meet (paths and service names ignore case). */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** Writes what one step changed. */
export class BatchWriter {
  private durable: boolean | null = null;

  constructor(private readonly statements: Statements) {}

  /** Writes the batches as one transaction. */
  write(batches: readonly Batch[]): void {
    // Not possible inside a transaction.
    this.setDurable(batches.some(({ durable }) => durable));
    this.statements.transaction(() => {
      for (const batch of batches) this.writeOne(batch);
    });
  }

  private writeOne(batch: Batch): void {
    const { event, abandoned } = batch.journal;
    this.statements.run(
      'INSERT INTO journal (at, abandoned, event) VALUES (?, ?, ?)',
      event.at.wall,
      abandoned ? 1 : 0,
      JSON.stringify(event),
    );
    for (const record of batch.records) this.writeRecord(record);
    for (const path of batch.removedTasks)
      this.statements.run('DELETE FROM task WHERE key = ?', nameKey(path));
    for (const task of batch.tasks) this.writeTask(task);
    for (const instance of batch.instances) this.writeInstance(instance);
    for (const { kind, key } of batch.removedServiceRows) this.statements.run(removeService, kind, key);
    for (const { kind, key, value } of batch.serviceRows)
      this.statements.run(writeService, kind, key, JSON.stringify(value));
    if (batch.kernel !== null) this.statements.run(writeKernel, batch.kernel.version, batch.kernel.json);
    for (const span of batch.spans) this.writeSpan(span.signal, span.value, span.at);
  }

  private setDurable(durable: boolean): void {
    if (this.durable === durable) return;
    this.statements.run(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    this.durable = durable;
  }

  private writeTask(task: TaskRow): void {
    this.statements.run(
      writeTask,
      nameKey(task.path),
      task.path,
      task.source,
      JSON.stringify(task.definition),
      JSON.stringify(task.schedule),
    );
  }

  private writeInstance(row: InstanceRow): void {
    const { instance, task, started, ended } = row;
    this.statements.run(writeInstance, instance, nameKey(task), started, ended, JSON.stringify(row));
  }

  private writeRecord(record: LogEntry): void {
    this.statements.run(
      writeRecord,
      record.seq,
      record.at,
      logCode(record.log),
      record.id,
      levelCode(record.level),
      record.task,
      record.task === null ? null : nameKey(record.task),
      record.service,
      record.service === null ? null : nameKey(record.service),
      record.instance,
      JSON.stringify(record.data),
    );
  }

  private writeSpan(signal: string, value: string, at: Wall): void {
    this.statements.run(endSpan, at, signal);
    this.statements.run('INSERT INTO span (signal, value, started) VALUES (?, ?, ?)', signal, value, at);
  }
}
