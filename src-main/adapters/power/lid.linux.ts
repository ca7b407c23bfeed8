import type { LidReading } from '../../core/signals/readings.js';
import type { LidSensor, SensorContext } from '../../ports/sensors.js';
import { systemBusAddress } from '../dbus/addresses.js';
import { leaseBus, type BusLease } from '../dbus/bus-pool.js';

const service = 'org.freedesktop.UPower';
const path = '/org/freedesktop/UPower';

/** The lid as UPower tells it: LidIsPresent and LidIsClosed of the daemon. Event-driven. */
export class UPowerLidSensor implements LidSensor {
  readonly #lease: BusLease;
  #ends: (() => void)[] = [];
  #onReading: ((reading: LidReading) => void) | null = null;
  #present = false;
  #closed: boolean | null | undefined;
  #generation = 0;

  constructor(context: SensorContext) {
    this.#lease = leaseBus(systemBusAddress(context.env), context.log);
  }

  async start(onReading: (reading: LidReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#lease.hold();
    const { bus } = this.#lease;
    const changed = { interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged' };
    this.#ends = [
      bus.subscribe({ sender: service, path, ...changed, arg0: service }, ({ body }) => {
        const { LidIsClosed: closed } = (body[1] ?? {}) as Record<string, unknown>;
        if (this.#present && typeof closed === 'boolean') this.#tell(closed);
      }),
      bus.watchName(service, (owner) => void this.#ownerChanged(owner)),
    ];
    if (!(await bus.open())) return this.#tell(null);
    const names = await bus.names().catch((): string[] => []);
    if (!names.includes(service)) this.#tell(null);
  }

  async stop(): Promise<void> {
    this.#generation += 1;
    this.#onReading = null;
    for (const end of this.#ends) end();
    this.#ends = [];
    await this.#lease.release();
  }

  describe(): [] {
    return [];
  }

  async #ownerChanged(owner: string | null): Promise<void> {
    const generation = ++this.#generation;
    if (owner === null) return this.#tell(null);
    try {
      const properties = await this.#lease.bus.properties(service, path, service);
      if (generation !== this.#generation) return;
      this.#present = properties['LidIsPresent'] === true;
      this.#tell(this.#present ? properties['LidIsClosed'] === true : null);
    } catch {
      if (generation === this.#generation) this.#tell(null);
    }
  }

  #tell(closed: boolean | null): void {
    if (closed === this.#closed) return;
    this.#closed = closed;
    this.#onReading?.({ closed });
  }
}
