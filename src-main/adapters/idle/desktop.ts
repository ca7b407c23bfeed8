import type { IdleSource, MaybeFact } from './idle-source.js';
import { unknownFact } from './idle-source.js';

interface Slot {
  source: IdleSource;
  fact: MaybeFact;
  on: boolean;
}

/**
 * The desktop this process belongs to, seen by the best source that knows it. Sources with events all
 * listen, they cost nothing; a poll works only while none of those speaks.
 */
export class DesktopIdle {
  readonly #slots: Slot[];
  readonly #isExpected: boolean;
  #onFact: (source: string, fact: MaybeFact) => void = () => undefined;
  #settled = false;

  /** `sources` best first. `isExpected`: the environment says that there is a desktop. */
  constructor(sources: IdleSource[], isExpected: boolean) {
    this.#slots = sources.map((source) => ({ source, fact: null, on: false }));
    this.#isExpected = isExpected;
  }

  /** `onFact` gets what each source says. Resolves when the first answers are in. */
  async start(onFact: (source: string, fact: MaybeFact) => void): Promise<void> {
    this.#onFact = onFact;
    await Promise.all(
      this.#slots.filter(({ source }) => source.manner === 'events').map((slot) => this.#on(slot)),
    );
    if (this.#speaking() === undefined) {
      await Promise.all(
        this.#slots.filter(({ source }) => source.manner === 'poll').map((slot) => this.#on(slot)),
      );
    }
    this.#settled = true;
    this.#balance();
  }

  watch(idleAfterMs: number): void {
    for (const { source } of this.#slots) source.watch(idleAfterMs);
  }

  async stop(): Promise<void> {
    this.#onFact = () => undefined;
    this.#settled = false;
    await Promise.all(this.#slots.map(({ source }) => source.stop()));
  }

  /** The source in use and its fact; the fact is null where there is no desktop. */
  current(): { source: string | null; fact: MaybeFact } {
    const speaking = this.#speaking();
    if (speaking !== undefined) return { source: speaking.source.name, fact: speaking.fact };
    const silent = this.#slots.find(({ fact }) => fact !== null);
    if (silent !== undefined) return { source: silent.source.name, fact: silent.fact };
    return { source: null, fact: this.#isExpected ? unknownFact : null };
  }

  #speaking(): Slot | undefined {
    return this.#slots.find(({ fact }) => fact !== null && fact.state !== 'unknown');
  }

  async #on(slot: Slot): Promise<void> {
    if (slot.on) return;
    slot.on = true;
    await slot.source.start((fact) => {
      if (!slot.on) return;
      slot.fact = fact;
      this.#onFact(slot.source.name, fact);
      this.#balance();
    });
  }

  /** Starts the polls when no event source speaks, and rests them when one does again. */
  #balance(): void {
    if (!this.#settled) return;
    const speaking = this.#slots.some(
      ({ source, fact }) => source.manner === 'events' && fact !== null && fact.state !== 'unknown',
    );
    for (const slot of this.#slots) {
      if (slot.source.manner !== 'poll') continue;
      if (!speaking) void this.#on(slot);
      else if (slot.on) {
        slot.on = false;
        slot.fact = null;
        void slot.source.stop();
      }
    }
  }
}
