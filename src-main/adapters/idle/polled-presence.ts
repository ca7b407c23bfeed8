import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { PresenceReading } from '../../core/signals/readings.js';
import type { Stamp } from '../../core/time/stamp.js';
import type { PresenceSensor, SensorContext } from '../../ports/sensors.js';
import { SourceSheet } from '../sources/source-sheet.js';
import { IdlePoll } from './idle-poll.js';
import { before, unknownFact, type IdleFact } from './idle-source.js';

/** Until the core sets its own (decisions section 1: default of `idleAfter`). */
const defaultIdleAfterMs = 240_000;

export interface PolledPresenceOptions {
  source: string;
  /** Milliseconds since the last input of the person at the machine; null or a rejection = not known. */
  idleMs: () => number | null | Promise<number | null>;
  remedy: string;
}

/** Presence from a figure that can only be asked for: Electron's on Windows and macOS, HID idle time on macOS. */
export class PolledPresenceSensor implements PresenceSensor {
  readonly #context: SensorContext;
  readonly #options: PolledPresenceOptions;
  readonly #sheet: SourceSheet;
  #poll: IdlePoll | null = null;
  #idleAfterMs = defaultIdleAfterMs;
  #presence: PresenceReading['presence'] = 'unknown';
  #since: Stamp | null = null;

  constructor(context: SensorContext, options: PolledPresenceOptions) {
    this.#context = context;
    this.#options = options;
    this.#sheet = new SourceSheet(context.clock);
  }

  start(onReading: (reading: PresenceReading) => void): Promise<void> {
    const { clock } = this.#context;
    let told = false;
    this.#poll = new IdlePoll({
      clock,
      idleAfterMs: this.#idleAfterMs,
      look: () => this.#lastInput(),
      onFact: (found) => {
        const fact: IdleFact = found ?? unknownFact;
        if (fact.state === 'unknown') this.#sheet.drop(this.#options.source);
        else this.#sheet.say(this.#options.source, fact.state);
        if (told && fact.state === this.#presence) return;
        told = true;
        this.#presence = fact.state;
        this.#since = clock.now();
        onReading({ presence: fact.state, lastInputAt: fact.lastInputAt });
      },
    });
    return this.#poll.start();
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    this.#poll?.watch(idleAfterMs);
  }

  /** Something happened (unlocked, resumed): looks at once. */
  look(): void {
    this.#poll?.watch(this.#idleAfterMs);
  }

  stop(): Promise<void> {
    this.#poll?.stop();
    this.#poll = null;
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    const unknown = this.#presence === 'unknown';
    return [
      this.#sheet.info({
        signal: 'idle',
        source: unknown ? null : this.#options.source,
        value: this.#presence,
        since: this.#since,
        confidence: unknown ? 'none' : 'medium',
        remedy: unknown ? this.#options.remedy : null,
      }),
    ];
  }

  /** `nobody` keeps the poll going where the figure cannot be had now; its fact is then unknown here. */
  async #lastInput(): Promise<Stamp | 'nobody'> {
    try {
      const idleMs = await this.#options.idleMs();
      if (idleMs === null || !Number.isFinite(idleMs) || idleMs < 0) return 'nobody';
      const now = this.#context.clock.now();
      return before(now, Math.min(idleMs, now.elapsed));
    } catch (error) {
      this.#context.log.debug('The time since the last input cannot be asked', { error: String(error) });
      return 'nobody';
    }
  }
}
