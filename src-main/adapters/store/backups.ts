import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Log } from '../../ports/log.js';
import { DamagedError } from './faults.js';
import { text } from './row-values.js';

/** How old the newest backup may be before the next one is due (ms). */
export const backupEveryMs = 24 * 60 * 60 * 1000;
/** Up to this many bytes a store is copied in one go (about 4 ms per megabyte), which leaves nothing to give up. */
const smallBytes = 8_000_000;
/** Pages copied per step of a larger one, on another thread; a commit waits for one step at most (2 to 5 ms). */
const pagesPerStep = 100;

/** The copies that a damaged store is replaced from, newest first. */
export function backupFiles(file: string): readonly [newest: string, older: string] {
  return [`${file}.backup`, `${file}.backup-older`];
}

/** When a file was last written (ms since the epoch), or null when it is not there. */
export function writtenAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Makes what was renamed in a folder lasting. Not possible on every system, and not needed there. */
export function syncFolder(folder: string): void {
  try {
    syncFile(folder, 'r');
  } catch {
    // Windows opens no folders.
  }
}

function syncFile(file: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(file, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Keeps two generations of copies beside the store. A copy is made page by page beside the host's
 * work, checked, and only then renamed into place: what carries the name of a backup is a good one.
 */
export class Backups {
  private running: Promise<boolean> | null = null;
  /** The connection is in use on another thread. */
  private copying = false;
  private stopped = false;
  private lastAt: number | null;

  constructor(
    private readonly file: string,
    private readonly now: () => number,
    private readonly log: Log,
  ) {
    this.lastAt = writtenAt(backupFiles(file)[0]);
    rmSync(this.unfinished, { force: true });
    rmSync(`${this.unfinished}-journal`, { force: true });
  }

  isDue(): boolean {
    if (this.running !== null) return false;
    // A date in the future (the clock was set back) counts as none.
    return this.lastAt === null || Math.abs(this.now() - this.lastAt) >= backupEveryMs;
  }

  /** Makes a backup; one at a time. Resolves to false when it could not be made, which is logged. */
  make(db: DatabaseSync): Promise<boolean> {
    this.running ??= this.copy(db).finally(() => (this.running = null));
    return this.running;
  }

  /**
   * Gives up a backup that is under way.
   *
   * @returns null when the connection is free already; else a promise of that moment, since until then
   *   SQLite keeps the lock of a connection that is closed
   */
  stop(): Promise<unknown> | null {
    this.stopped = true;
    return this.copying ? this.running : null;
  }

  private get unfinished(): string {
    return `${this.file}.backup-unfinished`;
  }

  private async copy(db: DatabaseSync): Promise<boolean> {
    try {
      // Made here first, so that it is never readable for others.
      closeSync(openSync(this.unfinished, 'w', 0o600));
      if (statSync(this.file).size <= smallBytes) db.prepare('VACUUM INTO ?').run(this.unfinished);
      else await this.copyInSteps(db);
      this.putInPlace();
      this.lastAt = this.now();
      return true;
    } catch (error) {
      if (!this.stopped) {
        // Not again at the next quiet moment: a full disk would be asked all day.
        this.lastAt = this.now();
        this.log.warn('The backup of the store could not be made', { file: this.file, error: String(error) });
      }
      this.removeUnfinished();
      return false;
    }
  }

  private async copyInSteps(db: DatabaseSync): Promise<void> {
    // Brought to the disk as it grows: the last step, for which commits wait, would have to do it all (100 ms for 250 MB).
    const target = await open(this.unfinished, 'r+');
    let flushed: Promise<unknown> = Promise.resolve();
    let isFlushing = false;
    const flush = async (): Promise<void> => {
      isFlushing = true;
      // What goes wrong here goes wrong again in the last step, which tells it.
      await target.datasync().catch(() => null);
      isFlushing = false;
    };
    this.copying = true;
    try {
      await backup(db, this.unfinished, {
        rate: pagesPerStep,
        progress: () => {
          this.check();
          if (!isFlushing) flushed = flush();
        },
      });
    } finally {
      this.copying = false;
      await flushed;
      await target.close();
    }
    await this.verify();
  }

  private check(): void {
    if (this.stopped) throw new Error('the store is being closed');
  }

  /** A page-wise copy of a damaged store is damaged too, and must not push out a good one. Table by table, with pauses. */
  private async verify(): Promise<void> {
    const copy = new DatabaseSync(this.unfinished);
    try {
      // One file that needs no log beside it.
      copy.exec('PRAGMA journal_mode = DELETE');
      const tables = copy.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
      for (const table of tables) {
        const answer = copy.prepare(`PRAGMA quick_check("${text(table, 'name')}")`).get()?.['quick_check'];
        if (answer !== 'ok') throw new DamagedError(String(answer));
        await setImmediate();
        this.check();
      }
    } finally {
      copy.close();
    }
  }

  private putInPlace(): void {
    const [newest, older] = backupFiles(this.file);
    syncFile(this.unfinished, 'r+');
    if (existsSync(newest)) renameSync(newest, older);
    renameSync(this.unfinished, newest);
    syncFolder(dirname(this.file));
  }

  private removeUnfinished(): void {
    try {
      rmSync(this.unfinished, { force: true });
    } catch (error) {
      this.log.warn('An unfinished backup could not be removed', {
        file: this.unfinished,
        error: String(error),
      });
    }
  }
}
