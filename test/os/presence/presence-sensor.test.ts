import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { linuxPresenceSensor } from '../../../src-main/adapters/idle/presence-sensor.linux.js';
import type { PresenceReading } from '../../../src-main/core/signals/readings.js';
import { startPrivateBus } from '../../support/dbus.js';
import { missingDesktopServices, startDesktopServices } from '../../support/desktop-services.js';
import { makeDeviceFolder, openTerminal } from '../../support/pty.js';
import { Readings } from '../../support/readings.js';
import { missing, missingSystem, titled } from '../../support/requirements.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { missingXvfb, startXvfb } from '../../support/xvfb.js';
import { describePresenceSensor } from '../../ports/conformance/presence.js';

/** Folders in the place of /dev, /sys, /run: nothing of the machine that runs the tests is seen. */
function emptyRoots(): { devRoot: string; sysfsRoot: string; runRoot: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'caretaker-roots-'));
  for (const name of ['dev', 'sys', 'run']) mkdirSync(join(root, name));
  return {
    devRoot: join(root, 'dev'),
    sysfsRoot: join(root, 'sys'),
    runRoot: join(root, 'run'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const onLinux = missingSystem('Linux');

describePresenceSensor(
  'X11 SYNC alarm under Xvfb',
  async () => {
    const xvfb = await startXvfb();
    const roots = emptyRoots();
    return {
      sensor: linuxPresenceSensor(sensorContext({ ...noBus, DISPLAY: xvfb.display }), roots),
      source: 'x11-sync',
      touch: xvfb.key,
      silence: xvfb.kill,
      async close() {
        await xvfb.kill();
        roots.remove();
      },
    };
  },
  missingXvfb(),
);

describePresenceSensor(
  'Mutter on the session bus, under Wayland',
  async () => {
    const bus = await startPrivateBus();
    const desktop = await startDesktopServices(bus.address);
    await desktop.ask('start mutter');
    const roots = emptyRoots();
    const env = { ...noBus, DBUS_SESSION_BUS_ADDRESS: bus.address, WAYLAND_DISPLAY: 'wayland-0' };
    return {
      sensor: linuxPresenceSensor(sensorContext(env), roots),
      source: 'mutter',
      touch: () => desktop.ask('input'),
      silence: () => desktop.ask('stop mutter'),
      async close() {
        await desktop.stop();
        await bus.stop();
        roots.remove();
      },
    };
  },
  missingDesktopServices(),
);

for (const unit of ['s', 'ms']) {
  describePresenceSensor(
    `screen saver that counts ${unit}`,
    async () => {
      const bus = await startPrivateBus();
      const desktop = await startDesktopServices(bus.address);
      await desktop.ask(`start screensaver ${unit}`);
      const roots = emptyRoots();
      const env = { ...noBus, DBUS_SESSION_BUS_ADDRESS: bus.address, XDG_SESSION_TYPE: 'wayland' };
      return {
        sensor: linuxPresenceSensor(sensorContext(env), roots),
        source: 'screensaver',
        touch: () => desktop.ask('input'),
        silence: () => desktop.ask('stop screensaver'),
        async close() {
          await desktop.stop();
          await bus.stop();
          roots.remove();
        },
      };
    },
    missingDesktopServices(),
    // Whole seconds, and until the unit is known the number is taken for milliseconds.
    { idleAfterMs: 2_000, lateMs: unit === 's' ? 4_000 : 500, returnMs: 1_500 },
  );
}

describe.skipIf(onLinux !== null)(titled('presence by place', onLinux), () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const noPython = missing('/usr/bin/python3');

  it('a bare container, with no bus, display or terminal: idle since boot, from no-session', async () => {
    const roots = emptyRoots();
    ends.push(roots.remove);
    const sensor = linuxPresenceSensor(sensorContext(noBus), roots);
    ends.push(() => sensor.stop());
    const readings = new Readings<PresenceReading>();
    sensor.watch(10_000);
    await sensor.start(readings.take);
    expect(readings.all.map(({ reading }) => reading)).toEqual([{ presence: 'idle', lastInputAt: null }]);
    expect(sensor.describe()[0]).toMatchObject({ value: 'idle', source: 'no-session', remedy: null });
  });

  it.skipIf(noPython !== null)(
    titled(
      'UI-03 a terminal as SSH gives it, without a session: active at a key, idle when left alone',
      noPython,
    ),
    async () => {
      const roots = emptyRoots();
      ends.push(roots.remove);
      const devices = makeDeviceFolder();
      ends.push(() => devices.remove());
      const terminal = await openTerminal();
      ends.push(() => terminal.close());
      await terminal.key();
      devices.add(terminal);
      const sensor = linuxPresenceSensor(sensorContext(noBus), { ...roots, devRoot: devices.root });
      ends.push(() => sensor.stop());
      const readings = new Readings<PresenceReading>();
      sensor.watch(1_000);
      const begun = performance.now();
      await sensor.start(readings.take);
      await readings.until((reading) => reading.presence === 'active');
      // The kernel tells the last key in steps of eight seconds.
      const idle = await readings.until((reading) => reading.presence === 'idle', 12_000);
      expect(idle - begun).toBeGreaterThanOrEqual(990);
      await terminal.print();
      const before = readings.all.length;
      await expect(readings.until((reading) => reading.presence === 'active', 2_500)).rejects.toThrow();
      expect(readings.all.length).toBe(before);
      const pressed = performance.now();
      await terminal.key();
      const back = await readings.until((reading) => reading.presence === 'active', 3_000);
      console.info(`key on a terminal to active: ${(back - pressed).toFixed(0)} ms`);
      expect(back - pressed).toBeLessThan(2_000);
      expect(sensor.describe()[0]).toMatchObject({ source: 'tty', confidence: 'medium' });
    },
    40_000,
  );

  it.skipIf(noPython !== null)(
    titled('somebody who logs in on an idle machine is noticed without a poll', noPython),
    async () => {
      const roots = emptyRoots();
      ends.push(roots.remove);
      const devices = makeDeviceFolder();
      ends.push(() => devices.remove());
      const sensor = linuxPresenceSensor(sensorContext(noBus), { ...roots, devRoot: devices.root });
      ends.push(() => sensor.stop());
      const readings = new Readings<PresenceReading>();
      sensor.watch(10_000);
      await sensor.start(readings.take);
      await readings.until((reading) => reading.presence === 'idle');
      const terminal = await openTerminal();
      ends.push(() => terminal.close());
      await terminal.key();
      devices.add(terminal);
      await readings.until((reading) => reading.presence === 'active', 1_000);
      devices.take(terminal);
      await readings.until((reading) => reading.presence === 'idle', 1_000);
      expect(sensor.describe()[0]?.source).toBe('no-session');
    },
  );

  it('a Wayland session that nobody can be asked about is unknown and names the remedy', async () => {
    const roots = emptyRoots();
    ends.push(roots.remove);
    const context = sensorContext({ ...noBus, WAYLAND_DISPLAY: 'wayland-1', DISPLAY: ':0' });
    const sensor = linuxPresenceSensor(context, roots);
    ends.push(() => sensor.stop());
    const readings = new Readings<PresenceReading>();
    await sensor.start(readings.take);
    expect(readings.last?.presence).toBe('unknown');
    expect(sensor.describe()[0]?.remedy).toContain('idle hint');
  });

  it('a display that does not answer is unknown and names the remedy', async () => {
    const roots = emptyRoots();
    ends.push(roots.remove);
    const sensor = linuxPresenceSensor(sensorContext({ ...noBus, DISPLAY: ':4711' }), roots);
    ends.push(() => sensor.stop());
    const readings = new Readings<PresenceReading>();
    await sensor.start(readings.take);
    expect(readings.last?.presence).toBe('unknown');
    expect(sensor.describe()[0]?.remedy).toContain('DISPLAY');
  });

  it.skipIf(missingXvfb() !== null)(
    titled('the X server is found again when it comes back', missingXvfb()),
    async () => {
      const roots = emptyRoots();
      ends.push(roots.remove);
      const xvfb = await startXvfb();
      ends.push(() => xvfb.kill());
      const sensor = linuxPresenceSensor(sensorContext({ ...noBus, DISPLAY: xvfb.display }), roots);
      ends.push(() => sensor.stop());
      const readings = new Readings<PresenceReading>();
      sensor.watch(60_000);
      await sensor.start(readings.take);
      await readings.until((reading) => reading.presence === 'active');
      await xvfb.kill();
      await readings.until((reading) => reading.presence === 'unknown');
      const again = await startXvfb(xvfb.display);
      ends.push(() => again.kill());
      await readings.until((reading) => reading.presence === 'active', 8_000);
    },
  );

  it.skipIf(missingXvfb() !== null)(
    titled('input under X11 is told within 50 ms in the median', missingXvfb()),
    async () => {
      const roots = emptyRoots();
      ends.push(roots.remove);
      const xvfb = await startXvfb();
      ends.push(() => xvfb.kill());
      const sensor = linuxPresenceSensor(sensorContext({ ...noBus, DISPLAY: xvfb.display }), roots);
      ends.push(() => sensor.stop());
      const readings = new Readings<PresenceReading>();
      sensor.watch(200);
      await sensor.start(readings.take);
      const times: number[] = [];
      for (let round = 0; round < 9; round += 1) {
        await readings.until((reading) => reading.presence === 'idle');
        const begun = performance.now();
        await (round % 2 === 0 ? xvfb.key() : xvfb.move());
        const back = readings.all.findLast(({ reading }) => reading.presence === 'active')?.atMs;
        if (back !== undefined && back > begun) times.push(back - begun);
        else times.push((await readings.until((reading) => reading.presence === 'active')) - begun);
      }
      times.sort((a, b) => a - b);
      console.info(`xdotool to active: median ${times[4]?.toFixed(1)} ms, worst ${times[8]?.toFixed(1)} ms`);
      expect(times[4]).toBeLessThan(50);
    },
  );
});
