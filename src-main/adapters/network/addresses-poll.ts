import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { AddressSource } from './address-source.js';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/**
 * Interval of the poll in milliseconds: short after a change (addresses come in groups: link-local,
 * IPv4, then IPv6), growing by half while nothing happens.
 */
const intervalMs = { first: 1_000, growth: 1.5, max: 10_000 };

/**
 * Addresses by `os.networkInterfaces()`, where no source of events is at hand. It shows neither
 * tentative nor deprecated flags: an address may be reported a second early.
 */
export class PolledAddresses implements AddressSource {
  readonly name = 'os-interfaces';
  readonly kind = 'poll';
  readonly #clock: Clock;
  readonly #read: () => Interfaces;
  #intervalMs = intervalMs.first;
  #last: string | null = null;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, read: () => Interfaces = networkInterfaces) {
    this.#clock = clock;
    this.#read = read;
  }

  start(onAddresses: (addresses: string[] | null) => void): void {
    const addresses = this.look();
    const key = addresses === null ? null : addresses.join(' ');
    const changed = key !== this.#last;
    this.#last = key;
    this.#intervalMs = changed
      ? intervalMs.first
      : Math.min(this.#intervalMs * intervalMs.growth, intervalMs.max);
    const at = elapsed(this.#clock.now().elapsed + this.#intervalMs);
    this.#cancel = this.#clock.setTimer(at, () => this.start(onAddresses));
    onAddresses(addresses);
  }

  stop(): Promise<void> {
    this.#cancel();
    return Promise.resolve();
  }

  /** As of now; null when the system refuses to tell. */
  look(): string[] | null {
    try {
      return addressesOf(this.#read());
    } catch {
      return null;
    }
  }
}

/** Sorted, each once, without those of loopback interfaces and without zone ids. */
export function addressesOf(interfaces: Interfaces): string[] {
  const addresses = new Set<string>();
  for (const infos of Object.values(interfaces)) {
    for (const info of infos ?? []) {
      if (!info.internal) addresses.add(info.address.replace(/%.*$/, ''));
    }
  }
  return [...addresses].sort();
}
