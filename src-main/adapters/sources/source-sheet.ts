import { iso, type Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { Confidence, SignalInfo, SignalName } from '../../../src-shared/model/signal.js';

interface Row {
  value: string;
  /** When the source last spoke. */
  spokeAt: Stamp;
  /** Since when it has said the same. */
  since: Stamp;
}

/** What is in use for a signal, as far as the sheet does not know it. */
export interface Chosen {
  signal: SignalName;
  /** The source in use; null = none speaks. */
  source: string | null;
  value: string;
  /** Since when the value of the whole signal holds; null = not known. */
  since: Stamp | null;
  confidence: Confidence;
  remedy: string | null;
}

/**
 * What each source of one signal said last, and when: the signal doctor's sheet, with all sources side
 * by side. Times come from the clock it is given.
 */
export class SourceSheet {
  readonly #clock: Clock;
  readonly #rows = new Map<string, Row>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The source spoke; the same value again only makes it younger. */
  say(source: string, value: string): void {
    const now = this.#clock.now();
    const row = this.#rows.get(source);
    if (row === undefined || row.value !== value) this.#rows.set(source, { value, spokeAt: now, since: now });
    else row.spokeAt = now;
  }

  /** The source is not to be had here, or no longer. */
  drop(source: string): void {
    this.#rows.delete(source);
  }

  /** The row of the `signals` list: the chosen source, and the others by name. */
  info(chosen: Chosen): SignalInfo {
    const row = chosen.source === null ? undefined : this.#rows.get(chosen.source);
    return {
      signal: chosen.signal,
      value: chosen.value,
      since: chosen.since === null ? null : iso(chosen.since.wall),
      age: row === undefined ? null : this.#age(row),
      source: chosen.source ?? 'none',
      confidence: chosen.confidence,
      others: [...this.#rows]
        .filter(([source]) => source !== chosen.source)
        .map(([source, other]) => ({ source, value: other.value, age: this.#age(other) }))
        .sort((a, b) => a.source.localeCompare(b.source, 'en')),
      remedy: chosen.remedy,
    };
  }

  #age(row: Row): number {
    return Math.max(0, Math.round((this.#clock.now().elapsed - row.spokeAt.elapsed) / 100) / 10);
  }
}
