import { afterEach, describe, expect, it } from 'vitest';
import {
  LinuxSystemSensor,
  linuxSystemSensor,
} from '../../../src-main/adapters/suspend/system-sensor.linux.js';
import { elapsed } from '../../../src-main/core/time/stamp.js';
import { startPrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { missingLogind, startLogind } from '../../support/logind.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { describeSystemSensor } from '../../ports/conformance/system.js';
import { titled } from '../../support/requirements.js';

describeSystemSensor(
  'real logind with a delay lock',
  async () => {
    const bus = await startPrivateBus();
    const logind = await startLogind(bus.address, []);
    return {
      sensor: linuxSystemSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address })),
      source: 'logind',
      async sleep() {
        await logind.sleep();
        await logind.started('suspend.target');
      },
      wake: () => logind.wake(),
      async shutDown() {
        await logind.powerOff();
        await logind.started('poweroff.target');
      },
      async close() {
        await logind.stop();
        await bus.stop();
      },
    };
  },
  missingLogind(),
);

describe('system, the rest', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it.skipIf(missingLogind() !== null)(
    titled('takes the lock once logind is there, and lets go at the end', missingLogind()),
    async () => {
      const bus = await startPrivateBus();
      ends.push(() => bus.stop());
      const sensor = linuxSystemSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }));
      await sensor.start(() => undefined);
      ends.push(() => sensor.stop());
      expect(sensor.describe()[0]).toMatchObject({ source: 'clock', confidence: 'low' });
      const logind = await startLogind(bus.address, []);
      ends.push(() => logind.stop());
      const mine = (): Promise<boolean> =>
        logind
          .inhibitors()
          .then(
            (locks) =>
              locks.includes('Caretaker:sleep:shutdown:delay') ||
              locks.includes('Caretaker:shutdown:sleep:delay'),
          );
      await eventually(mine, 5_000, 'the delay lock');
      expect(sensor.describe()[0]).toMatchObject({ source: 'logind', confidence: 'high' });
      await sensor.stop();
      await eventually(async () => !(await mine()), 5_000, 'the end of the lock');
    },
  );

  it.skipIf(missingLogind() !== null)(
    titled('a handler that never ends holds the machine back for five seconds at most', missingLogind()),
    async () => {
      const bus = await startPrivateBus();
      ends.push(() => bus.stop());
      const logind = await startLogind(bus.address, []);
      ends.push(() => logind.stop());
      const sensor = linuxSystemSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }));
      ends.push(() => sensor.stop());
      await sensor.start(({ kind }) =>
        kind === 'suspending' ? new Promise<void>(() => undefined) : undefined,
      );
      const begun = performance.now();
      await logind.sleep();
      await logind.started('suspend.target');
      expect(performance.now() - begun).toBeGreaterThan(3_000);
      expect(performance.now() - begun).toBeLessThan(5_500);
      await logind.wake();
    },
  );

  it('without logind a resume is found by the time that only one clock counted, and describe names the remedy', async () => {
    const context = sensorContext(noBus);
    const timers: { at: number; fire: () => void }[] = [];
    let boot = 1_000_000;
    let monotonic = 1_000_000;
    const clock = {
      bootId: () => 'boot',
      zone: () => 'UTC',
      watch: () => () => undefined,
      recheck: () => undefined,
      now: () => ({ ...context.clock.now(), elapsed: elapsed(boot) }),
      setTimer(at: number, fire: () => void) {
        const timer = { at, fire };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    };
    const sensor = new LinuxSystemSensor({ ...context, clock }, () => monotonic);
    ends.push(() => sensor.stop());
    const told: string[] = [];
    await sensor.start(({ kind }) => void told.push(kind));
    const pass = async (awakeMs: number, asleepMs: number): Promise<void> => {
      boot += awakeMs + asleepMs;
      monotonic += awakeMs;
      for (const timer of timers.splice(0)) timer.fire();
      await new Promise((resolve) => setImmediate(resolve));
    };
    await pass(30_000, 0);
    expect(told).toEqual([]);
    await pass(30_000, 3_600_000);
    expect(told).toEqual(['resumed']);
    expect(sensor.describe()[0]).toMatchObject({ source: 'clock', confidence: 'low' });
    expect(sensor.describe()[0]?.remedy).toContain('systemd-logind');
  });
});
