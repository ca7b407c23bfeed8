import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const buffer = Buffer.allocUnsafe(4096);

/**
 * One control file of a cgroup, opened at the first use and kept open: what counts in a freeze are
 * tenths of a millisecond. An open file does not keep the kernel from removing the cgroup; after that
 * reading and writing fail.
 */
export class ControlFile {
  private file: number | null = null;
  private gone = false;

  constructor(
    private readonly path: string,
    private readonly mode: 'r' | 'r+',
  ) {}

  /** Opens it ahead of its use. False when it is not there. */
  open(): boolean {
    if (this.file !== null) return true;
    if (this.gone) return false;
    try {
      this.file = openSync(this.path, this.mode);
      return true;
    } catch {
      return false;
    }
  }

  /** False when the kernel refused or the cgroup is gone. */
  write(text: string): boolean {
    if (!this.open() || this.file === null) return false;
    try {
      writeSync(this.file, text, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** null when it cannot be read (any more). */
  read(): string | null {
    if (!this.open() || this.file === null) return null;
    try {
      return buffer.toString('latin1', 0, readSync(this.file, buffer, 0, buffer.length, 0));
    } catch {
      return null;
    }
  }

  /** After this it is never opened again. */
  close(): void {
    this.gone = true;
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }
}
