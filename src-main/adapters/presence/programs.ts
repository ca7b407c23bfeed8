import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { BusySource } from './busy-source.js';

const everyMs = 10_000;

/** Which of the programs (names or absolute paths) run at this moment; null when that cannot be told. */
export type RunningPrograms = (programs: string[]) => string[] | null | Promise<string[] | null>;

/** Programs that a setting names: while one runs, the machine is busy. A poll, and only while there is a list. */
export class ProgramsSource implements BusySource {
  readonly name = 'programs';
  readonly #clock: Clock;
  readonly #running: RunningPrograms;
  #programs: string[] = [];
  #report: ((causes: string[] | null) => void) | null = null;
  #cancel: (() => void) | null = null;

  constructor(options: { clock: Clock; running: RunningPrograms }) {
    this.#clock = options.clock;
    this.#running = options.running;
  }

  /** Replaces the list; an empty one ends the poll. */
  watch(programs: string[]): void {
    if (JSON.stringify(programs) === JSON.stringify(this.#programs)) return;
    this.#programs = [...programs];
    if (this.#report !== null) void this.#look();
  }

  async start(report: (causes: string[] | null) => void): Promise<void> {
    this.#report = report;
    if (this.#programs.length > 0) await this.#look();
  }

  stop(): Promise<void> {
    this.#report = null;
    this.#cancel?.();
    this.#cancel = null;
    return Promise.resolve();
  }

  async #look(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const programs = this.#programs;
    const running = programs.length === 0 ? null : await this.#running(programs);
    // Stopped, or asked for others meanwhile.
    const report = this.#report;
    if (report === null || this.#programs !== programs) return;
    report(running);
    if (programs.length === 0) return;
    const next = elapsed(this.#clock.now().elapsed + everyMs);
    this.#cancel = this.#clock.setTimer(next, () => void this.#look());
  }
}
