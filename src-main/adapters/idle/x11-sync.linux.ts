import type { SyncExtension, X11Event } from 'x11';
import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { connectX11, isNoServer, type X11Link } from '../x11/x11-connection.js';
import { before, unknownFact, type IdleSource, type MaybeFact } from './idle-source.js';

/** Delays before the next try to reach a server that went away. */
const retryMs = { first: 1_000, max: 30_000 };

interface Armed {
  link: X11Link;
  sync: SyncExtension;
  counter: number;
  reached: number;
  left: number;
}

/**
 * Two SYNC alarms on the X server's IDLETIME counter: one when it rises to the watched time, one when
 * it falls below it, which is the first input. Event-driven both ways, no poll.
 */
export class X11SyncIdleSource implements IdleSource {
  readonly name = 'x11-sync';
  readonly manner = 'events';
  readonly #display: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #idleAfterMs: number;
  #onFact: (fact: MaybeFact) => void = () => undefined;
  #armed: Armed | null = null;
  #running = false;
  #retryAfterMs: number = retryMs.first;
  #cancelRetry: (() => void) | null = null;

  constructor(options: { display: string; clock: Clock; log: Log; idleAfterMs: number }) {
    this.#display = options.display;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#idleAfterMs = options.idleAfterMs;
  }

  async start(onFact: (fact: MaybeFact) => void): Promise<void> {
    this.#onFact = onFact;
    this.#running = true;
    await this.#connect();
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    const armed = this.#armed;
    if (armed === null) return;
    for (const alarm of [armed.reached, armed.left]) armed.sync.ChangeAlarm(alarm, { value: idleAfterMs });
    void this.#judge(armed);
  }

  stop(): Promise<void> {
    this.#running = false;
    this.#onFact = () => undefined;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#armed?.link.close();
    this.#armed = null;
    return Promise.resolve();
  }

  async #connect(): Promise<void> {
    let link: X11Link | null = null;
    try {
      link = await connectX11(this.#display, {
        event: (event) => this.#onEvent(event),
        end: () => this.#lost(new Error('the X server went away')),
      });
      const armed = await this.#arm(link);
      if (!this.#running) return link.close();
      this.#armed = armed;
      this.#retryAfterMs = retryMs.first;
      await this.#judge(armed);
    } catch (error) {
      link?.close();
      this.#lost(error);
    }
  }

  async #arm(link: X11Link): Promise<Armed> {
    const { client } = link.display;
    const sync = await link.ask<SyncExtension>((answer) => client.require('sync', answer));
    const counters = await link.ask<{ counter: number; name: string }[]>((answer) => {
      sync.ListSystemCounters(answer);
    });
    const counter = counters.find(({ name }) => name === 'IDLETIME')?.counter;
    if (counter === undefined) throw new Error('the X server has no IDLETIME counter');
    const alarm = (testType: number): number => {
      const id = client.AllocID();
      const valueType = sync.ValueType.Absolute;
      // Delta 0 leaves an alarm on a transition armed: it fires each time.
      sync.CreateAlarm(id, {
        counter,
        valueType,
        value: this.#idleAfterMs,
        testType,
        delta: 0,
        events: true,
      });
      return id;
    };
    const reached = alarm(sync.TestType.PositiveTransition);
    return { link, sync, counter, reached, left: alarm(sync.TestType.NegativeTransition) };
  }

  async #judge(armed: Armed): Promise<void> {
    try {
      const idleMs = await armed.link.ask<number>((answer) => armed.sync.QueryCounter(armed.counter, answer));
      if (this.#armed === armed) this.#tell(idleMs);
    } catch {
      // The connection ended: told by `end`.
    }
  }

  #onEvent(event: X11Event): void {
    const armed = this.#armed;
    if (armed === null || event.name !== 'AlarmNotify') return;
    if (event.alarm === armed.left) this.#tell(0);
    // The counter may stand a little over the value that was watched.
    else if (event.alarm === armed.reached) this.#tell(Math.max(event.counterValue ?? 0, 0));
  }

  #tell(idleMs: number): void {
    const state = idleMs >= this.#idleAfterMs ? 'idle' : 'active';
    this.#onFact({ state, lastInputAt: before(this.#clock.now(), idleMs) });
  }

  #lost(why: unknown): void {
    this.#armed = null;
    if (!this.#running) return;
    this.#log.debug('no idle time from X11', {
      display: this.#display,
      why: String(why),
      retryAfterMs: this.#retryAfterMs,
    });
    this.#onFact(isNoServer(why) ? { ...unknownFact, gone: true } : unknownFact);
    const at = elapsed(this.#clock.now().elapsed + this.#retryAfterMs);
    this.#retryAfterMs = Math.min(this.#retryAfterMs * 2, retryMs.max);
    this.#cancelRetry = this.#clock.setTimer(at, () => void this.#connect());
  }
}
