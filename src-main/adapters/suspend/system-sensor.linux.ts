import type { SystemReading } from '../../core/signals/readings.js';
import { elapsed, type Stamp } from '../../core/time/stamp.js';
import type { SensorContext, SystemSensor } from '../../ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { systemBusAddress } from '../dbus/addresses.js';
import { leaseBus, type BusLease } from '../dbus/bus-pool.js';
import { logind } from '../dbus/logind.js';
import { SourceSheet } from '../sources/source-sheet.js';
import { DelayLock } from './delay-lock.linux.js';

/** The port's own bound; logind's InhibitDelayMaxSec is five seconds too unless an administrator set it. */
const holdMsMax = 4_500;
/** Without logind the clocks are compared this often: a resume is noticed, late, and nothing else. */
const compareMs = 30_000;
const sleptMs = 2_000;

type State = 'on' | 'suspending' | 'shutting-down';

/** Sleep, resume and shutdown by logind; each is held back until what has to be done first is done. */
export class LinuxSystemSensor implements SystemSensor {
  readonly #context: SensorContext;
  readonly #lease: BusLease;
  readonly #lock: DelayLock;
  readonly #sheet: SourceSheet;
  readonly #monotonicMs: () => number;
  #onReading: ((reading: SystemReading) => void | Promise<void>) | null = null;
  #ends: (() => void)[] = [];
  #hasLogind = false;
  /** Why the last try to take the lock failed. */
  #lockTrouble: string | null = null;
  #state: State = 'on';
  #since: Stamp | null = null;
  /** One announcement after another: a resume must not overtake the suspend it ends. */
  #queue: Promise<void> = Promise.resolve();
  #cancelCompare: (() => void) | null = null;

  /** `monotonicMs`: a clock that stands still in sleep, to find a resume by. */
  constructor(context: SensorContext, monotonicMs: () => number = () => performance.now()) {
    this.#context = context;
    this.#monotonicMs = monotonicMs;
    this.#lease = leaseBus(systemBusAddress(context.env), context.log);
    this.#lock = new DelayLock({ ...context.env, DBUS_SYSTEM_BUS_ADDRESS: this.#lease.bus.address });
    this.#sheet = new SourceSheet(context.clock);
  }

  async start(onReading: (reading: SystemReading) => void | Promise<void>): Promise<void> {
    this.#onReading = onReading;
    this.#lease.hold();
    this.#since = this.#context.clock.now();
    const from = { sender: logind.service, path: logind.path, interface: logind.manager };
    const { bus } = this.#lease;
    this.#ends = [
      bus.subscribe({ ...from, member: 'PrepareForSleep' }, ({ body }) => {
        this.#enqueue(() => (body[0] === true ? this.#leave('suspending') : this.#resumed()));
      }),
      bus.subscribe({ ...from, member: 'PrepareForShutdown' }, ({ body }) => {
        this.#enqueue(() => (body[0] === true ? this.#leave('shutting-down') : this.#stays()));
      }),
      bus.watchName(logind.service, (owner) => {
        this.#hasLogind = owner !== null;
        this.#compareClocks(!this.#hasLogind);
        if (owner !== null) this.#enqueue(() => this.#hold(true));
      }),
    ];
    const names = (await bus.open()) ? await bus.names().catch((): string[] => []) : [];
    if (!names.includes(logind.service)) this.#compareClocks(true);
    await this.#queue;
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    this.#compareClocks(false);
    for (const end of this.#ends) end();
    this.#ends = [];
    await this.#queue;
    await this.#lock.release();
    await this.#lease.release();
  }

  describe(): SignalInfo[] {
    this.#sheet.say(this.#hasLogind ? 'logind' : 'clock', this.#state);
    this.#sheet.drop(this.#hasLogind ? 'clock' : 'logind');
    return [
      this.#sheet.info({
        signal: 'system',
        source: this.#hasLogind ? 'logind' : 'clock',
        value: this.#state,
        since: this.#since,
        confidence: !this.#hasLogind ? 'low' : this.#lock.held ? 'high' : 'medium',
        remedy: this.#remedy(),
      }),
    ];
  }

  #remedy(): string | null {
    if (!this.#hasLogind) {
      return 'Without systemd-logind on the system bus Caretaker cannot suspend maintenance before the machine sleeps and learns of a resume late; start systemd-logind.';
    }
    // While the machine goes to sleep the lock has been let go on purpose.
    if (this.#lock.held || this.#state !== 'on') return null;
    const why = this.#lockTrouble ?? 'the lock was lost';
    return `Sleep is announced but not held back (${why}); install systemd-inhibit or allow inhibitor locks in polkit.`;
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#context.log.error('suspend or resume was not handled', { error: String(error) });
    });
  }

  async #leave(state: 'suspending' | 'shutting-down'): Promise<void> {
    this.#setState(state);
    try {
      await this.#told({ kind: state });
    } finally {
      await this.#lock.release();
    }
  }

  async #resumed(): Promise<void> {
    this.#context.clock.recheck();
    this.#setState('on');
    await this.#told({ kind: 'resumed' });
    await this.#hold();
  }

  /** A shutdown that was called off. */
  async #stays(): Promise<void> {
    this.#setState('on');
    await this.#hold();
  }

  /** Takes the lock; `anew` after logind was restarted, which may not know the old one. */
  async #hold(anew = false): Promise<void> {
    if (this.#onReading === null) return;
    if (anew) await this.#lock.release();
    this.#lockTrouble = await this.#lock.take();
    if (this.#lockTrouble !== null) {
      this.#context.log.warn('sleep cannot be held back', { why: this.#lockTrouble });
    }
  }

  /** Waits for the handler, but not longer than the machine would. */
  async #told(reading: SystemReading): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, holdMsMax)));
    try {
      await Promise.race([Promise.resolve(this.#onReading?.(reading)), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }

  #setState(state: State): void {
    this.#state = state;
    this.#since = this.#context.clock.now();
  }

  /** Time since boot counts sleep, the monotonic clock does not: what they drift apart was sleep. */
  #compareClocks(wanted: boolean): void {
    this.#cancelCompare?.();
    this.#cancelCompare = null;
    if (!wanted || this.#onReading === null) return;
    const { clock } = this.#context;
    const began = { boot: clock.now().elapsed, monotonic: this.#monotonicMs() };
    this.#cancelCompare = clock.setTimer(elapsed(began.boot + compareMs), () => {
      const slept = clock.now().elapsed - began.boot - (this.#monotonicMs() - began.monotonic);
      if (slept > sleptMs) this.#enqueue(() => this.#resumed());
      this.#compareClocks(true);
    });
  }
}

export function linuxSystemSensor(context: SensorContext): SystemSensor {
  return new LinuxSystemSensor(context);
}
