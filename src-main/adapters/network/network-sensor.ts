import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { NetworkReading } from '../../core/signals/readings.js';
import { elapsed } from '../../core/time/stamp.js';
import type { NetworkSensor, SensorContext } from '../../ports/sensors.js';
import { signalInfo, SourceTrace } from '../signal-info/source-trace.js';
import type { AddressSource } from './address-source.js';
import type { PolledAddresses } from './addresses-poll.js';
import type { Networks, NetworkSource } from './network-source.js';

/** A reading with addresses waits this long for the networks; a reading with nothing until the later one. */
const firstReadingMs = { addresses: 1_000, anything: 2_900 };

/** One reading out of two sources; the plain interface list is the second opinion on addresses. */
export class MachineNetworkSensor implements NetworkSensor {
  readonly #context: SensorContext;
  readonly #addressSource: AddressSource;
  readonly #networkSource: NetworkSource | null;
  readonly #second: PolledAddresses;
  readonly #addressTrace: SourceTrace;
  readonly #networkTrace: SourceTrace | null;
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
    this.#addressTrace = new SourceTrace(sources.addresses.name, context.clock);
    this.#networkTrace = sources.networks && new SourceTrace(sources.networks.name, context.clock);
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
    const others: SourceTrace[] = [];
    if (this.#addressSource !== this.#second) {
      const second = new SourceTrace(this.#second.name, this.#context.clock);
      second.tell(addressWords(this.#second.look()));
      others.push(second);
    }
    const unknown = this.#addressTrace.value === 'unknown';
    return signalInfo('addresses', this.#addressTrace, {
      confidence: this.#addressSource.kind === 'event' ? 'high' : 'medium',
      others,
      remedy: unknown ? 'Install iproute2: the addresses cannot be read.' : null,
    });
  }

  #describeNetworks(): SignalInfo {
    const unknown = this.#networkTrace === null || this.#networkTrace.value === 'unknown';
    const remedy = this.#networkSource?.remedy ?? 'This system offers no source that names networks.';
    return signalInfo('networks', this.#networkTrace, {
      confidence: this.#networkSource?.kind === 'event' ? 'high' : 'medium',
      remedy: unknown ? remedy : null,
    });
  }

  #setAddresses(addresses: string[] | null): void {
    const changed = addressWords(addresses) !== this.#addressTrace.value;
    this.#addresses = addresses;
    if (addresses === null) this.#addressTrace.silent();
    else this.#addressTrace.tell(addressWords(addresses));
    if (changed) this.#networkSource?.addressesChanged?.();
    this.#deliver();
  }

  #setNetworks(networks: Networks | null): void {
    this.#networks = networks;
    if (networks === null) this.#networkTrace?.silent();
    else this.#networkTrace?.tell(networkWords(networks));
    this.#deliver();
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

function networkWords(networks: Networks): string {
  if (networks.length === 0) return 'none';
  return networks.map(({ name, metered }) => (metered === true ? `${name} (metered)` : name)).join(', ');
}
