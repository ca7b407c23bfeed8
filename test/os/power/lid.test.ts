import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { UPowerLidSensor } from '../../../src-main/adapters/power/lid.linux.js';
import type { LidReading } from '../../../src-main/core/signals/readings.js';
import { ChildProgram } from '../../support/child-program.js';
import { startPrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { missing, titled } from '../../support/requirements.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { missingUPower, startUPower } from '../../support/upower.js';

const run = promisify(execFile);

describe('the lid', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function watch(env: Record<string, string>): Promise<(boolean | null)[]> {
    const sensor = new UPowerLidSensor(sensorContext(env));
    ends.push(() => sensor.stop());
    const said: (boolean | null)[] = [];
    await sensor.start((reading: LidReading) => void said.push(reading.closed));
    return said;
  }

  it('is not known without a bus', async () => {
    expect(await watch(noBus)).toEqual([null]);
  });

  it.skipIf(missingUPower() !== null)(
    titled('is none on a machine without one, by the real upowerd', missingUPower()),
    async () => {
      const bus = await startPrivateBus();
      ends.push(() => bus.stop());
      const upower = await startUPower(bus.address);
      ends.push(() => upower.stop());
      const said = await watch({ DBUS_SYSTEM_BUS_ADDRESS: bus.address });
      await eventually(() => said.length > 0);
      expect(said).toEqual([null]);
    },
  );

  const lacking = missing('dbus-daemon', 'busctl', '/usr/bin/python3');
  it.skipIf(lacking !== null)(titled('opens and closes, as UPower tells it', lacking), async () => {
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    const words = ['-m', 'dbusmock', '--system', '--template', 'upower'];
    const daemon = new ChildProgram('/usr/bin/python3', words, {
      env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: bus.address },
    });
    ends.push(() => daemon.stop());
    const path = '/org/freedesktop/UPower';
    const name = 'org.freedesktop.UPower';
    const busctl = (...args: string[]): Promise<unknown> =>
      run('busctl', [`--address=${bus.address}`, ...args]);
    const isThere = (): Promise<boolean> =>
      busctl('get-property', name, path, name, 'LidIsClosed').then(
        () => true,
        () => false,
      );
    await eventually(isThere, 10_000, 'the daemon');
    const said = await watch({ DBUS_SYSTEM_BUS_ADDRESS: bus.address });
    await eventually(() => said.at(-1) === false);
    for (const closed of [true, false]) {
      await busctl('set-property', name, path, name, 'LidIsClosed', 'b', String(closed));
      await eventually(() => said.at(-1) === closed);
    }
    await daemon.stop();
    await eventually(() => said.at(-1) === null);
    expect(said).toEqual([false, true, false, null]);
  });
});
