import { afterEach, describe, expect, it } from 'vitest';
import { BusConnection } from '../../../src-main/adapters/dbus/bus-connection.js';
import { leaseBus } from '../../../src-main/adapters/dbus/bus-pool.js';
import { startPrivateBus, type PrivateBus } from '../../support/dbus.js';
import { missing, titled } from '../../support/requirements.js';
import { silentLog } from '../../support/sensor-context.js';

const reason = missing('dbus-daemon');
const name = 'org.example.Service';
const path = '/org/example';

describe.skipIf(reason !== null)(titled('connection to a bus', reason), () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const startBus = async (): Promise<PrivateBus> => {
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    return bus;
  };
  const connect = (address: string): BusConnection => {
    const connection = new BusConnection({ address, log: silentLog });
    ends.push(() => connection.close());
    return connection;
  };
  /** Another program on the bus, which may own a name and send signals. */
  const other = async (address: string, owns: boolean) => {
    const { createClient } = await import('dbus-native');
    const client = createClient({ busAddress: address });
    client.connection.on('error', () => undefined);
    ends.push(() => client.close());
    if (owns) await client.requestName(name, 0);
    else await client.getId();
    return { client, say: (word: string) => client.sendSignal(path, name, 'Said', 's', [word]) };
  };
  const listen = (connection: BusConnection) => {
    const owners: (string | null)[] = [];
    const words: unknown[] = [];
    connection.watchName(name, (owner) => owners.push(owner));
    connection.subscribe({ sender: name, path, interface: name, member: 'Said' }, ({ body }) =>
      words.push(body[0]),
    );
    return { owners, words };
  };

  it('tells who owns a name, and hears its signals', async () => {
    const bus = await startBus();
    const connection = connect(bus.address);
    const { owners, words } = listen(connection);
    expect(await connection.open()).toBe(true);
    const service = await other(bus.address, true);
    await expect.poll(() => owners.length).toBe(1);
    service.say('hello');
    await expect.poll(() => words).toEqual(['hello']);
    await service.client.close();
    await expect.poll(() => owners.at(-1)).toBeNull();
  });

  it('does not believe a stranger who speaks in the name of a service', async () => {
    const bus = await startBus();
    const connection = connect(bus.address);
    const { owners, words } = listen(connection);
    // A wider rule of somebody else in this process lets the stranger's signal through to it.
    const all: unknown[] = [];
    connection.subscribe({ interface: name, member: 'Said' }, ({ body }) => all.push(body[0]));
    await connection.open();
    const service = await other(bus.address, true);
    const stranger = await other(bus.address, false);
    await expect.poll(() => owners.length).toBe(1);
    stranger.say('battery is full');
    await expect.poll(() => all).toEqual(['battery is full']);
    service.say('it is not');
    await expect.poll(() => words).toEqual(['it is not']);
  });

  it('finds a bus that starts later, and one that is restarted, with all subscriptions', async () => {
    const bus = await startBus();
    await bus.kill();
    const connection = connect(bus.address);
    const { owners, words } = listen(connection);
    expect(await connection.open()).toBe(false);
    for (let round = 1; round <= 3; round += 1) {
      await bus.restart();
      await expect.poll(() => connection.connected, { timeout: 5_000 }).toBe(true);
      const service = await other(bus.address, true);
      await expect.poll(() => owners.at(-1) ?? '').toMatch(/^:/);
      service.say(`round ${round}`);
      await expect.poll(() => words.at(-1)).toBe(`round ${round}`);
      expect(await connection.names()).toContain(name);
      await bus.kill();
      await expect.poll(() => owners.at(-1)).toBeNull();
      await expect(connection.names()).rejects.toThrow();
    }
  });

  it('a subscription made while the bus is away works after it', async () => {
    const bus = await startBus();
    const connection = connect(bus.address);
    await connection.open();
    await bus.kill();
    await expect.poll(() => connection.connected).toBe(false);
    const { owners, words } = listen(connection);
    await bus.restart();
    const service = await other(bus.address, true);
    await expect.poll(() => owners.length, { timeout: 5_000 }).toBe(1);
    service.say('hello');
    await expect.poll(() => words).toEqual(['hello']);
  });

  it('an address that cannot be used is no error of open', async () => {
    const connection = connect('nonsense:');
    expect(await connection.open()).toBe(false);
    await expect(connection.names()).rejects.toThrow();
  });

  it('is shared by all who lease it, and closed by the last', async () => {
    const bus = await startBus();
    const first = leaseBus(bus.address, silentLog);
    const second = leaseBus(bus.address, silentLog);
    expect(second.bus).toBe(first.bus);
    first.hold();
    second.hold();
    await first.bus.open();
    await first.release();
    await first.release();
    expect(second.bus.connected).toBe(true);
    await second.release();
    expect(second.bus.connected).toBe(false);
    first.hold();
    expect(await first.bus.open()).toBe(true);
    await first.release();
  });
});
