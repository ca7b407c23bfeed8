import type { Clock } from '../../ports/clock.js';
import type { BusConnection } from '../dbus/bus-connection.js';
import { before, type IdleSource, type MaybeFact } from './idle-source.js';

const service = 'org.gnome.Mutter.IdleMonitor';
const path = '/org/gnome/Mutter/IdleMonitor/Core';
const roundingMs = 50;

/**
 * GNOME's compositor, under X11 and Wayland alike. An idle watch fires when the time is reached, a
 * user-active watch at the next input (and is then spent). Event-driven both ways.
 */
export class MutterIdleSource implements IdleSource {
  readonly name = 'mutter';
  readonly manner = 'events';
  readonly #bus: BusConnection;
  readonly #clock: Clock;
  #idleAfterMs: number;
  #onFact: (fact: MaybeFact) => void = () => undefined;
  #ends: (() => void)[] = [];
  #owner: string | null = null;
  #idleWatch: number | null = null;
  #activeWatch: number | null = null;
  /** Rises with each owner, watch and stop: answers to earlier questions do not count. */
  #generation = 0;

  constructor(bus: BusConnection, clock: Clock, idleAfterMs: number) {
    this.#bus = bus;
    this.#clock = clock;
    this.#idleAfterMs = idleAfterMs;
  }

  async start(onFact: (fact: MaybeFact) => void): Promise<void> {
    this.#onFact = onFact;
    let settle: () => void = () => undefined;
    const firstFact = new Promise<void>((resolve) => (settle = resolve));
    this.#ends = [
      this.#bus.subscribe({ sender: service, path, interface: service, member: 'WatchFired' }, ({ body }) => {
        this.#fired(Number(body[0]));
      }),
      this.#bus.watchName(service, (owner) => {
        this.#owner = owner;
        this.#idleWatch = null;
        this.#activeWatch = null;
        void this.#arm().then(settle);
      }),
    ];
    const names = (await this.#bus.open()) ? await this.#bus.names().catch((): string[] => []) : [];
    if (names.includes(service)) await firstFact;
    else this.#onFact(null);
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    void this.#arm();
  }

  async stop(): Promise<void> {
    this.#generation += 1;
    this.#onFact = () => undefined;
    for (const end of this.#ends) end();
    this.#ends = [];
    await Promise.all([this.#remove(this.#idleWatch), this.#remove(this.#activeWatch)]);
  }

  /** Puts both watches anew and judges by the idle time of this moment. */
  async #arm(): Promise<void> {
    const generation = ++this.#generation;
    if (this.#owner === null) {
      this.#onFact(null);
      return;
    }
    try {
      await Promise.all([this.#remove(this.#idleWatch), this.#remove(this.#activeWatch)]);
      this.#activeWatch = null;
      const idleWatch = await this.#call('AddIdleWatch', 't', [BigInt(this.#idleAfterMs)]);
      if (generation !== this.#generation) return void this.#remove(idleWatch);
      this.#idleWatch = idleWatch;
      await this.#judge(generation);
    } catch {
      // The interface refuses: a compositor that only has the name.
      if (generation === this.#generation) this.#onFact(null);
    }
  }

  #fired(watch: number): void {
    if (watch === this.#activeWatch) {
      this.#activeWatch = null;
      this.#onFact({ state: 'active', lastInputAt: this.#clock.now() });
    } else if (watch === this.#idleWatch) {
      const generation = this.#generation;
      // Its own word is enough: the answer may be a few milliseconds short by rounding.
      this.#judge(generation, roundingMs).catch(() => {
        if (generation === this.#generation) this.#onFact({ state: 'unknown', lastInputAt: null });
      });
    }
  }

  /** The active watch is put first: input between it and the question cannot be missed. */
  async #judge(generation: number, graceMs = 0): Promise<void> {
    if (this.#activeWatch === null) {
      const activeWatch = await this.#call('AddUserActiveWatch');
      if (generation !== this.#generation) return void this.#remove(activeWatch);
      this.#activeWatch = activeWatch;
    }
    const idleMs = await this.#call('GetIdletime');
    if (generation !== this.#generation) return;
    const isIdle = idleMs + graceMs >= this.#idleAfterMs;
    this.#onFact({ state: isIdle ? 'idle' : 'active', lastInputAt: before(this.#clock.now(), idleMs) });
  }

  async #remove(watch: number | null): Promise<void> {
    if (watch !== null) await this.#call('RemoveWatch', 'u', [watch]).catch(() => undefined);
  }

  async #call(member: string, signature?: string, body?: unknown[]): Promise<number> {
    const call = { destination: service, path, interface: service, member };
    const values = await this.#bus.call(
      signature === undefined ? call : { ...call, signature, body: body ?? [] },
    );
    return Number(values[0]);
  }
}
