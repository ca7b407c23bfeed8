import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseNetworkSensor } from '../../../src-main/adapters/network/choose.js';
import type { NetworkReading } from '../../../src-main/core/signals/readings.js';
import { startPrivateBus, type PrivateBus } from '../../support/dbus.js';
import { MockNetworkManager, missingNetworkManager } from '../../support/network-manager.js';
import { missing, titled } from '../../support/requirements.js';
import { Readings } from '../../support/readings.js';
import { sensorContext } from '../../support/sensor-context.js';

const reason = missingNetworkManager() ?? missing('ip');

describe.skipIf(reason !== null)(titled('networks by NetworkManager', reason), () => {
  let bus: PrivateBus;
  let manager: MockNetworkManager;
  let sensor: ReturnType<typeof chooseNetworkSensor>;
  let readings: Readings<NetworkReading>;
  beforeEach(async () => {
    bus = await startPrivateBus();
    manager = new MockNetworkManager(bus.address);
    sensor = chooseNetworkSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }), 'linux');
    readings = new Readings();
  });
  afterEach(async () => {
    await sensor.stop();
    await manager.stop();
    await bus.stop();
  });
  const names = (...wanted: string[]) =>
    readings.until(
      ({ networks }) => JSON.stringify(networks?.map(({ name }) => name)) === JSON.stringify(wanted),
    );
  const signal = () => sensor.describe().find((info) => info.signal === 'networks');

  it('CT-04 is unknown without NetworkManager, with a remedy, and known once it runs', async () => {
    await sensor.start(readings.take);
    await readings.until(({ networks }) => networks === null);
    expect(signal()).toMatchObject({ value: 'unknown', source: 'none', confidence: 'none' });
    expect(signal()?.remedy).toContain('NetworkManager');
    await manager.start();
    await names();
    expect(signal()).toMatchObject({ value: 'none', source: 'networkmanager', remedy: null });
    await manager.stop();
    await readings.until(({ networks }) => networks === null);
  });

  it('has addresses and networks in the first reading', async () => {
    await manager.start();
    await manager.connect('office', '0b1c');
    await sensor.start(readings.take);
    await names('office');
    expect(readings.all).toHaveLength(1);
    expect(readings.last?.addresses).not.toBeNull();
  });

  it('TASK-31 TASK-32 UI-04 names connected networks by uuid, as they come and go', async () => {
    await manager.start();
    await sensor.start(readings.take);
    await names();
    const active = await manager.connect('office', '0b1c');
    await names('office');
    expect(readings.last?.networks).toEqual([{ id: '0b1c', name: 'office', metered: null }]);
    await manager.connect('van', '0a00');
    await names('van', 'office');
    await manager.disconnect('office', active);
    await names('van');
  });

  it('does not count what is being set up, nor loopback', async () => {
    await manager.start();
    await manager.connect('slow', '01', { state: 1 });
    await manager.connect('lo', '02', { type: 'loopback' });
    await manager.connect('office', '03');
    await sensor.start(readings.take);
    await names('office');
    expect(readings.all).toHaveLength(1);
  });

  it('tells whether a network is metered, and when that changes', async () => {
    await manager.start();
    await manager.connect('phone', '04');
    await manager.addMetered('phone', 3);
    await sensor.start(readings.take);
    await readings.until(({ networks }) => networks?.[0]?.metered === true);
    expect(signal()?.value).toBe('phone (metered)');
    await manager.setMetered('phone', 2);
    await readings.until(({ networks }) => networks?.[0]?.metered === false);
    const before = readings.all.length;
    await manager.rumble('phone');
    await manager.setMetered('phone', 4);
    await manager.setMetered('phone', 1);
    await readings.until(({ networks }) => networks?.[0]?.metered === true);
    expect(readings.all.length).toBe(before + 1);
  });

  it('survives the end of the bus', async () => {
    await manager.start();
    await manager.connect('office', '0b1c');
    await sensor.start(readings.take);
    await names('office');
    await manager.stop();
    await bus.kill();
    await readings.until(({ networks }) => networks === null);
    expect(readings.last?.addresses).not.toBeNull();
  });
});
