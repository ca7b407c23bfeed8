import { execFile } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import type { Log } from '../../ports/log.js';

const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin';
/** How much of a line is looked at to cut at its end. */
const lineLookBytes = 4096;

/** The end of a UTF-8 text that may have been cut in the middle of a character: bytes to leave for next time. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}

/**
 * The output of one instance: the program itself appends to the file, so it never depends on a host.
 * The head is cut by punching a hole: the blocks are given back while every offset and the program's
 * own append position stay, and nothing written meanwhile can be lost. `cut` beside the file says how
 * many bytes are gone.
 */
export class OutputFile {
  private cutBytes: number | null = null;
  private seenBytes = 0;
  private punching: Promise<void> | null = null;

  constructor(
    private readonly path: string,
    private readonly bytesMax: number,
    private readonly log: Log,
  ) {}

  /** Bytes ever written; 0 when there is no file. */
  size(): number {
    try {
      return statSync(this.path).size;
    } catch {
      return 0;
    }
  }

  /** Text from offset `from` of all that was ever written, at most `most` bytes; null when there is no file. */
  read(from: number, most = 256 * 1024): { text: string; next: number; cut: number } | null {
    let file: number;
    try {
      file = openSync(this.path, 'r');
    } catch {
      return null;
    }
    try {
      const cut = this.cut();
      const start = Math.max(from, cut);
      const bytes = Buffer.alloc(most);
      const got = bytes.subarray(0, readSync(file, bytes, 0, most, start));
      const tail = incompleteTail(got);
      // A lone beginning is given as it is when nothing else is there: the reader must get on.
      const whole = got.length > tail ? got.subarray(0, got.length - tail) : got;
      return { text: whole.toString('utf8'), next: start + whole.length, cut };
    } finally {
      closeSync(file);
    }
  }

  /** Starts to cut where it must be; returns by how many bytes the output has grown since the last call. */
  boundIfNeeded(): number {
    const size = this.size();
    const grown = size - this.seenBytes;
    this.seenBytes = size;
    void this.bound();
    return grown;
  }

  /** Cuts the head where the file is more than a quarter over its bound; resolves when that is done. */
  bound(): Promise<void> {
    if (this.punching !== null) return this.punching;
    const size = this.size();
    if (size - this.cut() <= this.bytesMax * 1.25) return Promise.resolve();
    const cut = this.lineEndAfter(size - this.bytesMax);
    // Said before it is done: nobody reads the hole, and after a crash the next look punches it again.
    writeFileSync(`${this.path}.cut`, `${cut}\n`, { mode: 0o600 });
    this.cutBytes = cut;
    this.punching = this.punch(cut).finally(() => (this.punching = null));
    return this.punching;
  }

  private cut(): number {
    if (this.cutBytes === null) {
      try {
        this.cutBytes = Number.parseInt(readFileSync(`${this.path}.cut`, 'utf8'), 10) || 0;
      } catch {
        this.cutBytes = 0;
      }
    }
    return this.cutBytes;
  }

  private lineEndAfter(offset: number): number {
    const file = openSync(this.path, 'r');
    try {
      const bytes = Buffer.alloc(lineLookBytes);
      const end = bytes.subarray(0, readSync(file, bytes, 0, lineLookBytes, offset)).indexOf(10);
      return end < 0 ? offset : offset + end + 1;
    } finally {
      closeSync(file);
    }
  }

  private punch(length: number): Promise<void> {
    return new Promise((resolve) => {
      const args = ['--punch-hole', '--offset', '0', '--length', String(length), this.path];
      execFile('fallocate', args, { env: { PATH: systemPath, LC_ALL: 'C' } }, (error) => {
        if (error !== null) {
          this.log.warn('the head of an output file could not be given back to the disk', {
            path: this.path,
            error: error.message,
          });
        }
        resolve();
      });
    });
  }
}
