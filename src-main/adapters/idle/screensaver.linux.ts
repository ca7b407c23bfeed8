import type { Stamp } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { BusConnection } from '../dbus/bus-connection.js';
import { IdlePoll } from './idle-poll.js';
import { before, type IdleSource, type MaybeFact } from './idle-source.js';

const service = 'org.freedesktop.ScreenSaver';
const paths = ['/org/freedesktop/ScreenSaver', '/ScreenSaver'];

/**
 * GetSessionIdleTime of the desktop's screen saver (KDE, XFCE, MATE, …); a poll. The specification
 * says seconds, KDE answers milliseconds: until two answers have shown which, the shorter reading of
 * the number is taken, which never calls a busy person idle.
 */
export class ScreenSaverIdleSource implements IdleSource {
  readonly name = 'screensaver';
  readonly manner = 'poll';
  readonly #bus: BusConnection;
  readonly #clock: Clock;
  readonly #poll: IdlePoll;
  readonly #unit = new UnitGuess();
  #idleAfterMs: number;
  #onFact: (fact: MaybeFact) => void = () => undefined;
  #ends: (() => void)[] = [];

  constructor(bus: BusConnection, clock: Clock, idleAfterMs: number) {
    this.#bus = bus;
    this.#clock = clock;
    this.#idleAfterMs = idleAfterMs;
    this.#poll = new IdlePoll({
      clock,
      idleAfterMs,
      look: () => this.#look(),
      // Until the unit is known, an idle time cannot be told from a short one.
      lookEveryMs: () =>
        this.#unit.isKnown ? null : Math.min(5_000, Math.max(1_000, this.#idleAfterMs / 8)),
      onFact: (fact) => this.#onFact(fact),
    });
  }

  async start(onFact: (fact: MaybeFact) => void): Promise<void> {
    this.#onFact = onFact;
    this.#ends = [
      this.#bus.watchName(service, (owner) => {
        this.#unit.forget();
        this.#poll.stop();
        if (owner === null) this.#onFact(null);
        else void this.#poll.start();
      }),
    ];
    if (await this.#bus.open()) await this.#poll.start();
    else this.#onFact(null);
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    this.#poll.watch(idleAfterMs);
  }

  stop(): Promise<void> {
    this.#onFact = () => undefined;
    this.#poll.stop();
    for (const end of this.#ends) end();
    this.#ends = [];
    return Promise.resolve();
  }

  async #look(): Promise<Stamp | null> {
    const names = await this.#bus.names().catch((): string[] => []);
    if (!names.includes(service)) return null;
    for (const path of paths) {
      try {
        const call = { destination: service, path, interface: service, member: 'GetSessionIdleTime' };
        const [value] = await this.#bus.call(call);
        const now = this.#clock.now();
        return before(now, this.#unit.milliseconds(Number(value), now.elapsed));
      } catch {
        // GNOME has the name without this method; older KDE has the other path.
      }
    }
    return null;
  }
}

/** Two answers must lie this far apart to tell anything. */
const apartMs = 900;
/** A whole second is cut off at both ends, and answers take their time. */
const toleranceMs = 1_100;
/** A number of milliseconds may look like seconds once by chance while somebody types, not three times. */
const agreementsNeeded = 3;

/** Finds out whether a growing number counts seconds or milliseconds; milliseconds until it is sure. */
export class UnitGuess {
  #before: { value: number; atMs: number } | null = null;
  #agreements = 0;
  #unitMs: 1 | 1000 | null = null;

  get isKnown(): boolean {
    return this.#unitMs !== null;
  }

  forget(): void {
    this.#before = null;
    this.#agreements = 0;
    this.#unitMs = null;
  }

  /** `value` as told at `atMs` (any clock that does not jump), in milliseconds. */
  milliseconds(value: number, atMs: number): number {
    this.#learn(value, atMs);
    return value * (this.#unitMs ?? 1);
  }

  #learn(value: number, atMs: number): void {
    const earlier = this.#before;
    const passed = earlier === null ? 0 : atMs - earlier.atMs;
    if (earlier !== null && passed < apartMs && value >= earlier.value) return;
    this.#before = { value, atMs };
    if (earlier === null || this.#unitMs === 1) return;
    const grown = value - earlier.value;
    // More than the time that passed, were it seconds: so it cannot be seconds, whatever was thought.
    if (grown * 1000 > passed + toleranceMs) this.#unitMs = 1;
    // Without input in between the number grows by the time that passed, in its unit.
    else if (grown >= 1 && passed - grown * 1000 <= toleranceMs) {
      this.#agreements += 1;
      if (this.#agreements >= agreementsNeeded) this.#unitMs = 1000;
    } else this.#agreements = 0;
  }
}
