import { readdirSync, readFileSync } from 'node:fs';
import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { BusySource } from './busy-source.js';

const everyMs = 10_000;

/** Programs that a setting names: while one runs, the machine is busy. A poll of /proc, only with a list. */
export class ProgramsSource implements BusySource {
  readonly name = 'programs';
  readonly #clock: Clock;
  readonly #programs: string[];
  readonly #procRoot: string;
  #report: (causes: string[] | null) => void = () => undefined;
  #cancel: (() => void) | null = null;
  #running = false;

  constructor(options: { clock: Clock; programs: string[]; procRoot: string }) {
    this.#clock = options.clock;
    this.#programs = options.programs;
    this.#procRoot = options.procRoot;
  }

  start(report: (causes: string[] | null) => void): Promise<void> {
    this.#report = report;
    this.#running = true;
    this.#look();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#running = false;
    this.#report = () => undefined;
    this.#cancel?.();
    this.#cancel = null;
    return Promise.resolve();
  }

  #look(): void {
    if (!this.#running) return;
    this.#report(runningAmong(this.#programs, this.#procRoot));
    this.#cancel = this.#clock.setTimer(elapsed(this.#clock.now().elapsed + everyMs), () => this.#look());
  }
}

/** Which of the programs run, by the name of the executable's process (up to 15 characters, as the kernel keeps it). */
export function runningAmong(programs: string[], procRoot: string): string[] {
  const wanted = new Map(programs.map((program) => [program.slice(0, 15), program]));
  const found = new Set<string>();
  let entries: string[];
  try {
    entries = readdirSync(procRoot);
  } catch {
    return [];
  }
  for (const pid of entries) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const program = wanted.get(readFileSync(`${procRoot}/${pid}/comm`, 'utf8').trimEnd());
      if (program !== undefined) found.add(program);
    } catch {
      // It ended meanwhile.
    }
  }
  return [...found];
}
