import type { BusyReading } from '../../core/signals/readings.js';
import type { Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { BusySensor } from '../../ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { SourceSheet } from '../sources/source-sheet.js';
import type { BusySource } from './busy-source.js';
import type { ProgramsSource } from './programs.js';

/** All causes of all sources: one is enough to be busy, and a source that is not there says nothing. */
export class CombinedBusySensor implements BusySensor {
  readonly #sources: BusySource[];
  readonly #programs: ProgramsSource;
  readonly #clock: Clock;
  readonly #sheet: SourceSheet;
  readonly #hold: () => void;
  readonly #release: () => Promise<void>;
  readonly #causes = new Map<string, string[]>();
  #onReading: ((reading: BusyReading) => void) | null = null;
  #last: string[] | null = null;
  #since: Stamp | null = null;
  #settled = false;

  /** `hold` and `release` begin and end what the sources share with other sensors. */
  constructor(options: {
    sources: BusySource[];
    programs: ProgramsSource;
    clock: Clock;
    hold: () => void;
    release: () => Promise<void>;
  }) {
    this.#sources = [...options.sources, options.programs];
    this.#programs = options.programs;
    this.#clock = options.clock;
    this.#sheet = new SourceSheet(options.clock);
    this.#hold = options.hold;
    this.#release = options.release;
  }

  async start(onReading: (reading: BusyReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#hold();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, 2_500)));
    const begun = this.#sources.map((source) => source.start((causes) => this.#heard(source.name, causes)));
    await Promise.race([Promise.all(begun), tooLong]);
    clearTimeout(timer);
    this.#settled = true;
    this.#tell();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    await Promise.all(this.#sources.map((source) => source.stop()));
    await this.#release();
  }

  watchPrograms(programs: string[]): void {
    this.#programs.watch(programs);
  }

  describe(): SignalInfo[] {
    const causes = this.#last ?? [];
    const source =
      [...this.#causes].find(([, found]) => found.length > 0)?.[0] ?? this.#causes.keys().next().value;
    const isBlind = this.#causes.size === 0;
    return [
      this.#sheet.info({
        signal: 'busy',
        source: source ?? null,
        value: isBlind ? 'unknown' : causes.length === 0 ? 'no' : causes.join(', '),
        since: this.#since,
        confidence: isBlind ? 'none' : 'high',
        remedy: isBlind
          ? 'Nothing tells of calls, films or presentations here; start Caretaker inside the desktop session, or name programs in the setting busyPrograms.'
          : null,
      }),
    ];
  }

  #heard(name: string, causes: string[] | null): void {
    if (this.#onReading === null) return;
    if (causes === null) {
      this.#causes.delete(name);
      this.#sheet.drop(name);
    } else {
      this.#causes.set(name, causes);
      this.#sheet.say(name, causes.length === 0 ? 'no' : causes.join(', '));
    }
    if (this.#settled) this.#tell();
  }

  #tell(): void {
    const causes = [...new Set([...this.#causes.values()].flat())].sort((a, b) => a.localeCompare(b, 'en'));
    if (this.#last !== null && JSON.stringify(causes) === JSON.stringify(this.#last)) return;
    this.#last = causes;
    this.#since = this.#clock.now();
    this.#onReading?.({ causes });
  }
}
