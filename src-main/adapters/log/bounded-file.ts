import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A text file of bounded size: when it is full it becomes `NAME.1` (an older one is replaced) and a new
 * one begins, so that at most two times `bytesMax` are on the disk. Opened at the first line. A line
 * that cannot be written (full disk) is dropped and counted, never thrown: the log must not stop what
 * it tells of.
 */
export class BoundedFile {
  readonly #path: string;
  readonly #bytesMax: number;
  #fd: number | null = null;
  #bytes = 0;
  #dropped = 0;

  constructor(path: string, bytesMax: number) {
    this.#path = path;
    this.#bytesMax = bytesMax;
  }

  get dropped(): number {
    return this.#dropped;
  }

  write(line: string): void {
    const data = Buffer.from(line);
    try {
      this.#fd ??= this.#open();
      if (this.#bytes > 0 && this.#bytes + data.length > this.#bytesMax) this.#fd = this.#turnOver();
      writeSync(this.#fd, data);
      this.#bytes += data.length;
    } catch {
      this.#dropped += 1;
      // The folder may have been removed: the next line tries to open the file anew.
      this.close();
    }
  }

  close(): void {
    if (this.#fd === null) return;
    const fd = this.#fd;
    this.#fd = null;
    try {
      closeSync(fd);
    } catch {
      // A disk that is gone has nothing left to close.
    }
  }

  #open(): number {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const fd = openSync(this.#path, 'a', 0o600);
    this.#bytes = fstatSync(fd).size;
    return fd;
  }

  #turnOver(): number {
    this.close();
    renameSync(this.#path, `${this.#path}.1`);
    return this.#open();
  }
}
