import type { BusConnection } from '../dbus/bus-connection.js';
import { inhibitorOwner, logind } from '../dbus/logind.js';
import type { BusySource } from './busy-source.js';

/**
 * Programs that ask logind not to count the user as idle: block locks of `idle`. logind tells a change of
 * the set of what is blocked (BlockInhibited), not of each lock, so the names are those at that moment.
 */
export class LogindInhibitorSource implements BusySource {
  readonly name = 'logind-inhibitors';
  readonly #bus: BusConnection;
  #report: (causes: string[] | null) => void = () => undefined;
  #ends: (() => void)[] = [];
  #generation = 0;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async start(report: (causes: string[] | null) => void): Promise<void> {
    this.#report = report;
    let first: Promise<void> = Promise.resolve();
    this.#ends = [
      this.#bus.subscribe(
        {
          sender: logind.service,
          path: logind.path,
          interface: 'org.freedesktop.DBus.Properties',
          member: 'PropertiesChanged',
          arg0: logind.manager,
        },
        ({ body }) => {
          if (concerns(body, 'BlockInhibited')) void this.#read();
        },
      ),
      this.#bus.watchName(logind.service, (owner) => {
        this.#generation += 1;
        if (owner === null) this.#report(null);
        else first = this.#read();
      }),
    ];
    if (!(await this.#bus.open())) this.#report(null);
    await first;
  }

  stop(): Promise<void> {
    this.#generation += 1;
    this.#report = () => undefined;
    for (const end of this.#ends) end();
    this.#ends = [];
    return Promise.resolve();
  }

  async #read(): Promise<void> {
    const generation = ++this.#generation;
    try {
      const [rows] = await this.#bus.call({
        destination: logind.service,
        path: logind.path,
        interface: logind.manager,
        member: 'ListInhibitors',
      });
      if (generation === this.#generation) this.#report(idleBlockers(rows as unknown[][]));
    } catch {
      if (generation === this.#generation) this.#report(null);
    }
  }
}

/** Who blocks idle, out of the rows of ListInhibitors (what, who, why, mode, uid, pid). Our own locks do not count. */
export function idleBlockers(rows: unknown[][]): string[] {
  return rows
    .filter(([what, who, , mode]) => {
      return String(what).split(':').includes('idle') && mode === 'block' && who !== inhibitorOwner;
    })
    .map(([, who]) => String(who));
}

/** Whether a PropertiesChanged names a property, as changed or as no longer valid. */
export function concerns(body: unknown[], property: string): boolean {
  const [, changed, invalidated] = body;
  if (typeof changed === 'object' && changed !== null && property in changed) return true;
  return Array.isArray(invalidated) && invalidated.includes(property);
}
