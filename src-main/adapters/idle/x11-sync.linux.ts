import type { SyncExtension, X11Event } from 'x11';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { isNoServer, type X11Link } from '../x11/x11-connection.js';
import { X11Keeper } from '../x11/x11-keeper.js';
import { before, unknownFact, type IdleSource, type MaybeFact } from './idle-source.js';

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
  readonly #clock: Clock;
  readonly #keeper: X11Keeper;
  #idleAfterMs: number;
  #onFact: (fact: MaybeFact) => void = () => undefined;
  #armed: Armed | null = null;

  constructor(options: { display: string; clock: Clock; log: Log; idleAfterMs: number }) {
    const { display, clock, log } = options;
    this.#clock = clock;
    this.#idleAfterMs = options.idleAfterMs;
    this.#keeper = new X11Keeper({
      display,
      clock,
      log,
      up: (link) => this.#arm(link),
      event: (event) => this.#onEvent(event),
      down: (why) => {
        this.#armed = null;
        this.#onFact(isNoServer(why) ? { ...unknownFact, gone: true } : unknownFact);
      },
    });
  }

  async start(onFact: (fact: MaybeFact) => void): Promise<void> {
    this.#onFact = onFact;
    await this.#keeper.start();
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    const armed = this.#armed;
    if (armed === null) return;
    for (const alarm of [armed.reached, armed.left]) armed.sync.ChangeAlarm(alarm, { value: idleAfterMs });
    // It fails only with the connection, which tells its end itself.
    this.#judge(armed).catch(() => undefined);
  }

  stop(): Promise<void> {
    this.#onFact = () => undefined;
    this.#armed = null;
    this.#keeper.stop();
    return Promise.resolve();
  }

  async #arm(link: X11Link): Promise<void> {
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
    this.#armed = { link, sync, counter, reached, left: alarm(sync.TestType.NegativeTransition) };
    await this.#judge(this.#armed);
  }

  async #judge(armed: Armed): Promise<void> {
    const idleMs = await armed.link.ask<number>((answer) => armed.sync.QueryCounter(armed.counter, answer));
    if (this.#armed === armed) this.#tell(idleMs);
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
}
