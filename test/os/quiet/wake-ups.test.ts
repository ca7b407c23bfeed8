import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseDeviceSensor } from '../../../src-main/adapters/device/choose.js';
import { chooseLoadSensor } from '../../../src-main/adapters/load/choose.js';
import { chooseNetworkSensor } from '../../../src-main/adapters/network/choose.js';
import { startPrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { makeNetworkNamespace } from '../../support/network-namespace.js';
import { missing, titled } from '../../support/requirements.js';
import { sensorContext } from '../../support/sensor-context.js';
import { missingUdev } from '../../support/udev.js';

const reason = missingUdev() ?? missing('dbus-daemon');
const quietMs = 5_000;

describe.skipIf(reason !== null)(titled('a quiet machine', reason), () => {
  afterEach(() => vi.restoreAllMocks());

  it('wakes nobody: clock, network, devices and resting load set no timer in five seconds', async () => {
    const net = makeNetworkNamespace();
    const bus = await startPrivateBus();
    const context = sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address, PATH: net.path });
    const device = chooseDeviceSensor(context);
    const network = chooseNetworkSensor(context);
    const load = chooseLoadSensor(context);
    const endOfWatch = context.clock.watch(() => undefined);
    await load.start(() => undefined);
    await device.start(() => undefined);
    await network.start(() => undefined);
    await eventually(() => device.describe()[0]?.value === 'listening');
    // The second look at the addresses, a second after the first, is the last thing on the list.
    await new Promise((resolve) => setTimeout(resolve, 3_200));
    const set = vi.spyOn(context.clock, 'setTimer');
    const node = vi.spyOn(globalThis, 'setTimeout');
    const wait = new Promise((resolve) => setTimeout(resolve, quietMs));
    await wait;
    const timers = { clock: set.mock.calls.length, node: node.mock.calls.length };
    endOfWatch();
    await Promise.all([load.stop(), device.stop(), network.stop()]);
    net.remove();
    await bus.stop();
    // The one is this test's own wait.
    expect(timers).toEqual({ clock: 0, node: 1 });
  });
});
