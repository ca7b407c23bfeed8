import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { linuxBusySensor } from '../../../src-main/adapters/presence/busy-sensor.linux.js';
import { connectX11 } from '../../../src-main/adapters/x11/x11-connection.js';
import type { BusyReading } from '../../../src-main/core/signals/readings.js';
import { ChildProgram } from '../../support/child-program.js';
import { startPrivateBus } from '../../support/dbus.js';
import { missingDesktopServices, startDesktopServices } from '../../support/desktop-services.js';
import { eventually } from '../../support/eventually.js';
import { missingLogind, startLogind } from '../../support/logind.js';
import { Readings } from '../../support/readings.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { missingXvfb, startXvfb } from '../../support/xvfb.js';
import { describeBusySensor } from '../../ports/conformance/busy.js';
import { titled } from '../../support/requirements.js';

/** Takes a lock as other programs do, and holds it until its input ends. */
async function inhibit(busAddress: string, what: string, who: string, mode = 'block'): Promise<ChildProgram> {
  const program = new ChildProgram(
    'systemd-inhibit',
    [`--what=${what}`, `--who=${who}`, `--mode=${mode}`, 'sh', '-c', 'echo held; exec cat'],
    { env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: busAddress } },
  );
  await program.line((line) => line === 'held');
  return program;
}

async function letGo(program: ChildProgram | null): Promise<void> {
  program?.child.stdin?.end();
  await program?.stop();
}

describeBusySensor(
  'real logind with an inhibitor of idle',
  async () => {
    const bus = await startPrivateBus();
    const logind = await startLogind(bus.address, []);
    let lock: ChildProgram | null = null;
    return {
      sensor: linuxBusySensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address })),
      source: 'logind-inhibitors',
      cause: 'Video call',
      begin: async () => void (lock = await inhibit(bus.address, 'idle:sleep', 'Video call')),
      end: () => letGo(lock),
      async close() {
        await letGo(lock);
        await logind.stop();
        await bus.stop();
      },
    };
  },
  missingLogind(),
);

for (const { name, source, cause, prepare, begin, end } of [
  {
    name: 'session manager with an inhibitor of idle',
    source: 'session-manager',
    cause: 'org.example.Slides',
    prepare: 'start sessionmanager',
    begin: 'inhibit 8 org.example.Slides Presenting',
    end: 'uninhibit',
  },
  {
    name: 'MPRIS player',
    source: 'mpris',
    cause: 'vlc',
    prepare: 'start player vlc Paused',
    begin: 'play vlc Playing',
    end: 'play vlc Stopped',
  },
]) {
  describeBusySensor(
    name,
    async () => {
      const bus = await startPrivateBus();
      const desktop = await startDesktopServices(bus.address);
      await desktop.ask(prepare);
      return {
        sensor: linuxBusySensor(sensorContext({ ...noBus, DBUS_SESSION_BUS_ADDRESS: bus.address })),
        source,
        cause,
        begin: () => desktop.ask(begin),
        end: () => desktop.ask(end),
        async close() {
          await desktop.stop();
          await bus.stop();
        },
      };
    },
    missingDesktopServices(),
  );
}

/** Plays the window manager: a window, whether it is in front, and whether it fills the screen. */
async function playWindowManager(display: string): Promise<{
  fullScreen(on: boolean): Promise<void>;
  close(): void;
}> {
  const link = await connectX11(display, { event: () => undefined, end: () => undefined });
  const { client, screen } = link.display;
  const root = screen[0]?.root ?? 0;
  const atom = (name: string): Promise<number> =>
    link.ask<number>((answer) => client.InternAtom(false, name, answer));
  const active = await atom('_NET_ACTIVE_WINDOW');
  const state = await atom('_NET_WM_STATE');
  const full = await atom('_NET_WM_STATE_FULLSCREEN');
  const numbers = (...values: number[]): Buffer => {
    const data = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => data.writeUInt32LE(value, index * 4));
    return data;
  };
  /** A round trip: the server has taken everything before it. */
  const taken = async (): Promise<void> => {
    await link.ask((answer) => client.GetProperty(0, root, active, 0, 0, 1, answer));
  };
  const window = client.AllocID();
  client.CreateWindow(window, root, 0, 0, 100, 100);
  client.MapWindow(window);
  const atomType = 4;
  const windowType = 33;
  client.ChangeProperty(0, window, state, atomType, 32, numbers());
  client.ChangeProperty(0, root, active, windowType, 32, numbers(window));
  await taken();
  return {
    async fullScreen(on) {
      client.ChangeProperty(0, window, state, atomType, 32, on ? numbers(full) : numbers());
      await taken();
    },
    close: () => link.close(),
  };
}

