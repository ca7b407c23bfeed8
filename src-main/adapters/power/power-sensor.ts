import type { PowerReading } from '../../core/signals/readings.js';
import type { Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { PowerSensor } from '../../ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { SourceSheet } from '../sources/source-sheet.js';
import { batteryText, type PowerSource } from './power-source.js';

const unknown: PowerReading = { source: 'unknown', percent: null };

interface Slot {
  source: PowerSource;
  reading: PowerReading | null;
  state: 'off' | 'starting' | 'on';
}

/**
 * One power signal out of several sources, best first: the first that speaks is in use. A source is
 * started when none before it speaks, and stopped when a better one comes back; one that rests is looked
 * at only for the list of signals, where all stand side by side.
 */
export class RankedPowerSensor implements PowerSensor {
  readonly #slots: Slot[];
  readonly #clock: Clock;
  readonly #sheet: SourceSheet;
  readonly #charges: SourceSheet;
  readonly #remedy: string;
  readonly #hold: () => void;
  readonly #release: () => Promise<void>;
  #onReading: ((reading: PowerReading) => void) | null = null;
  #last: PowerReading | null = null;
  #powerSince: Stamp | null = null;
  #percentSince: Stamp | null = null;
  #settled = false;

  /** `sources` best first; `hold` and `release` begin and end what they share with other sensors. */
  constructor(options: {
    sources: PowerSource[];
    clock: Clock;
    remedy: string;
    hold?: () => void;
    release?: () => Promise<void>;
  }) {
    this.#slots = options.sources.map((source) => ({ source, reading: null, state: 'off' }));
    this.#clock = options.clock;
    this.#sheet = new SourceSheet(options.clock);
    this.#charges = new SourceSheet(options.clock);
    this.#remedy = options.remedy;
    this.#hold = options.hold ?? (() => undefined);
    this.#release = options.release ?? (() => Promise.resolve());
  }

  async start(onReading: (reading: PowerReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#hold();
    for (const slot of this.#slots) {
      await this.#begin(slot);
      if (this.#best() !== undefined) break;
    }
    this.#settled = true;
    this.#choose();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    for (const slot of this.#slots) {
      slot.state = 'off';
      await slot.source.stop();
    }
    await this.#release();
  }

  describe(): SignalInfo[] {
    for (const slot of this.#slots) {
      if (slot.state === 'off' && slot.source.look !== undefined) this.#note(slot.source, slot.source.look());
    }
    const best = this.#best();
    const source = best?.source.name ?? null;
    const reading = this.#last ?? unknown;
    const confidence = best === undefined ? 'none' : best.source.manner === 'events' ? 'high' : 'medium';
    const isUnknown = reading.source === 'unknown';
    return [
      this.#sheet.info({
        signal: 'power',
        source,
        value: reading.source,
        since: this.#powerSince,
        confidence: isUnknown ? 'none' : confidence,
        remedy: isUnknown ? this.#remedy : null,
      }),
      this.#charges.info({
        signal: 'battery',
        source,
        value: best === undefined ? 'unknown' : batteryText(reading),
        since: this.#percentSince,
        confidence,
        remedy: best === undefined ? this.#remedy : null,
      }),
    ];
  }

  #best(): Slot | undefined {
    return this.#slots.find((slot) => slot.state === 'on' && slot.reading !== null);
  }

  async #begin(slot: Slot): Promise<void> {
    if (slot.state !== 'off') return;
    slot.state = 'starting';
    const first = new Promise<void>((resolve) => {
      const heard = (reading: PowerReading | null): void => {
        resolve();
        this.#heard(slot, reading);
      };
      // A source that connects but never answers must not hold the next one up.
      slot.source.start(heard).then(
        () => setTimeout(resolve, 500).unref(),
        () => heard(null),
      );
    });
    await first;
  }

  #heard(slot: Slot, reading: PowerReading | null): void {
    if (slot.state === 'off' || this.#onReading === null) return;
    slot.state = 'on';
    slot.reading = reading;
    this.#note(slot.source, reading);
    if (this.#settled) this.#choose();
  }

  #note({ name }: PowerSource, reading: PowerReading | null): void {
    if (reading === null) {
      this.#sheet.drop(name);
      this.#charges.drop(name);
    } else {
      this.#sheet.say(name, reading.source);
      this.#charges.say(name, batteryText(reading));
    }
  }

  #choose(): void {
    const best = this.#best();
    const rank = best === undefined ? this.#slots.length : this.#slots.indexOf(best);
    this.#slots.forEach((slot, index) => {
      if (index <= rank && slot.state === 'off') void this.#begin(slot);
      // Those after the best rest: two polls for one value would be waste.
      if (index > rank && slot.state !== 'off') {
        slot.state = 'off';
        slot.reading = null;
        void slot.source.stop();
      }
    });
    this.#deliver(best?.reading ?? unknown);
  }

  #deliver(reading: PowerReading): void {
    const last = this.#last;
    if (last !== null && last.source === reading.source && last.percent === reading.percent) return;
    const now = this.#clock.now();
    if (last?.source !== reading.source) this.#powerSince = now;
    if (last?.percent !== reading.percent) this.#percentSince = now;
    this.#last = reading;
    this.#onReading?.(reading);
  }
}
