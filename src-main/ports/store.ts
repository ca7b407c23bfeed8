import type { EventQuery } from '../../src-shared/contract/history.js';
import type { LogEntry } from '../core/history/log-entry.js';
import type { CoreEvent } from '../core/kernel/event.js';
import type { InstanceRow, KernelRow, ServiceRow, TaskRow } from '../core/kernel/rows.js';
import type { Wall } from '../core/time/stamp.js';

/** All that one step changes: written as one transaction or not at all. */
export interface Batch {
  /** The event that was fed to the core; `abandoned` when its step failed and was dropped. */
  journal: { event: CoreEvent; abandoned: boolean };
  /** Inserted, or replaced where the seq exists (a folded wait). */
  records: LogEntry[];
  tasks: TaskRow[];
  /** Paths of tasks that are gone. */
  removedTasks: string[];
  instances: InstanceRow[];
  /** Inserted or replaced by kind and key. */
  serviceRows: ServiceRow[];
  removedServiceRows: { kind: ServiceRow['kind']; key: string }[];
  kernel: KernelRow | null;
  /** A signal changed its value: the open span of that signal ends and a new one begins. */
  spans: { signal: 'idle' | 'power' | 'system'; value: string; at: Wall }[];
  /** Launch intents and acknowledged requests: synchronous FULL; else NORMAL. */
  durable: boolean;
}

/** What was saved; `instances` are those without an end. */
export interface Snapshot {
  kernel: KernelRow | null;
  tasks: TaskRow[];
  instances: InstanceRow[];
  serviceRows: ServiceRow[];
}

export interface Span {
  signal: 'idle' | 'power' | 'system';
  value: string;
  from: Wall;
  to: Wall | null;
}

/** What a clean-up leaves. */
export interface Bounds {
  /** Records, ended instances and closed spans that ended before it go. */
  recordsBefore: Wall;
  journalBefore: Wall;
  /** Bytes of the journal's events as JSON. */
  journalBytesMax: number;
}

/** What a clean-up dropped. */
export interface CleanUp {
  /** Identities whose output may be forgotten: the instances, and further launches of theirs. */
  forgotten: string[];
  instances: number;
  records: number;
  journal: number;
}

/** One writer: the host. All calls are synchronous; a failing write throws a Fault (`disk-full`, `store-failing`). */
export interface Store {
  /** Set when the opening had to recover something: one English sentence for the user, what happened and what is missing. */
  readonly recovered?: string | null;
  load(): Snapshot;
  commit(batch: Batch): void;
  /** Several steps in one transaction, in their order; durable when one of them asks for it. */
  commitAll(batches: readonly Batch[]): void;
  /** Newest matching records, oldest first. `since` is ISO 8601. */
  records(query: EventQuery): LogEntry[];
  /** Newest first. */
  instances(query: { task: string | null; limit: number }): InstanceRow[];
  /** Instances that lived at any moment between the two. */
  instancesBetween(from: Wall, to: Wall): InstanceRow[];
  spansBetween(from: Wall, to: Wall): Span[];
  /** Number of the last journal row; rows rise by one. */
  journalLength(): number;
  /** Journal rows from `from` on, oldest first. */
  journal(from: number, limit: number): { seq: number; event: CoreEvent; abandoned: boolean }[];
  /**
   * Drops what is older than the bounds (ms since epoch) or over the size; returns the launches of the
   * dropped instances, whose output may be forgotten. Live instances, and the newest journal row, which
   * carries the numbering on, always stay. The journal is only cut from its old end.
   */
  cleanUp(bounds: Bounds): CleanUp;
  /**
   * A good moment for upkeep of the files; costs microseconds when there is nothing to do. Between two
   * events (`quiet` false) what can wait is left for a moment without any: true asks for one.
   */
  rest?(quiet?: boolean): boolean;
  close(): void;
}
