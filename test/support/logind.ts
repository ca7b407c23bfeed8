import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ChildProgram } from './child-program.js';
import { eventually } from './eventually.js';
import { missing, missingRoot } from './requirements.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./logind-namespace.sh', import.meta.url));
const systemd = fileURLToPath(new URL('./mock-systemd.py', import.meta.url));
const sessionPath = '/org/freedesktop/login1/session';

export interface SeedSession {
  id: string;
  uid?: number;
  user?: string;
  type?: 'x11' | 'wayland' | 'tty';
  class?: string;
  /** `seat0` makes it the one in the foreground; without a seat it is a remote one. */
  seat?: string;
  tty?: string;
  remote?: boolean;
}

/** The real systemd-logind on a private bus, without systemd. */
export interface LogindTestbed {
  setIdleHint(session: string, idle: boolean): Promise<void>;
  setLocked(session: string, locked: boolean): Promise<void>;
  /** The session ends: logind says SessionRemoved. */
  end(session: string): Promise<void>;
  /** Asks for sleep (or power-off); resolves when logind has taken the request. */
  sleep(): Promise<void>;
  powerOff(): Promise<void>;
  /** Resolves when the unit is started, that is, when nobody holds the machine back any longer. */
  started(unit: string, timeoutMs?: number): Promise<void>;
  /** The sleep is over. */
  wake(): Promise<void>;
  /** Inhibitor locks as `who:what:mode`. */
  inhibitors(): Promise<string[]>;
  /** Ends logind and starts it anew with the same sessions. */
  restart(): Promise<void>;
  /** Ends logind: its name leaves the bus. */
  stopDaemon(): Promise<void>;
  stop(): Promise<void>;
}

export function missingLogind(): string | null {
  const commands = [
    'dbus-daemon',
    'systemd-logind',
    'systemd-inhibit',
    'setpriv',
    'unshare',
    'busctl',
    '/usr/bin/python3',
  ];
  return missing(...commands) ?? missingRoot();
}

export async function startLogind(busAddress: string, sessions: SeedSession[]): Promise<LogindTestbed> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-logind-'));
  // A session lives as long as its leader.
  const leader = spawn('sleep', ['infinity'], { stdio: 'ignore' });
  seed(folder, sessions, leader);
  const mock = new ChildProgram('/usr/bin/python3', [systemd, busAddress]);
  await mock.line((line) => line === 'ready');
  const call = async (path: string, iface: string, member: string, ...args: string[]): Promise<string> => {
    const words = [`--address=${busAddress}`, 'call', 'org.freedesktop.login1', path, iface, member, ...args];
    return (await run('busctl', words)).stdout;
  };
  const manager = (member: string, ...args: string[]): Promise<string> =>
    call('/org/freedesktop/login1', 'org.freedesktop.login1.Manager', member, ...args);
  const session = (id: string, member: string, ...args: string[]): Promise<string> =>
    call(`${sessionPath}/${id}`, 'org.freedesktop.login1.Session', member, ...args);
  const launch = async (): Promise<ChildProgram> => {
    const daemon = new ChildProgram('unshare', ['-m', '--propagation', 'private', 'sh', script, folder], {
      env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: busAddress },
    });
    await eventually(
      () =>
        manager('ListSessions').then(
          () => true,
          () => false,
        ),
      10_000,
      'logind on the bus',
    );
    return daemon;
  };
  let daemon: ChildProgram | null = await launch();
  const stopDaemon = async (): Promise<void> => {
    await daemon?.stop();
    daemon = null;
  };
  return {
    setIdleHint: async (id, idle) => void (await session(id, 'SetIdleHint', 'b', String(idle))),
    setLocked: async (id, locked) => void (await session(id, 'SetLockedHint', 'b', String(locked))),
    end: (id) => mock.ask(`end ${id}`),
    sleep: async () => void (await manager('Suspend', 'b', 'false')),
    powerOff: async () => void (await manager('PowerOff', 'b', 'false')),
    started: async (unit, timeoutMs) =>
      void (await mock.line((line) => line === `started ${unit}`, timeoutMs)),
    wake: () => mock.ask('done'),
    async inhibitors() {
      const words = [`--address=${busAddress}`, '--json=short', 'call', 'org.freedesktop.login1'];
      const path = ['/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'ListInhibitors'];
      const answer = JSON.parse((await run('busctl', [...words, ...path])).stdout) as { data: string[][][] };
      return (answer.data[0] ?? []).map(([what, who, , mode]) => `${who}:${what}:${mode}`);
    },
    async restart() {
      await stopDaemon();
      daemon = await launch();
    },
    stopDaemon,
    async stop() {
      await stopDaemon();
      mock.child.stdin?.end();
      await mock.stop();
      leader.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The files in which logind keeps its state over a restart (session_load in logind-session.c). */
function seed(folder: string, sessions: SeedSession[], leader: ChildProcess): void {
  for (const name of ['sessions', 'users', 'seats', 'power']) mkdirSync(join(folder, name));
  const write = (path: string, fields: Record<string, string | number | undefined>): void => {
    const lines = Object.entries(fields).filter(([, value]) => value !== undefined);
    writeFileSync(join(folder, path), lines.map(([key, value]) => `${key}=${value}\n`).join(''));
  };
  for (const session of sessions) {
    write(`sessions/${session.id}`, {
      UID: session.uid ?? 0,
      USER: session.user ?? 'root',
      ACTIVE: 1,
      STATE: 'active',
      REMOTE: session.remote === true ? 1 : 0,
      TYPE: session.type ?? 'x11',
      CLASS: session.class ?? 'user',
      SEAT: session.seat,
      TTY: session.tty,
      LEADER: leader.pid,
      SCOPE: `session-${session.id}.scope`,
    });
  }
  for (const uid of new Set(sessions.map((session) => session.uid ?? 0))) {
    const own = sessions.filter((session) => (session.uid ?? 0) === uid);
    const ids = own.map((session) => session.id).join(' ');
    write(`users/${uid}`, {
      NAME: own[0]?.user ?? 'root',
      STATE: 'active',
      SESSIONS: ids,
      ACTIVE_SESSIONS: ids,
    });
  }
  const seated = sessions.filter((session) => session.seat === 'seat0').map((session) => session.id);
  write('seats/seat0', { IS_SEAT0: 1, CAN_MULTI_SESSION: 1, ACTIVE: seated[0], SESSIONS: seated.join(' ') });
  writeFileSync(join(folder, 'power', 'state'), 'freeze mem disk\n');
  writeFileSync(join(folder, 'power', 'mem_sleep'), 's2idle [deep]\n');
  writeFileSync(join(folder, 'power', 'disk'), '[platform] shutdown\n');
}
