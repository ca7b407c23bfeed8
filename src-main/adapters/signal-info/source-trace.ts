import type { Confidence, SignalInfo, SignalName } from '../../../src-shared/model/signal.js';
import { iso, type Elapsed, type Wall } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';

/** What one source of a signal said last, since when it says so, and when it was last heard. */
export class SourceTrace {
  readonly source: string;
  readonly #clock: Clock;
  #value = 'unknown';
  #since: Wall | null = null;
  #heard: Elapsed | null = null;

  constructor(source: string, clock: Clock) {
    this.source = source;
    this.#clock = clock;
  }

  get value(): string {
    return this.#value;
  }

  /** ISO 8601 of the moment the value began to hold; null before the first one. */
  get since(): string | null {
    return this.#since === null ? null : iso(this.#since);
  }

  /** Seconds since the source spoke; null when it never did. */
  get age(): number | null {
    if (this.#heard === null) return null;
    return Math.max(0, Math.round((this.#clock.now().elapsed - this.#heard) / 100) / 10);
  }

  /** The source was heard; `since` moves only when the value is another one. */
  tell(value: string): void {
    const now = this.#clock.now();
    this.#heard = now.elapsed;
    this.#change(value, now.wall);
  }

  /** The source fell silent: its age goes on, its value is unknown. */
  silent(): void {
    this.#change('unknown', this.#clock.now().wall);
  }

  #change(value: string, at: Wall): void {
    if (this.#since !== null && value === this.#value) return;
    this.#value = value;
    this.#since = at;
  }
}

/** One row of `caretaker signals` out of traces; `trace` null = no source at all. */
export function signalInfo(
  signal: SignalName,
  trace: SourceTrace | null,
  rest: { confidence: Confidence; others?: SourceTrace[]; remedy?: string | null },
): SignalInfo {
  const known = trace !== null && trace.value !== 'unknown';
  return {
    signal,
    value: trace?.value ?? 'unknown',
    since: trace?.since ?? null,
    age: trace?.age ?? null,
    source: trace?.source ?? 'none',
    confidence: known ? rest.confidence : 'none',
    others: (rest.others ?? []).map((other) => ({
      source: other.source,
      value: other.value,
      age: other.age,
    })),
    remedy: rest.remedy ?? null,
  };
}
