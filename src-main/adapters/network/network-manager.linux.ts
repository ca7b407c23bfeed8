import type { SensorContext } from '../../ports/sensors.js';
import { systemBusAddress } from '../dbus/addresses.js';
import type { BusConnection } from '../dbus/bus-connection.js';
import { leaseBus, type BusLease } from '../dbus/bus-pool.js';
import type { Networks, NetworkSource } from './network-source.js';

const service = 'org.freedesktop.NetworkManager';
const root = '/org/freedesktop/NetworkManager';
const activeInterface = `${service}.Connection.Active`;
const deviceInterface = `${service}.Device`;
/** NMActiveConnectionState: only an activated connection is a network one is connected to. */
const activated = 2;

/**
 * Connected networks as NetworkManager knows them: the connection's uuid and name, and whether it is
 * metered. Access points report their strength every few seconds; those signals are not asked for.
 */
export class NetworkManagerNetworks implements NetworkSource {
  readonly name = 'networkmanager';
  readonly kind = 'event';
  readonly remedy = 'Run NetworkManager, so that networks can be told apart by name.';
  readonly #context: SensorContext;
  readonly #lease: BusLease;
  readonly #ends: (() => void)[] = [];
  #onNetworks: (networks: Networks | null) => void = () => undefined;
  #owner: string | null = null;
  /** Of the newest read; an older one that ends later is not heard. */
  #turn = 0;

  constructor(context: SensorContext) {
    this.#context = context;
    this.#lease = leaseBus(systemBusAddress(context.env), context.log);
  }

  start(onNetworks: (networks: Networks | null) => void): void {
    this.#onNetworks = onNetworks;
    this.#lease.hold();
    const { bus } = this.#lease;
    for (const arg0 of [service, activeInterface, deviceInterface]) {
      const match = { sender: service, interface: 'org.freedesktop.DBus.Properties', arg0 };
      this.#ends.push(
        bus.subscribe({ ...match, member: 'PropertiesChanged', pathNamespace: root }, () => this.#look()),
      );
    }
    this.#ends.push(bus.watchName(service, (owner) => this.#setOwner(owner)));
    void bus.open().then(async (connected) => {
      // `watchName` is silent about a name nobody owns; the first reading must not wait for it.
      const names = connected ? await bus.names().catch(() => []) : [];
      if (!names.includes(service)) this.#setOwner(null);
    });
  }

  async stop(): Promise<void> {
    this.#onNetworks = () => undefined;
    this.#turn += 1;
    for (const end of this.#ends) end();
    await this.#lease.release();
  }

  #setOwner(owner: string | null): void {
    this.#owner = owner;
    if (owner === null) {
      this.#turn += 1;
      this.#onNetworks(null);
    } else this.#look();
  }

  #look(): void {
    if (this.#owner === null) return;
    this.#turn += 1;
    const turn = this.#turn;
    readNetworks(this.#lease.bus).then(
      (networks) => {
        if (turn === this.#turn) this.#onNetworks(networks);
      },
      (error: unknown) => {
        if (turn !== this.#turn) return;
        this.#context.log.warn('NetworkManager did not answer', { error: String(error) });
        this.#onNetworks(null);
      },
    );
  }
}

/** Sorted by id; connections that are being set up or torn down, and loopback, are left out. */
async function readNetworks(bus: BusConnection): Promise<Networks> {
  const paths = pathsOf(await bus.property(service, root, service, 'ActiveConnections'));
  const networks = await Promise.all(paths.map((path) => readNetwork(bus, path)));
  return networks
    .filter((network) => network !== null)
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

async function readNetwork(bus: BusConnection, path: string): Promise<Networks[number] | null> {
  // A connection that ended between the two questions is no error.
  const connection = await bus.properties(service, path, activeInterface).catch(() => null);
  const uuid = connection?.['Uuid'];
  if (connection === null || typeof uuid !== 'string') return null;
  if (connection['State'] !== activated || connection['Type'] === 'loopback') return null;
  const name = typeof connection['Id'] === 'string' ? connection['Id'] : uuid;
  const device = pathsOf(connection['Devices'])[0];
  const metered =
    device === undefined
      ? null
      : await bus.property(service, device, deviceInterface, 'Metered').then(meteredOf, () => null);
  return { id: uuid, name, metered };
}

/** NMMetered: 1 yes, 2 no, 3 guessed yes, 4 guessed no, 0 unknown. */
export function meteredOf(value: unknown): boolean | null {
  if (value === 1 || value === 3) return true;
  return value === 2 || value === 4 ? false : null;
}

function pathsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((path) => typeof path === 'string') : [];
}