describeBusySensor(
  'full-screen window under Xvfb',
  async () => {
    const xvfb = await startXvfb();
    const manager = await playWindowManager(xvfb.display);
    return {
      sensor: linuxBusySensor(sensorContext({ ...noBus, DISPLAY: xvfb.display })),
      source: 'x11-full-screen',
      cause: 'full screen',
      begin: () => manager.fullScreen(true),
      end: () => manager.fullScreen(false),
      async close() {
        manager.close();
        await xvfb.kill();
      },
    };
  },
  missingXvfb(),
);

describe('busy, the rest', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it.skipIf(missingLogind() !== null)(
    titled("Caretaker's own locks, delay locks and locks of sleep do not count", missingLogind()),
    async () => {
      const bus = await startPrivateBus();
      ends.push(() => bus.stop());
      const logind = await startLogind(bus.address, []);
      ends.push(() => logind.stop());
      for (const [what, who, mode] of [
        ['idle', 'Caretaker', 'block'],
        ['sleep', 'Downloader', 'block'],
        ['sleep:shutdown', 'Editor', 'delay'],
      ] as const) {
        const lock = await inhibit(bus.address, what, who, mode);
        ends.push(() => letGo(lock));
      }
      const sensor = linuxBusySensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }));
      ends.push(() => sensor.stop());
      const readings = new Readings<BusyReading>();
      await sensor.start(readings.take);
      expect(readings.all.map(({ reading }) => reading.causes)).toEqual([[]]);
      // A lock that does count shows that the sensor looks.
      const lock = await inhibit(bus.address, 'idle', 'Film');
      ends.push(() => letGo(lock));
      await readings.until(({ causes }) => causes.join() === 'Film');
    },
  );

  it.skipIf(missingDesktopServices() !== null)(
    titled('players come, go and are told apart', missingDesktopServices()),
    async () => {
      const bus = await startPrivateBus();
      ends.push(() => bus.stop());
      const desktop = await startDesktopServices(bus.address);
      ends.push(() => desktop.stop());
      const sensor = linuxBusySensor(sensorContext({ ...noBus, DBUS_SESSION_BUS_ADDRESS: bus.address }));
      ends.push(() => sensor.stop());
      const readings = new Readings<BusyReading>();
      await sensor.start(readings.take);
      await desktop.ask('start player vlc Playing');
      await readings.until(({ causes }) => causes.join() === 'vlc');
      await desktop.ask('start player spotify Playing');
      await readings.until(({ causes }) => causes.join() === 'spotify,vlc');
      await desktop.ask('play vlc Paused');
      await readings.until(({ causes }) => causes.join() === 'spotify');
      await desktop.ask('stop spotify');
      await readings.until(({ causes }) => causes.length === 0);
    },
  );

  it('programs by name', async () => {
    const child = spawn('sleep', ['30'], { stdio: 'ignore' });
    ends.push(() => child.kill('SIGKILL'));
    await eventually(() => child.pid !== undefined);
    const sensor = linuxBusySensor(sensorContext(noBus));
    sensor.watchPrograms(['sleep', 'no-such-program']);
    ends.push(() => sensor.stop());
    const readings = new Readings<BusyReading>();
    await sensor.start(readings.take);
    expect(readings.last?.causes).toEqual(['sleep']);
    // By path, and the list replaces the one before; an empty one knows nothing any more.
    const path = realpathSync('/usr/bin/sleep');
    sensor.watchPrograms([path, '/usr/bin/no-such-program']);
    await readings.until(({ causes }) => causes.join() === path);
    sensor.watchPrograms([]);
    await readings.until(({ causes }) => causes.length === 0);
    expect(sensor.describe()[0]?.value).toBe('unknown');
  });

  it('nothing that could tell: no causes, and describe says that nothing is known', async () => {
    const sensor = linuxBusySensor(sensorContext(noBus));
    ends.push(() => sensor.stop());
    const readings = new Readings<BusyReading>();
    await sensor.start(readings.take);
    expect(readings.last?.causes).toEqual([]);
    expect(sensor.describe()[0]).toMatchObject({ value: 'unknown', confidence: 'none' });
    expect(sensor.describe()[0]?.remedy).toMatch(/\w/);
  });
});
