import type { DatabaseSync } from 'node:sqlite';
import type { EventQuery } from '../../../src-shared/contract/history.js';
import type { LogEntry } from '../../core/history/log-entry.js';
import type { InstanceRow } from '../../core/kernel/rows.js';
import type { Wall } from '../../core/time/stamp.js';
import type { Log } from '../../ports/log.js';
import type { Batch, Bounds, CleanUp, Snapshot, Span, Store } from '../../ports/store.js';
import { Backups } from './backups.js';
import { BatchWriter } from './batch-writer.js';
import { cleanUp } from './clean-up.js';
import { checkpoint, pagesToTakeOver } from './connection.js';
import { translate } from './faults.js';
import { RecordReader } from './record-reader.js';
import { StateReader } from './state-reader.js';
import { Statements } from './statements.js';

/** Pages in the write-ahead log that make a quiet moment worth using (1 MB). */
const quietPages = 256;
/** Pages that are not left to a quiet moment (16 MB). */
const busyPages = 4096;

/** The store on `node:sqlite`. Made by {@link openStore}. */
export class SqliteStore implements Store {
  readonly recovered: string | null;
  private readonly file: string;
  private readonly db: DatabaseSync;
  private readonly log: Log;
  private readonly statements: Statements;
  private readonly writer: BatchWriter;
  private readonly recordReader: RecordReader;
  private readonly state: StateReader;
  private readonly backups: Backups;
  private readonly onClosed: () => void;
  private closed = false;

  constructor(options: {
    file: string;
    db: DatabaseSync;
    recovered: string | null;
    log: Log;
    now: () => number;
    onClosed: () => void;
  }) {
    this.file = options.file;
    this.db = options.db;
    this.recovered = options.recovered;
    this.log = options.log;
    this.onClosed = options.onClosed;
    this.statements = new Statements(options.db);
    this.writer = new BatchWriter(this.statements);
    this.recordReader = new RecordReader(this.statements);
    this.state = new StateReader(this.statements);
    this.backups = new Backups(options.file, options.now, options.log);
  }

  load(): Snapshot {
    return this.guarded(() => this.state.load());
  }

  commit(batch: Batch): void {
    this.guarded(() => this.writer.write([batch]));
  }

  commitAll(batches: readonly Batch[]): void {
    this.guarded(() => this.writer.write(batches));
  }

  records(query: EventQuery): LogEntry[] {
    return this.guarded(() => this.recordReader.records(query));
  }

  instances(query: { task: string | null; limit: number }): InstanceRow[] {
    return this.guarded(() => this.state.instances(query));
  }

  instancesBetween(from: Wall, to: Wall): InstanceRow[] {
    return this.guarded(() => this.state.instancesBetween(from, to));
  }

  spansBetween(from: Wall, to: Wall): Span[] {
    return this.guarded(() => this.state.spansBetween(from, to));
  }

  journalLength(): number {
    return this.guarded(() => this.state.journalLength());
  }

  journal(from: number, limit: number): ReturnType<Store['journal']> {
    return this.guarded(() => this.state.journal(from, limit));
  }

  cleanUp(bounds: Bounds): CleanUp {
    const dropped = this.guarded(() => cleanUp(this.db, this.statements, bounds));
    this.rest();
    return dropped;
  }

  /** Takes the write-ahead log over and starts the daily backup, where it is time for either. */
  rest(quiet = true): boolean {
    let wanted = false;
    try {
      const pages = pagesToTakeOver(this.db);
      wanted = pages >= quietPages;
      // It waits for the disk: in the middle of a burst it would hold up all that follows.
      if (wanted && (quiet || pages >= busyPages)) {
        checkpoint(this.db, 'PASSIVE');
        wanted = false;
      }
    } catch (error) {
      // Nothing is lost: the log keeps what the file does not have yet.
      this.log.warn('The log of the store could not be taken over', {
        file: this.file,
        error: String(error),
      });
    }
    if (this.backups.isDue()) void this.backUp();
    return wanted;
  }

  /** Makes a backup now. Resolves to false when it could not be made, which is logged. */
  backUp(): Promise<boolean> {
    return this.backups.make(this.db);
  }

  /**
   * Takes the log over and lets go of the lock; where a large backup is under way, some milliseconds
   * later. A second call does nothing.
   */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    const stopped = this.backups.stop();
    try {
      checkpoint(this.db, 'TRUNCATE');
    } catch (error) {
      this.log.warn('The log of the store could not be taken over', {
        file: this.file,
        error: String(error),
      });
    }
    this.db.close();
    if (stopped === null) this.onClosed();
    else void stopped.then(this.onClosed);
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translate(this.file, error);
    }
  }
}
