import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { linuxPowerSensor } from '../../../src-main/adapters/power/power-sensor.linux.js';
import { linuxPresenceSensor } from '../../../src-main/adapters/idle/presence-sensor.linux.js';
import { linuxBusySensor } from '../../../src-main/adapters/presence/busy-sensor.linux.js';
import { linuxSessionSensor } from '../../../src-main/adapters/session/session-sensor.linux.js';
import { linuxSystemSensor } from '../../../src-main/adapters/suspend/system-sensor.linux.js';
import type { Clock } from '../../../src-main/ports/clock.js';
import type { SensorContext } from '../../../src-main/ports/sensors.js';
import { startPrivateBus } from '../../support/dbus.js';
import { missingDesktopServices, startDesktopServices } from '../../support/desktop-services.js';
import { missingLogind, startLogind } from '../../support/logind.js';
import { openTerminal, makeDeviceFolder } from '../../support/pty.js';
import { titled } from '../../support/requirements.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { missingUPower, startUPower } from '../../support/upower.js';
import { missingXvfb, startXvfb } from '../../support/xvfb.js';

const watchedMs = 4_000;

/** Counts each timer of the clock that fires: a wake-up of the process. */
function countingContext(env: Record<string, string | undefined>): {
  context: SensorContext;
  fired: () => number;
} {
  const context = sensorContext(env);
  let fired = 0;
  const { clock } = context;
  const counting: Clock = {
    now: () => clock.now(),
    bootId: () => clock.bootId(),
    zone: () => clock.zone(),
    watch: (onNotice) => clock.watch(onNotice),
    recheck: () => clock.recheck(),
    setTimer: (at, fire) =>
      clock.setTimer(at, () => {
        fired += 1;
        fire();
      }),
  };
  return { context: { ...context, clock: counting }, fired: () => fired };
}

describe('sensors on a quiet machine', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const folders = (): { devRoot: string; sysfsRoot: string; runRoot: string } => {
    const root = mkdtempSync(join(tmpdir(), 'caretaker-quiet-'));
    ends.push(() => rmSync(root, { recursive: true, force: true }));
    for (const name of ['dev', 'sys', 'run']) mkdirSync(join(root, name));
    return { devRoot: join(root, 'dev'), sysfsRoot: join(root, 'sys'), runRoot: join(root, 'run') };
  };

  /** Starts all five, waits until the machine is idle, and counts the timers from then on. */
  const wakeUps = async (
    env: Record<string, string | undefined>,
    roots: ReturnType<typeof folders>,
  ): Promise<number> => {
    const { context, fired } = countingContext(env);
    const presence = linuxPresenceSensor(context, roots);
    presence.watch(300);
    const others = [
      linuxPowerSensor(context, { sysfsRoot: roots.sysfsRoot, followEvents: false }),
      linuxBusySensor(context),
      linuxSystemSensor(context),
      linuxSessionSensor(context, roots),
    ];
    let now = '';
    ends.push(async () => void (await Promise.all([presence, ...others].map((sensor) => sensor.stop()))));
    await Promise.all(others.map((sensor) => sensor.start(() => undefined)));
    await presence.start(({ presence: reading }) => (now = reading));
    await expect.poll(() => now, { timeout: 15_000 }).toBe('idle');
    const before = fired();
    await new Promise((resolve) => setTimeout(resolve, watchedMs));
    return ((fired() - before) * 1000) / watchedMs;
  };

  const forEvents = missingLogind() ?? missingUPower() ?? missingDesktopServices() ?? missingXvfb();
  it.skipIf(forEvents !== null)(
    titled('with event sources (UPower, logind, Mutter, X11) no timer fires at all', forEvents),
    async () => {
      const system = await startPrivateBus();
      ends.push(() => system.stop());
      const session = await startPrivateBus();
      ends.push(() => session.stop());
      const upower = await startUPower(system.address);
      ends.push(() => upower.stop());
      const logind = await startLogind(system.address, [{ id: 'c9', seat: 'seat0' }]);
      ends.push(() => logind.stop());
      const desktop = await startDesktopServices(session.address);
      ends.push(() => desktop.stop());
      await desktop.ask('start mutter');
      const xvfb = await startXvfb();
      ends.push(() => xvfb.kill());
      const env = {
        DBUS_SYSTEM_BUS_ADDRESS: system.address,
        DBUS_SESSION_BUS_ADDRESS: session.address,
        DISPLAY: xvfb.display,
      };
      expect(await wakeUps(env, folders())).toBe(0);
    },
  );

  it.skipIf(missingDesktopServices() !== null)(
    titled('with polls (a terminal, a screen saver, sysfs) under five a second', missingDesktopServices()),
    async () => {
      const session = await startPrivateBus();
      ends.push(() => session.stop());
      const desktop = await startDesktopServices(session.address);
      ends.push(() => desktop.stop());
      await desktop.ask('start screensaver ms');
      const devices = makeDeviceFolder();
      ends.push(() => devices.remove());
      const terminal = await openTerminal();
      ends.push(() => terminal.close());
      devices.add(terminal);
      const env = { ...noBus, DBUS_SESSION_BUS_ADDRESS: session.address };
      const perSecond = await wakeUps(env, { ...folders(), devRoot: devices.root });
      console.info(`timers a second with polls: ${perSecond}`);
      expect(perSecond).toBeGreaterThan(0);
      expect(perSecond).toBeLessThan(5);
    },
    30_000,
  );
});
