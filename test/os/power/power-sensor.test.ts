import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import { linuxPowerSensor } from '../../../src-main/adapters/power/power-sensor.linux.js';
import type { PowerReading } from '../../../src-main/core/signals/readings.js';
import { startPrivateBus } from '../../support/dbus.js';
import { Readings } from '../../support/readings.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { missingUPower, startUPower } from '../../support/upower.js';
import { describePowerSensor } from '../../ports/conformance/power.js';

/** A folder in the form of /sys with power supplies in it. */
function makeSysfs(supplies: Record<string, Record<string, string>>): {
  root: string;
  write(name: string, attributes: Record<string, string>): void;
  remove(): void;
} {
  const root = mkdtempSync(join(tmpdir(), 'caretaker-sysfs-'));
  const write = (name: string, attributes: Record<string, string>): void => {
    const folder = join(root, 'class', 'power_supply', name);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(attributes)) writeFileSync(join(folder, file), `${text}\n`);
  };
  mkdirSync(join(root, 'class', 'power_supply'), { recursive: true });
  for (const [name, attributes] of Object.entries(supplies)) write(name, attributes);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

const laptop = {
  AC: { type: 'Mains', online: '1' },
  BAT0: { type: 'Battery', scope: 'System', present: '1', status: 'Full', capacity: '100' },
};

describePowerSensor(
  'real upowerd',
  async () => {
    const bus = await startPrivateBus();
    const upower = await startUPower(bus.address);
    const sysfs = makeSysfs({});
    rmSync(join(sysfs.root, 'class'), { recursive: true });
    const context = sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address });
    return {
      sensor: linuxPowerSensor(context, { sysfsRoot: sysfs.root, followEvents: false }),
      source: 'upower',
      setAc: upower.setAc,
      setCharge: upower.setCharge,
      silence: () => bus.kill(),
      async close() {
        await upower.stop();
        await bus.stop();
        sysfs.remove();
      },
    };
  },
  missingUPower(),
);

describePowerSensor(
  'sysfs folder',
  () => {
    const sysfs = makeSysfs(laptop);
    let online = true;
    return Promise.resolve({
      sensor: linuxPowerSensor(sensorContext(noBus), { sysfsRoot: sysfs.root, followEvents: false }),
      source: 'sysfs',
      setAc(wanted) {
        online = wanted;
        sysfs.write('BAT0', { status: online ? 'Charging' : 'Discharging' });
        sysfs.write('AC', { online: online ? '1' : '0' });
        return Promise.resolve();
      },
      setCharge(percent) {
        sysfs.write('BAT0', { capacity: String(percent) });
        return Promise.resolve();
      },
      silence() {
        rmSync(join(sysfs.root, 'class'), { recursive: true });
        return Promise.resolve();
      },
      close: () => Promise.resolve(sysfs.remove()),
    });
  },
  null,
  7_000,
);

describe.skipIf(missingUPower() !== null)(titled('power over UPower', missingUPower()), () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('hands over to sysfs when UPower leaves the bus, and back when it returns', async () => {
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    const upower = await startUPower(bus.address);
    ends.push(() => upower.stop());
    const sysfs = makeSysfs(laptop);
    ends.push(() => sysfs.remove());
    const context = sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address });
    const sensor = linuxPowerSensor(context, { sysfsRoot: sysfs.root, followEvents: false });
    ends.push(() => sensor.stop());
    const readings = new Readings<PowerReading>();
    await sensor.start(readings.take);
    const source = (): string | undefined => sensor.describe()[0]?.source;
    await expect.poll(source, { timeout: 5_000 }).toBe('upower');
    expect(readings.last?.source).toBe('ac');
    expect(sensor.describe()[0]?.others).toMatchObject([{ source: 'sysfs', value: 'ac' }]);
    await upower.stopDaemon();
    await expect.poll(source, { timeout: 5_000 }).toBe('sysfs');
    expect(readings.last?.source).toBe('ac');
    await upower.startDaemon();
    await expect.poll(source, { timeout: 5_000 }).toBe('upower');
    await upower.setAc(false);
    await readings.until((reading) => reading.source === 'battery');
  });

  it('follows a bus that is restarted', async () => {
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    const context = sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address });
    const sensor = linuxPowerSensor(context, { sysfsRoot: '/nonexistent', followEvents: false });
    ends.push(() => sensor.stop());
    const readings = new Readings<PowerReading>();
    await sensor.start(readings.take);
    expect(readings.last?.source).toBe('unknown');
    await bus.restart();
    const upower = await startUPower(bus.address);
    ends.push(() => upower.stop());
    await readings.until((reading) => reading.source === 'ac');
    expect(sensor.describe()[0]?.source).toBe('upower');
  });

  it('reacts to the plug within 100 ms', async () => {
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    const upower = await startUPower(bus.address);
    ends.push(() => upower.stop());
    const sensor = linuxPowerSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }));
    ends.push(() => sensor.stop());
    const readings = new Readings<PowerReading>();
    await sensor.start(readings.take);
    await readings.until((reading) => reading.source === 'ac');
    const times: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const wanted = round % 2 === 0 ? 'battery' : 'ac';
      const begun = performance.now();
      await upower.setAc(wanted === 'ac');
      times.push((await readings.until((reading) => reading.source === wanted)) - begun);
    }
    times.sort((a, b) => a - b);
    console.info(`plug to reading: median ${times[4]?.toFixed(1)} ms, worst ${times[8]?.toFixed(1)} ms`);
    expect(times[4]).toBeLessThan(100);
  });
});

describe('power without UPower', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const firstReading = async (sysfsRoot: string): Promise<PowerReading | undefined> => {
    const sensor = linuxPowerSensor(sensorContext(noBus), { sysfsRoot, followEvents: false });
    ends.push(() => sensor.stop());
    const readings = new Readings<PowerReading>();
    await sensor.start(readings.take);
    return readings.last;
  };

  it('CT-17 a readable directory without a battery is AC', async () => {
    const sysfs = makeSysfs({});
    ends.push(() => sysfs.remove());
    expect(await firstReading(sysfs.root)).toEqual({ source: 'ac', percent: null });
  });

  it('an unreadable directory is unknown, never AC', async () => {
    expect(await firstReading('/nonexistent')).toEqual({ source: 'unknown', percent: null });
  });

  it('a battery in a mouse does not make the machine a laptop', async () => {
    const sysfs = makeSysfs({
      hidpp_battery_0: { type: 'Battery', scope: 'Device', status: 'Discharging', capacity: '40' },
    });
    ends.push(() => sysfs.remove());
    expect(await firstReading(sysfs.root)).toEqual({ source: 'ac', percent: null });
  });

  it('ends its children and timers: a stopped sensor leaves the process quiet', async () => {
    const sysfs = makeSysfs(laptop);
    ends.push(() => sysfs.remove());
    const sensor = linuxPowerSensor(sensorContext(noBus), { sysfsRoot: sysfs.root });
    await sensor.start(() => undefined);
    await sensor.stop();
    // The handle of an ended child is closed a turn after its end.
    await expect
      .poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap'))
      .toEqual([]);
  });
});
