import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { ChildProgram } from '../../support/child-program.js';
import { startPrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { missingLogind, startLogind } from '../../support/logind.js';
import { missing, missingRoot, titled } from '../../support/requirements.js';
import { missingXvfb, startXvfb } from '../../support/xvfb.js';

const room = fileURLToPath(new URL('../../support/bare-room.sh', import.meta.url));
const pty = fileURLToPath(new URL('../../support/pty-testbed.py', import.meta.url));
/** No bus, no logind, no terminal of this machine. */
const inRoom = ['unshare', '--mount', '--propagation', 'private', 'sh', room];
const noRoom = missing('unshare', 'nsenter', '/usr/bin/python3') ?? missingRoot();
const noBus = {
  DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere',
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
};

interface Signal {
  signal: string;
  value: unknown;
  source: string | null;
  remedy: string | null;
}

/** `caretaker signals` itself, in the settings a host may find itself in. */
describe('UI-03 presence as the command line tells it', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function hostIn(extra: Record<string, string>, through: string[]): Promise<HostProcess> {
    const host = new HostProcess({ ...noBus, ...extra }, through);
    ends.push(() => host.clean());
    await host.start();
    expect(await host.run('maintenance', 'configure', '--idle-after', 'PT10S')).toMatchObject({ code: 0 });
    return host;
  }

  async function presence(host: HostProcess): Promise<Signal> {
    const signals = await host.json<Signal[]>('signals');
    const found = signals.find(({ signal }) => signal === 'idle');
    if (found === undefined) throw new Error('no idle among the signals');
    return found;
  }

  const becomes = (host: HostProcess, value: string, withinMs: number): Promise<boolean> =>
    eventually(async () => (await presence(host)).value === value, withinMs, `presence ${value}`);

  test.skipIf(noRoom !== null)(
    titled('a bare container: nobody is there, idle at once', noRoom),
    async () => {
      const host = await hostIn({}, inRoom);
      await becomes(host, 'idle', 3_000);
      expect(await presence(host)).toMatchObject({ source: 'no-session', remedy: null });
    },
  );

  test.skipIf(missingXvfb() !== null)(
    titled('an X11 desktop: idle when left alone, active at a key', missingXvfb()),
    async () => {
      const xvfb = await startXvfb();
      ends.push(() => xvfb.kill());
      const host = await hostIn({ DISPLAY: xvfb.display }, []);
      await xvfb.key();
      await becomes(host, 'active', 2_000);
      await becomes(host, 'idle', 14_000);
      await xvfb.key();
      await becomes(host, 'active', 2_000);
      expect(await presence(host)).toMatchObject({ source: 'x11-sync' });
    },
    40_000,
  );

  test.skipIf(missingLogind() !== null)(
    titled(
      'a desktop that only logind knows: idle by its hint, active when it is taken back',
      missingLogind(),
    ),
    async () => {
      const bus = await startPrivateBus();
      ends.push(() => bus.stop());
      const logind = await startLogind(bus.address, [{ id: '1', type: 'wayland', seat: 'seat0' }]);
      ends.push(() => logind.stop());
      const host = await hostIn({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }, inRoom);
      await logind.setIdleHint('1', true);
      await becomes(host, 'idle', 14_000);
      await logind.setIdleHint('1', false);
      await becomes(host, 'active', 2_000);
      expect(await presence(host)).toMatchObject({ source: 'logind' });
    },
    40_000,
  );

  test.skipIf(noRoom !== null)(
    titled('a terminal as SSH gives it, without a session: active at a key, idle when left alone', noRoom),
    async () => {
      const host = await hostIn({}, inRoom);
      const words = ['--mount', '--root', '--target', String(host.pid), '/usr/bin/python3', pty];
      const terminal = new ChildProgram('nsenter', words);
      ends.push(() => terminal.stop());
      await terminal.line((line) => line.startsWith('/dev/'));
      await terminal.ask('key');
      await becomes(host, 'active', 4_000);
      // The kernel tells the last key in steps of eight seconds.
      await becomes(host, 'idle', 25_000);
      await terminal.ask('key');
      await becomes(host, 'active', 4_000);
      expect(await presence(host)).toMatchObject({ source: 'tty' });
    },
    60_000,
  );

  test.skipIf(missing('dbus-daemon') !== null)(
    titled(
      'a Wayland desktop that nobody can be asked about: unknown, with the remedy',
      missing('dbus-daemon'),
    ),
    async () => {
      const host = await hostIn({ WAYLAND_DISPLAY: 'wayland-1', XDG_SESSION_TYPE: 'wayland' }, []);
      const found = await presence(host);
      expect(found.value).toBe('unknown');
      expect(found.remedy).toContain('idle hint');
    },
  );
});
