import type { BusConnection } from './bus-connection.js';

export const logind = {
  service: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  manager: 'org.freedesktop.login1.Manager',
  session: 'org.freedesktop.login1.Session',
  sessions: '/org/freedesktop/login1/session',
} as const;

/** The name under which Caretaker takes inhibitor locks; its own locks never make the machine busy. */
export const inhibitorOwner = 'Caretaker';

/** A session as logind tells it (org.freedesktop.login1(5)). */
export interface LogindSession {
  id: string;
  uid: number;
  user: string;
  /** `user`, `greeter`, `lock-screen`, `background`, … */
  class: string;
  /** `tty`, `x11`, `wayland`, `mir`, `web`, `unspecified`. */
  type: string;
  /** `online`, `active`, `closing`. */
  state: string;
  /** In the foreground of its seat; true for one without a seat. */
  active: boolean;
  remote: boolean;
  /** Without `/dev/`; empty when it has none. */
  tty: string;
  locked: boolean;
  idleHint: boolean;
  /** When the hint last changed, milliseconds since 1970; null = never or not told. */
  idleSinceWall: number | null;
}

const graphicalTypes = ['x11', 'wayland', 'mir', 'web'];

export function isGraphical(session: LogindSession): boolean {
  return graphicalTypes.includes(session.type);
}

/** A session that a person may sit at: not the login screen, not a batch job, not one that is ending. */
export function isUsers(session: LogindSession): boolean {
  return session.class.startsWith('user') && session.state !== 'closing';
}

/** Takes the properties of a session object; `before` gives what a partial change leaves out. */
export function sessionOf(properties: Record<string, unknown>, before?: LogindSession): LogindSession {
  const text = (name: string, or: string): string => {
    const value = properties[name];
    return typeof value === 'string' ? value : or;
  };
  const flag = (name: string, or: boolean): boolean => {
    const value = properties[name];
    return typeof value === 'boolean' ? value : or;
  };
  const user = properties['User'];
  const since = properties['IdleSinceHint'];
  return {
    id: text('Id', before?.id ?? ''),
    uid: Array.isArray(user) ? Number(user[0]) : (before?.uid ?? -1),
    user: text('Name', before?.user ?? ''),
    class: text('Class', before?.class ?? ''),
    type: text('Type', before?.type ?? 'unspecified'),
    state: text('State', before?.state ?? 'online'),
    active: flag('Active', before?.active ?? false),
    remote: flag('Remote', before?.remote ?? false),
    tty: text('TTY', before?.tty ?? ''),
    locked: flag('LockedHint', before?.locked ?? false),
    idleHint: flag('IdleHint', before?.idleHint ?? false),
    idleSinceWall:
      typeof since === 'bigint'
        ? since === 0n
          ? null
          : Number(since / 1000n)
        : (before?.idleSinceWall ?? null),
  };
}

/** Follows logind's list of sessions and their properties. Event-driven. */
export class LogindSessions {
  readonly #bus: BusConnection;
  readonly #sessions = new Map<string, LogindSession>();
  #ends: (() => void)[] = [];
  #onChange: (sessions: LogindSession[] | null) => void = () => undefined;
  #readable = false;
  /** Rises with each owner of the name and each stop: late answers of an earlier one do not count. */
  #generation = 0;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  /** `onChange` gets all sessions at each change; null while there is no logind. Never rejects. */
  async start(onChange: (sessions: LogindSession[] | null) => void): Promise<void> {
    this.#onChange = onChange;
    const { service, path, manager, session, sessions } = logind;
    const fromManager = { sender: service, path, interface: manager };
    let first: () => void = () => undefined;
    const firstRead = new Promise<void>((resolve) => (first = resolve));
    this.#ends = [
      this.#bus.subscribe({ ...fromManager, member: 'SessionNew' }, ({ body }) => {
        void this.#read(String(body[1]), this.#generation);
      }),
      this.#bus.subscribe({ ...fromManager, member: 'SessionRemoved' }, ({ body }) => {
        if (this.#sessions.delete(String(body[1]))) this.#tell();
      }),
      this.#bus.subscribe(
        {
          sender: service,
          pathNamespace: sessions,
          interface: 'org.freedesktop.DBus.Properties',
          member: 'PropertiesChanged',
          arg0: session,
        },
        (signal) => this.#changed(signal.path, signal.body),
      ),
      this.#bus.watchName(service, (owner) => void this.#ownerChanged(owner).then(first)),
    ];
    if (await this.#bus.open()) {
      const names = await this.#bus.names().catch((): string[] => []);
      if (names.includes(service)) await firstRead;
      else this.#tell();
    } else this.#tell();
  }

  stop(): void {
    this.#generation += 1;
    this.#onChange = () => undefined;
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  async #ownerChanged(owner: string | null): Promise<void> {
    const generation = ++this.#generation;
    this.#sessions.clear();
    this.#readable = false;
    if (owner !== null) {
      const { service: destination, path, manager } = logind;
      try {
        const [rows] = await this.#bus.call({
          destination,
          path,
          interface: manager,
          member: 'ListSessions',
        });
        const paths = (rows as unknown[][]).map((row) => String(row[4]));
        await Promise.all(paths.map((session) => this.#read(session, generation, false)));
        if (generation !== this.#generation) return;
        this.#readable = true;
      } catch {
        // Gone again, or refused: told as unreadable below.
      }
    }
    if (generation === this.#generation) this.#tell();
  }

  async #read(path: string, generation: number, tell = true): Promise<void> {
    try {
      const properties = await this.#bus.properties(logind.service, path, logind.session);
      if (generation !== this.#generation) return;
      this.#sessions.set(path, sessionOf(properties));
      if (tell) this.#tell();
    } catch {
      // It ended while it was being read.
    }
  }

  #changed(path: string, body: unknown[]): void {
    const before = this.#sessions.get(path);
    if (before === undefined) return;
    const invalidated = body[2];
    this.#sessions.set(path, sessionOf((body[1] ?? {}) as Record<string, unknown>, before));
    this.#tell();
    if (Array.isArray(invalidated) && invalidated.length > 0) void this.#read(path, this.#generation);
  }

  #tell(): void {
    this.#onChange(this.#readable ? [...this.#sessions.values()] : null);
  }
}
