import type { EventQuery } from '../../src-shared/contract/history.js';
import type { LogEntry } from '../core/history/log-entry.js';
import type { CoreEvent } from '../core/kernel/event.js';
import type { InstanceRow, KernelRow, ServiceRow, TaskRow } from '../core/kernel/rows.js';
import type { Wall } from '../core/time/stamp.js';
import type { Batch, Bounds, CleanUp, Snapshot, Span, Store } from '../ports/store.js';

/** A store that lives as long as its process: for the simulator and for tests. Same rules as the real one. */
export function memoryStore(): Store {
  return new MemoryStore();
}

interface JournalRow {
  seq: number;
  at: Wall;
  abandoned: boolean;
  json: string;
}

/** Rows go in and out as copies: the core changes its own in place. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function key(name: string): string {
  return name.toLowerCase();
}

class MemoryStore implements Store {
  private kernel: KernelRow | null = null;
  private readonly tasks = new Map<string, TaskRow>();
  private readonly allInstances = new Map<string, InstanceRow>();
  private readonly serviceRows = new Map<string, ServiceRow>();
  private readonly entries = new Map<number, LogEntry>();
  /** The numbers of the records, ascending. */
  private order: number[] = [];
  private spans: Span[] = [];
  private rows: JournalRow[] = [];
  private nextRow = 1;

  load(): Snapshot {
    return copy({
      kernel: this.kernel,
      tasks: [...this.tasks.values()],
      instances: [...this.allInstances.values()].filter((row) => row.ended === null),
      serviceRows: [...this.serviceRows.values()],
    });
  }

  commitAll(batches: readonly Batch[]): void {
    for (const batch of batches) this.commit(batch);
  }

  commit(batch: Batch): void {
    const { event, abandoned } = batch.journal;
    this.rows.push({ seq: this.nextRow++, at: event.at.wall, abandoned, json: JSON.stringify(event) });
    for (const record of batch.records) this.putRecord(record);
    for (const path of batch.removedTasks) this.tasks.delete(key(path));
    for (const task of batch.tasks) this.tasks.set(key(task.path), copy(task));
    for (const row of batch.instances) this.allInstances.set(row.instance, copy(row));
    for (const { kind, key: name } of batch.removedServiceRows) this.serviceRows.delete(`${kind}:${name}`);
    for (const row of batch.serviceRows) this.serviceRows.set(`${row.kind}:${row.key}`, copy(row));
    if (batch.kernel !== null) this.kernel = { ...batch.kernel };
    for (const { signal, value, at } of batch.spans) this.putSpan(signal, value, at);
  }

  records(query: EventQuery): LogEntry[] {
    const matches = matcher(query);
    const found: LogEntry[] = [];
    for (let place = this.order.length - 1; place >= 0 && found.length < query.limit; place--) {
      const entry = this.entries.get(this.order[place] ?? 0);
      if (entry !== undefined && matches(entry)) found.push(copy(entry));
    }
    return found.reverse();
  }

  instances(query: { task: string | null; limit: number }): InstanceRow[] {
    const wanted = query.task === null ? null : key(query.task);
    return [...this.allInstances.values()]
      .filter((row) => wanted === null || key(row.task) === wanted)
      .reverse()
      .sort((one, other) => other.started - one.started)
      .slice(0, query.limit)
      .map(copy);
  }

  instancesBetween(from: Wall, to: Wall): InstanceRow[] {
    return [...this.allInstances.values()]
      .filter((row) => row.started <= to && (row.ended === null || row.ended >= from))
      .sort((one, other) => one.started - other.started)
      .map(copy);
  }

  spansBetween(from: Wall, to: Wall): Span[] {
    return this.spans
      .filter((span) => span.from <= to && (span.to === null || span.to >= from))
      .sort((one, other) => one.from - other.from)
      .map(copy);
  }

  journalLength(): number {
    return this.nextRow - 1;
  }

  journal(from: number, limit: number): { seq: number; event: CoreEvent; abandoned: boolean }[] {
    const oldest = this.rows[0]?.seq ?? this.nextRow;
    const start = Math.max(0, from - oldest);
    return this.rows.slice(start, start + limit).map(({ seq, json, abandoned }) => ({
      seq,
      event: JSON.parse(json) as CoreEvent,
      abandoned,
    }));
  }

  cleanUp(bounds: Bounds): CleanUp {
    const records = this.order.length;
    for (const [seq, entry] of this.entries) if (entry.at < bounds.recordsBefore) this.entries.delete(seq);
    this.order = this.order.filter((seq) => this.entries.has(seq));
    const gone = [...this.allInstances.values()].filter(
      (row) => row.ended !== null && row.ended < bounds.recordsBefore,
    );
    for (const row of gone) this.allInstances.delete(row.instance);
    this.spans = this.spans.filter((span) => span.to === null || span.to >= bounds.recordsBefore);
    return {
      forgotten: gone.flatMap((row) => [...new Set([row.instance, ...row.launches])]),
      instances: gone.length,
      records: records - this.order.length,
      journal: this.cutJournal(bounds),
    };
  }

  close(): void {
    // Nothing is held.
  }

  private putRecord(record: LogEntry): void {
    const newest = this.order.at(-1) ?? 0;
    if (!this.entries.has(record.seq)) {
      if (record.seq > newest) this.order.push(record.seq);
      else this.order.splice(this.placeOf(record.seq), 0, record.seq);
    }
    this.entries.set(record.seq, copy(record));
  }

  /** Where a number belongs that comes late. */
  private placeOf(seq: number): number {
    const place = this.order.findIndex((other) => other > seq);
    return place < 0 ? this.order.length : place;
  }

  private putSpan(signal: Span['signal'], value: string, at: Wall): void {
    const open = this.spans.findLast((span) => span.signal === signal && span.to === null);
    // A clock that was set back must not give a span an end before its start.
    if (open !== undefined) open.to = at < open.from ? open.from : at;
    this.spans.push({ signal, value, from: at, to: null });
  }

  /** Only a stretch at the old end goes, and the newest row stays. */
  private cutJournal(bounds: Bounds): number {
    const bytes = this.rows.map((row) => new TextEncoder().encode(row.json).length);
    let total = bytes.reduce((sum, size) => sum + size, 0);
    let cut = 0;
    for (const [place, row] of this.rows.slice(0, -1).entries()) {
      if (row.at >= bounds.journalBefore && total <= bounds.journalBytesMax) break;
      total -= bytes[place] ?? 0;
      cut = place + 1;
    }
    this.rows = this.rows.slice(cut);
    return cut;
  }
}

function matcher(query: EventQuery): (entry: LogEntry) => boolean {
  const since = query.since === null ? null : Date.parse(query.since);
  if (Number.isNaN(since)) throw new RangeError(`${JSON.stringify(query.since)} is not an ISO 8601 instant`);
  const task = query.task === null ? null : key(query.task);
  const service = query.service === null ? null : key(query.service);
  return (entry) =>
    (query.log === null || entry.log === query.log) &&
    (task === null || (entry.task !== null && key(entry.task) === task)) &&
    (service === null || (entry.service !== null && key(entry.service) === service)) &&
    (query.level === null || entry.level === query.level) &&
    (query.before === null || entry.seq < query.before) &&
    (since === null || entry.at >= since);
}
