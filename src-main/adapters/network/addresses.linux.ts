import { elapsed } from '../../core/time/stamp.js';
import type { SensorContext } from '../../ports/sensors.js';
import { MonitorChild } from '../child/monitor-child.js';
import { run } from '../child/run.js';
import type { AddressSource } from './address-source.js';
import { parseIpAddr } from './ip-addr.js';

/** A burst of changes (a container with ten links) is read once per this time. */
const gapMs = 50;
/** The monitor gives no sign of being subscribed: what fell into the gap is seen by one more look. */
const secondLookMs = 1_000;
/** A dead monitor that is back within this time was no silence. */
const silenceMs = 3_000;
const readTimeoutMs = 5_000;
/** After a failed read; doubling up to a minute. */
const retryMs = { first: 1_000, max: 60_000 };

/**
 * Addresses by `ip -json addr`, read whenever `ip monitor` says that something changed. The monitor's
 * own lines are not parsed: iproute2 ignores -json there.
 */
export class IpMonitorAddresses implements AddressSource {
  readonly name = 'ip-monitor';
  readonly kind = 'event';
  readonly #ip: string;
  readonly #context: SensorContext;
  readonly #monitor: MonitorChild;
  #onAddresses: (addresses: string[] | null) => void = () => undefined;
  #reading = false;
  #again = false;
  #stopped = false;
  #retryMs = retryMs.first;
  /** Timers by purpose: a new one of the same purpose replaces the old. */
  readonly #timers = new Map<'gap' | 'second-look' | 'silence' | 'retry', () => void>();
  #pending: Promise<void> = Promise.resolve();

  constructor(ip: string, context: SensorContext) {
    this.#ip = ip;
    this.#context = context;
    this.#monitor = new MonitorChild({
      ...context,
      command: ip,
      args: ['-o', 'monitor', 'address', 'link'],
      onLine: () => this.#look(),
      onUp: () => this.#onUp(),
      onDown: () => this.#after('silence', silenceMs, () => this.#onAddresses(null)),
    });
  }

  start(onAddresses: (addresses: string[] | null) => void): void {
    this.#onAddresses = onAddresses;
    this.#monitor.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#onAddresses = () => undefined;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.#monitor.stop();
    await this.#pending;
  }

  #onUp(): void {
    this.#cancel('silence');
    this.#look();
    this.#after('second-look', secondLookMs, () => this.#look());
  }

  /** One read at a time; a change during a read means one more after it. */
  #look(): void {
    if (this.#stopped) return;
    if (this.#reading || this.#timers.has('gap')) {
      this.#again = true;
      return;
    }
    this.#pending = this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    this.#again = false;
    try {
      const text = await run(this.#ip, ['-json', 'addr'], {
        env: this.#context.env,
        timeoutMs: readTimeoutMs,
      });
      const addresses = parseIpAddr(text);
      this.#retryMs = retryMs.first;
      this.#cancel('retry');
      if (this.#monitor.running) this.#onAddresses(addresses);
    } catch (error) {
      this.#context.log.warn('The addresses could not be read', { error: String(error) });
      this.#onAddresses(null);
      this.#after('retry', this.#retryMs, () => this.#look());
      this.#retryMs = Math.min(this.#retryMs * 2, retryMs.max);
    } finally {
      this.#reading = false;
      this.#after('gap', gapMs, () => {
        if (this.#again) this.#look();
      });
    }
  }

  #after(purpose: 'gap' | 'second-look' | 'silence' | 'retry', ms: number, then: () => void): void {
    this.#cancel(purpose);
    if (this.#stopped) return;
    const { clock } = this.#context;
    const cancel = clock.setTimer(elapsed(clock.now().elapsed + ms), () => {
      this.#timers.delete(purpose);
      then();
    });
    this.#timers.set(purpose, cancel);
  }

  #cancel(purpose: 'gap' | 'second-look' | 'silence' | 'retry'): void {
    this.#timers.get(purpose)?.();
    this.#timers.delete(purpose);
  }
}
