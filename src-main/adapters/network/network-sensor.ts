import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { NetworkReading } from '../../core/signals/readings.js';
import { elapsed, type Stamp } from '../../core/time/stamp.js';
import type { NetworkSensor, SensorContext } from '../../ports/sensors.js';
import { SourceSheet } from '../sources/source-sheet.js';
import type { AddressSource } from './address-source.js';
import type { PolledAddresses } from './addresses-poll.js';
import type { Networks, NetworkSource } from './network-source.js';

/** A reading with addresses waits this long for the networks; a reading with nothing until the later one. */
const firstReadingMs = { addresses: 1_000, anything: 2_900 };

interface Words {
  value: string;
  since: Stamp | null;
}

/** One reading out of two sources; the plain interface list is the second opinion on addresses. */
export class MachineNetworkSensor implements NetworkSensor {
  readonly #context: SensorContext;
  readonly #addressSource: AddressSource;
  readonly #networkSource: NetworkSource | null;
  readonly #second: PolledAddresses;
  readonly #addressSheet: SourceSheet;
  readonly #networkSheet: SourceSheet;
  /** In the words of the signal list, with the moment each began to hold. */
  #addressWords: Words = { value: 'unknown', since: null };
  #networkWords: Words = { value: 'unknown', since: null };
  #onReading: ((reading: NetworkReading) => void) | null = null;
  #addresses: string[] | null | undefined = undefined;
  #networks: Networks | null | undefined = undefined;
  #delivered: string | null = null;
  #began = 0;
  #timers: (() => void)[] = [];

  constructor(
    context: SensorContext,
    sources: { addresses: AddressSource; networks: NetworkSource | null; second: PolledAddresses },
  ) {
    this.#context = context;
    this.#addressSource = sources.addresses;
    this.#networkSource = sources.networks;
    this.#second = sources.second;
    this.#addressSheet = new SourceSheet(context.clock);
    this.#networkSheet = new SourceSheet(context.clock);
  }

  start(onReading: (reading: NetworkReading) => void): Promise<void> {
    this.#onReading = onReading;
    if (this.#networkSource === null) this.#networks = null;
    const { clock } = this.#context;
    this.#began = clock.now().elapsed;
    this.#timers = Object.values(firstReadingMs).map((ms) =>
      clock.setTimer(elapsed(this.#began + ms), () => this.#deliver()),
    );
    this.#networkSource?.start((networks) => this.#setNetworks(networks));
    this.#addressSource.start((addresses) => this.#setAddresses(addresses));
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
    await Promise.all([this.#addressSource.stop(), this.#networkSource?.stop()]);
  }

  describe(): SignalInfo[] {
    return [this.#describeAddresses(), this.#describeNetworks()];
  }

  #describeAddresses(): SignalInfo {
    if (this.#addressSource !== this.#second) {
      this.#addressSheet.say(this.#second.name, addressWords(this.#second.look()));
    }
    const unknown = this.#addressWords.value === 'unknown';
    const confidence = this.#addressSource.kind === 'event' ? 'high' : 'medium';
    return this.#addressSheet.info({
      signal: 'addresses',
      source: this.#addressSource.name,
      ...this.#addressWords,
      confidence: unknown ? 'none' : confidence,
      remedy: unknown ? 'Install iproute2, or let Caretaker run it: the addresses cannot be read.' : null,
    });
  }

  #describeNetworks(): SignalInfo {
    const unknown = this.#networkWords.value === 'unknown';
    const confidence = this.#networkSource?.kind === 'event' ? 'high' : 'medium';
    return this.#networkSheet.info({
      signal: 'networks',
      source: unknown ? null : (this.#networkSource?.name ?? null),
      ...this.#networkWords,
      confidence: unknown ? 'none' : confidence,
      remedy: unknown
        ? (this.#networkSource?.remedy ?? 'This system offers no source that names networks.')
        : null,
    });
  }

  #setAddresses(addresses: string[] | null): void {
    const value = addressWords(addresses);
    if (addresses !== null) this.#addressSheet.say(this.#addressSource.name, value);
    const before = this.#addressWords;
    this.#addressWords = this.#changed(before, value);
    this.#addresses = addresses;
    if (value !== before.value) this.#networkSource?.addressesChanged?.();
    this.#deliver();
  }

  #setNetworks(networks: Networks | null): void {
    const value = networkWords(networks);
    const name = this.#networkSource?.name ?? 'none';
    if (networks === null) this.#networkSheet.drop(name);
    else this.#networkSheet.say(name, value);
    this.#networkWords = this.#changed(this.#networkWords, value);
    this.#networks = networks;
    this.#deliver();
  }

  #changed(words: Words, value: string): Words {
    if (words.value === value && words.since !== null) return words;
    return { value, since: this.#context.clock.now() };
  }

  /** The first reading waits a little for both sources, so that nobody sees a half-known machine. */
  #deliver(): void {
    if (this.#onReading === null) return;
    const pending = this.#addresses === undefined || this.#networks === undefined;
    if (this.#delivered === null && pending) {
      const patienceMs = this.#addresses === undefined ? firstReadingMs.anything : firstReadingMs.addresses;
      if (this.#context.clock.now().elapsed < this.#began + patienceMs) return;
    }
    const reading = { addresses: this.#addresses ?? null, networks: this.#networks ?? null };
    const key = JSON.stringify(reading);
    if (key === this.#delivered) return;
    this.#delivered = key;
    this.#onReading(reading);
  }
}

function addressWords(addresses: string[] | null): string {
  if (addresses === null) return 'unknown';
  return addresses.length === 0 ? 'none' : addresses.join(', ');
}

function networkWords(networks: Networks | null): string {
  if (networks === null) return 'unknown';
  if (networks.length === 0) return 'none';
  return networks.map(({ name, metered }) => (metered === true ? `${name} (metered)` : name)).join(', ');
}
