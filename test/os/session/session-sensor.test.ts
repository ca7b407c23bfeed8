import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { linuxPresenceSensor } from '../../../src-main/adapters/idle/presence-sensor.linux.js';
import { linuxSessionSensor } from '../../../src-main/adapters/session/session-sensor.linux.js';
import type { PresenceReading, SessionReading } from '../../../src-main/core/signals/readings.js';
import { startPrivateBus } from '../../support/dbus.js';
import { missingLogind, startLogind, type SeedSession } from '../../support/logind.js';
import { makeDeviceFolder, openTerminal } from '../../support/pty.js';
import { Readings } from '../../support/readings.js';
import { missing, titled } from '../../support/requirements.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { missingXvfb, startXvfb } from '../../support/xvfb.js';
import { describePresenceSensor } from '../../ports/conformance/presence.js';
import { describeSessionSensor } from '../../ports/conformance/session.js';

function emptyFolder(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'caretaker-run-'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

describeSessionSensor(
  'real logind',
  async () => {
    const bus = await startPrivateBus();
    const logind = await startLogind(bus.address, [
      { id: 'c9', seat: 'seat0' },
      { id: 'c1', class: 'greeter' },
    ]);
    return {
      sensor: linuxSessionSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address })),
      source: 'logind',
      user: 'root',
      lock: (locked) => logind.setLocked('c9', locked),
      logOff: () => logind.end('c9'),
      async close() {
        await logind.stop();
        await bus.stop();
      },
    };
  },
  missingLogind(),
);

describePresenceSensor(
  'real logind with an idle hint',
  async () => {
    const bus = await startPrivateBus();
    const logind = await startLogind(bus.address, [{ id: 'c9', seat: 'seat0' }]);
    const folder = emptyFolder();
    // A file that says that somebody is there, whom nobody can be asked about once logind is gone.
    mkdirSync(join(folder.root, 'systemd', 'sessions'), { recursive: true });
    writeFileSync(
      join(folder.root, 'systemd', 'sessions', 'c9'),
      `UID=0\nUSER=root\nACTIVE=1\nSTATE=active\nTYPE=x11\nCLASS=user\nSEAT=seat0\nLEADER=${process.pid}\n`,
    );
    return {
      sensor: linuxPresenceSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }), {
        devRoot: folder.root,
        sysfsRoot: folder.root,
        runRoot: folder.root,
      }),
      source: 'logind',
      // What a desktop does when somebody is back, and then is not.
      async touch() {
        await logind.setIdleHint('c9', false);
        await logind.setIdleHint('c9', true);
      },
      silence: () => logind.stopDaemon(),
      async close() {
        await logind.stop();
        await bus.stop();
        folder.remove();
      },
    };
  },
  missingLogind(),
  { idleAfterMs: 600, lateMs: 600, returnMs: 1_000 },
);

