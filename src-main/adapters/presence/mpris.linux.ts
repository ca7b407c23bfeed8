import type { BusConnection } from '../dbus/bus-connection.js';
import type { BusySource } from './busy-source.js';

const prefix = 'org.mpris.MediaPlayer2';
const path = '/org/mpris/MediaPlayer2';
const player = 'org.mpris.MediaPlayer2.Player';
const daemon = 'org.freedesktop.DBus';

interface Player {
  /** The last part of its bus name, without the instance: `vlc`, `firefox`. */
  title: string;
  isPlaying: boolean;
}

/** Media players that are playing (MPRIS 2). Event-driven: players come, go and change their status by signal. */
export class MprisSource implements BusySource {
  readonly name = 'mpris';
  readonly #bus: BusConnection;
  /** By unique name: the sender of a signal is all that tells players apart. */
  readonly #players = new Map<string, Player>();
  #report: (causes: string[] | null) => void = () => undefined;
  #ends: (() => void)[] = [];
  #stopped = false;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async start(report: (causes: string[] | null) => void): Promise<void> {
    this.#report = report;
    this.#ends = [
      this.#bus.subscribe(
        { sender: daemon, interface: daemon, member: 'NameOwnerChanged', arg0Namespace: prefix },
        ({ body }) => void this.#ownerChanged(String(body[0]), String(body[1]), String(body[2])),
      ),
      this.#bus.subscribe(
        { path, interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged', arg0: player },
        ({ sender, body }) => this.#changed(sender, body),
      ),
      this.#bus.onState((connected) => {
        this.#players.clear();
        if (connected) void this.#readAll();
        else this.#report(null);
      }),
    ];
    if (await this.#bus.open()) await this.#readAll();
    else this.#report(null);
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#report = () => undefined;
    for (const end of this.#ends) end();
    this.#ends = [];
    return Promise.resolve();
  }

  async #readAll(): Promise<void> {
    const names = await this.#bus.names().catch((): string[] => []);
    const players = names.filter((name) => name.startsWith(`${prefix}.`));
    await Promise.all(players.map((name) => this.#add(name)));
    this.#tell();
  }

  async #ownerChanged(name: string, before: string, now: string): Promise<void> {
    if (before !== '') this.#players.delete(before);
    if (now !== '') await this.#add(name);
    this.#tell();
  }

  async #add(name: string): Promise<void> {
    try {
      const [owner] = await this.#bus.call({
        destination: daemon,
        path: '/org/freedesktop/DBus',
        interface: daemon,
        member: 'GetNameOwner',
        signature: 's',
        body: [name],
      });
      const title = name.slice(prefix.length + 1).split('.')[0] ?? name;
      const entry = { title, isPlaying: false };
      // Known before it is asked: a change that is told meanwhile is newer than the answer.
      this.#players.set(String(owner), entry);
      const status = await this.#bus.property(name, path, player, 'PlaybackStatus');
      if (this.#players.get(String(owner)) === entry) entry.isPlaying = status === 'Playing';
    } catch {
      // A player that is gone again, or that does not say: nothing is known to play.
    }
  }

  #changed(sender: string, body: unknown[]): void {
    const entry = this.#players.get(sender);
    const status = (body[1] as Record<string, unknown> | undefined)?.['PlaybackStatus'];
    if (entry === undefined || typeof status !== 'string') return;
    this.#players.set(sender, { ...entry, isPlaying: status === 'Playing' });
    this.#tell();
  }

  #tell(): void {
    if (this.#stopped) return;
    this.#report([...this.#players.values()].filter(({ isPlaying }) => isPlaying).map(({ title }) => title));
  }
}
