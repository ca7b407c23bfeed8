import type { Log } from '../../../ports/log.js';
import { OutputFile } from '../output-file.linux.js';

/** Looks become rarer while nothing much is written, down to one in two minutes. */
const firstLookMs = 1_000;
const lastLookMs = 120_000;
/** An output that grows faster than this between two looks is looked at sooner. */
const fastGrowthBytes = 256 * 1024;

/**
 * The outputs of all services, bounded. One timer for all of them: a watch on each file would wake the host
 * for every line.
 */
export class ServiceOutputs {
  readonly #files = new Map<string, { file: OutputFile; users: number }>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(
    private readonly bytesMax: number,
    private readonly log: Log,
    /** Called with each look: for what nobody else tells either. */
    private readonly onLook: () => void,
  ) {}

  of(path: string): OutputFile {
    return this.#files.get(path)?.file ?? new OutputFile(path, this.bytesMax, this.log);
  }

  /** A process writes there from now on. */
  follow(path: string): void {
    const known = this.#files.get(path);
    if (known === undefined) this.#files.set(path, { file: this.of(path), users: 1 });
    else known.users++;
    this.#lookIn(firstLookMs);
  }

  leave(path: string): void {
    const known = this.#files.get(path);
    if (known === undefined) return;
    void known.file.bound();
    known.users--;
    if (known.users <= 0) this.#files.delete(path);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #lookIn(ms: number): void {
    if (this.#closed) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(ms), ms);
    this.#timer.unref();
  }

  #look(ms: number): void {
    this.#timer = null;
    let grown = 0;
    for (const { file } of this.#files.values()) grown = Math.max(grown, file.boundIfNeeded());
    this.onLook();
    if (this.#files.size > 0) {
      this.#lookIn(grown > fastGrowthBytes ? firstLookMs : Math.min(ms * 2, lastLookMs));
    }
  }
}