describe.skipIf(missingLogind() !== null)(titled('sessions and presence together', missingLogind()), () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const machine = async (sessions: SeedSession[], env: Record<string, string> = {}) => {
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    const logind = await startLogind(bus.address, sessions);
    ends.push(() => logind.stop());
    const folder = emptyFolder();
    ends.push(folder.remove);
    const devices = makeDeviceFolder();
    ends.push(() => devices.remove());
    const sensor = linuxPresenceSensor(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address, ...env }), {
      devRoot: devices.root,
      sysfsRoot: folder.root,
      runRoot: folder.root,
    });
    ends.push(() => sensor.stop());
    return { logind, devices, sensor, readings: new Readings<PresenceReading>() };
  };

  it('a machine that knows logind and has nobody logged on is idle since boot', async () => {
    const { sensor, readings } = await machine([{ id: 'c1', class: 'greeter', seat: 'seat0' }]);
    sensor.watch(10_000);
    await sensor.start(readings.take);
    expect(readings.last).toEqual({ presence: 'idle', lastInputAt: null });
    expect(sensor.describe()[0]?.source).toBe('no-session');
  });

  it('is idle only when all sessions are: one person at the desk, one over SSH', async () => {
    const terminal = await openTerminal();
    ends.push(() => terminal.close());
    await terminal.key();
    const tty = terminal.path.replace('/dev/', '');
    const { logind, devices, sensor, readings } = await machine([
      { id: 'c9', seat: 'seat0' },
      { id: '12', type: 'tty', tty, remote: true },
    ]);
    devices.add(terminal);
    sensor.watch(1_000);
    await sensor.start(readings.take);
    expect(readings.last?.presence).toBe('active');
    await logind.setIdleHint('c9', true);
    await readings.until(({ presence }) => presence === 'idle', 15_000);
    // A key over SSH, while nobody is at the desk.
    await terminal.key();
    await readings.until(({ presence }) => presence === 'active', 2_000);
    await readings.until(({ presence }) => presence === 'idle', 15_000);
    await logind.setIdleHint('c9', false);
    await readings.until(({ presence }) => presence === 'active', 500);
    expect(sensor.describe()[0]?.others.map(({ source }) => source)).toContain('tty');
  }, 45_000);

  it.skipIf(missingXvfb() !== null)(
    titled(
      'the own desktop is seen by its X server, whatever its idle hint says, until both are gone',
      missingXvfb(),
    ),
    async () => {
      const xvfb = await startXvfb();
      ends.push(() => xvfb.kill());
      const { logind, sensor, readings } = await machine([{ id: 'c9', seat: 'seat0' }], {
        DISPLAY: xvfb.display,
      });
      sensor.watch(500);
      await sensor.start(readings.take);
      // The hint was never set: alone it would mean that somebody is there.
      await readings.until(({ presence }) => presence === 'idle');
      expect(sensor.describe()[0]?.source).toBe('x11-sync');
      await xvfb.key();
      await readings.until(({ presence }) => presence === 'active', 500);
      await readings.until(({ presence }) => presence === 'idle');
      await xvfb.kill();
      // logind still lists the desktop, and its hint answers for it now.
      await readings.until(({ presence }) => presence === 'active');
      expect(sensor.describe()[0]).toMatchObject({ source: 'logind' });
      expect(sensor.describe()[0]?.remedy).toMatch(/\w/);
      await logind.end('c9');
      await readings.until(({ presence }) => presence === 'idle');
      expect(sensor.describe()[0]?.source).toBe('no-session');
    },
  );

  it('follows a restart of logind', async () => {
    const { logind, sensor, readings } = await machine([{ id: 'c9', seat: 'seat0' }]);
    await sensor.start(readings.take);
    expect(readings.last?.presence).toBe('active');
    await logind.restart();
    await logind.setIdleHint('c9', true);
    sensor.watch(300);
    await readings.until(({ presence }) => presence === 'idle');
    await logind.setIdleHint('c9', false);
    await readings.until(({ presence }) => presence === 'active');
  });
});

describe('sessions without logind', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('no logind and nobody on a terminal: an empty list, not an unknown one', async () => {
    const folder = emptyFolder();
    ends.push(folder.remove);
    const sensor = linuxSessionSensor(sensorContext(noBus), { devRoot: folder.root, runRoot: folder.root });
    ends.push(() => sensor.stop());
    const readings = new Readings<SessionReading>();
    await sensor.start(readings.take);
    expect(readings.all.map(({ reading }) => reading)).toEqual([{ sessions: [] }]);
    expect(sensor.describe()[0]).toMatchObject({ value: 'nobody', source: 'tty', confidence: 'low' });
    expect(sensor.describe()[0]?.remedy).toContain('systemd-logind');
  });

  it('the files of logind, for a host that cannot reach it; those of dead sessions do not count', async () => {
    const folder = emptyFolder();
    ends.push(folder.remove);
    const sessions = join(folder.root, 'systemd', 'sessions');
    mkdirSync(sessions, { recursive: true });
    const file = (id: string, leader: number): void => {
      writeFileSync(
        join(sessions, id),
        `UID=0\nUSER=ana\nSTATE=active\nCLASS=user\nTYPE=tty\nLEADER=${leader}\n`,
      );
    };
    file('2', process.pid);
    file('3', 0);
    const sensor = linuxSessionSensor(sensorContext(noBus), { devRoot: folder.root, runRoot: folder.root });
    ends.push(() => sensor.stop());
    const readings = new Readings<SessionReading>();
    await sensor.start(readings.take);
    expect(readings.last?.sessions?.map(({ id, user }) => `${id} ${user}`)).toEqual(['2 ana']);
    rmSync(join(sessions, '2'));
    await readings.until(({ sessions: left }) => left?.length === 0);
  });

  it.skipIf(missing('/usr/bin/python3') !== null)(
    titled('whoever has a terminal, by name', missing('/usr/bin/python3')),
    async () => {
      const folder = emptyFolder();
      ends.push(folder.remove);
      const devices = makeDeviceFolder();
      ends.push(() => devices.remove());
      const passwdPath = join(folder.root, 'passwd');
      writeFileSync(passwdPath, `ana:x:${process.getuid?.() ?? 0}:0::/:/bin/sh\n`);
      const sensor = linuxSessionSensor(sensorContext(noBus), {
        devRoot: devices.root,
        runRoot: folder.root,
        passwdPath,
      });
      ends.push(() => sensor.stop());
      const readings = new Readings<SessionReading>();
      await sensor.start(readings.take);
      expect(readings.last?.sessions).toEqual([]);
      const terminal = await openTerminal();
      ends.push(() => terminal.close());
      devices.add(terminal);
      await readings.until(({ sessions }) => sessions?.[0]?.user === 'ana');
    },
  );
});
