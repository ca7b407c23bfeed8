import type { BusConnection } from '../dbus/bus-connection.js';
import type { BusySource } from './busy-source.js';

const service = 'org.gnome.SessionManager';
const path = '/org/gnome/SessionManager';
const inhibitor = 'org.gnome.SessionManager.Inhibitor';
/** "Inhibit the session being marked as idle" (gsm-inhibitor-flag.h). */
const idleFlag = 8;

/** Programs that ask the desktop's session manager not to go idle: video calls, players, presentations. */
export class SessionManagerSource implements BusySource {
  readonly name = 'session-manager';
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
    const changed = (member: string): (() => void) =>
      this.#bus.subscribe({ sender: service, path, interface: service, member }, () => void this.#read());
    this.#ends = [
      changed('InhibitorAdded'),
      changed('InhibitorRemoved'),
      this.#bus.watchName(service, (owner) => {
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
      const [paths] = await this.#bus.call({
        destination: service,
        path,
        interface: service,
        member: 'GetInhibitors',
      });
      const causes = await Promise.all((paths as string[]).map((one) => this.#cause(one)));
      if (generation !== this.#generation) return;
      this.#report(causes.filter((cause) => cause !== null));
    } catch {
      if (generation === this.#generation) this.#report(null);
    }
  }

  /** The program behind an inhibitor of idle; null for one of something else, or one that is gone by now. */
  async #cause(at: string): Promise<string | null> {
    try {
      const ask = { destination: service, path: at, interface: inhibitor };
      const [flags] = await this.#bus.call({ ...ask, member: 'GetFlags' });
      if ((Number(flags) & idleFlag) === 0) return null;
      const [app] = await this.#bus.call({ ...ask, member: 'GetAppId' });
      return String(app);
    } catch {
      return null;
    }
  }
}
