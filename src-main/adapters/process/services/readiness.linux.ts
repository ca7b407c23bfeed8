import { execFile } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { Readiness } from '../../../../src-shared/model/service.js';

const firstPauseMs = 5;
const longestPauseMs = 1_000;
/** A service that is being awaited says so at least this often: well within its wait hint of 2 s. */
const tellEveryMs = 1_000;
const commandWaitMs = 10_000;
const chunkBytes = 64 * 1024;

/** Waits until a service is ready. */
export interface ReadinessWatch {
  begin(heard: { ready(): void; waiting(): void }): void;
  end(): void;
}

export interface ReadinessContext {
  readiness: Readiness;
  output: string;
  /** Offset in the output from which lines count. */
  outputFrom: number;
  workingDirectory: string;
  environment: Record<string, string>;
  /** Words that run a command under the service's account. */
  prefix: string[];
}

/** The watch for this kind of readiness; null where the running process is all that is asked. */
export function watchReadiness(context: ReadinessContext): ReadinessWatch | null {
  const { readiness } = context;
  switch (readiness.kind) {
    case 'process':
      return null;
    case 'port':
      return new Asking(() => isListenedOn(readiness.port));
    case 'log':
      return new Asking(lineFinder(context.output, context.outputFrom, readiness.line));
    case 'command':
      return new Asking(() => succeeds(context, readiness.command));
  }
}

/** Asks again and again, with growing pauses, until the answer is yes. */
class Asking implements ReadinessWatch {
  #timer: NodeJS.Timeout | null = null;
  #over = false;
  #toldAt = performance.now();

  constructor(private readonly isReady: () => boolean | Promise<boolean>) {}

  begin(heard: { ready(): void; waiting(): void }): void {
    void this.#ask(heard, firstPauseMs);
  }

  end(): void {
    this.#over = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #ask(heard: { ready(): void; waiting(): void }, pauseMs: number): Promise<void> {
    const ready = await this.isReady();
    if (this.#over) return;
    if (ready) {
      this.end();
      return heard.ready();
    }
    if (performance.now() - this.#toldAt > tellEveryMs) {
      this.#toldAt = performance.now();
      heard.waiting();
    }
    const next = Math.min(pauseMs * 1.5, longestPauseMs);
    this.#timer = setTimeout(() => void this.#ask(heard, next), pauseMs);
    this.#timer.unref();
  }
}

const listening = '0A';

/**
 * Whether a TCP socket listens on this port. Read from the kernel's tables: a connection made to find out
 * would be a visitor to the service.
 */
export function isListenedOn(port: number): boolean {
  return ['/proc/net/tcp', '/proc/net/tcp6'].some((table) => {
    try {
      return hasListener(readFileSync(table, 'latin1'), port);
    } catch {
      return false;
    }
  });
}

/** The same of the text of a table (proc(5), /proc/net/tcp). */
export function hasListener(table: string, port: number): boolean {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').some((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    return state === listening && local?.endsWith(`:${wanted}`) === true;
  });
}

/** Finds a line that holds the text, in what was written after the offset; reads each byte once. */
export function lineFinder(path: string, from: number, text: string): () => boolean {
  let next = from;
  let rest = '';
  return () => {
    for (;;) {
      const piece = readFrom(path, next);
      if (piece.length === 0) return false;
      next += piece.length;
      const lines = (rest + piece.toString('utf8')).split('\n');
      rest = (lines.pop() ?? '').slice(-chunkBytes);
      if (lines.some((line) => line.includes(text))) return true;
    }
  };
}

function readFrom(path: string, offset: number): Buffer {
  try {
    if (statSync(path).size <= offset) return Buffer.alloc(0);
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(chunkBytes);
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
    } finally {
      closeSync(file);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

function succeeds(context: ReadinessContext, command: string[]): Promise<boolean> {
  const [program = '', ...args] = [...context.prefix, ...command];
  const options = { cwd: context.workingDirectory, env: context.environment, timeout: commandWaitMs };
  return new Promise((resolve) => {
    execFile(program, args, options, (error) => resolve(error === null));
  });
}
