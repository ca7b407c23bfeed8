import { readdirSync, statSync, watch as watchFolder, type FSWatcher } from 'node:fs';
import type { SessionReading } from '../../core/signals/readings.js';
import { elapsed, type Stamp } from '../../core/time/stamp.js';
import type { SensorContext, SessionSensor } from '../../ports/sensors.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { systemBusAddress } from '../dbus/addresses.js';
import { leaseBus, type BusLease } from '../dbus/bus-pool.js';
import { isUsers, LogindSessions, type LogindSession } from '../dbus/logind.js';
import { sessionsOfFolder } from '../dbus/session-files.js';
import { SourceSheet } from '../sources/source-sheet.js';
import { accountNames } from './accounts.js';

export interface LinuxSessionOptions {
  /** `/dev`, `/run`, `/proc`, `/etc/passwd` unless told. */
  devRoot?: string;
  runRoot?: string;
  procRoot?: string;
  passwdPath?: string;
}

type Sessions = NonNullable<SessionReading['sessions']>;

/** A session that ends without logind leaves its file behind: looked at again while there is one. */
const filesAgainMs = 10_000;

/**
 * Who is logged on: logind's list, event-driven; without logind the files it keeps, and without those
 * whoever has a terminal.
 */
export class LinuxSessionSensor implements SessionSensor {
  readonly #context: SensorContext;
  readonly #roots: Required<LinuxSessionOptions>;
  readonly #lease: BusLease;
  readonly #logind: LogindSessions;
  readonly #sheet: SourceSheet;
  #onReading: ((reading: SessionReading) => void) | null = null;
  #fromLogind: LogindSession[] | null = null;
  #settled = false;
  #last: string | null = null;
  #source: 'logind' | 'session-files' | 'tty' = 'tty';
  #since: Stamp | null = null;
  #watchers: FSWatcher[] = [];
  #cancelAgain: (() => void) | null = null;

  constructor(context: SensorContext, options: LinuxSessionOptions = {}) {
    this.#context = context;
    this.#roots = {
      devRoot: '/dev',
      runRoot: '/run',
      procRoot: '/proc',
      passwdPath: '/etc/passwd',
      ...options,
    };
    this.#lease = leaseBus(systemBusAddress(context.env), context.log);
    this.#logind = new LogindSessions(this.#lease.bus);
    this.#sheet = new SourceSheet(context.clock);
  }

  async start(onReading: (reading: SessionReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#lease.hold();
    await this.#logind.start((sessions) => {
      this.#fromLogind = sessions;
      this.#judge();
    });
    this.#settled = true;
    this.#judge();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    this.#cancelAgain?.();
    this.#cancelAgain = null;
    this.#watchFiles(false);
    this.#logind.stop();
    await this.#lease.release();
  }

  describe(): SignalInfo[] {
    const remedy =
      'systemd-logind does not answer on the system bus, so locking and log-on are not seen as they happen; start it.';
    return [
      this.#sheet.info({
        signal: 'session',
        source: this.#source,
        value: this.#last === null ? 'unknown' : inWords(JSON.parse(this.#last) as Sessions),
        since: this.#since,
        confidence: this.#source === 'logind' ? 'high' : 'low',
        remedy: this.#source === 'logind' ? null : remedy,
      }),
    ];
  }

  #judge(): void {
    if (!this.#settled || this.#onReading === null) return;
    const { runRoot, procRoot } = this.#roots;
    const files = this.#fromLogind === null ? sessionsOfFolder(runRoot, procRoot) : null;
    const listed = this.#fromLogind ?? files;
    // Left-over files of an image say nothing of who has a terminal now.
    const useTerminals = listed === null || (this.#fromLogind === null && listed.length === 0);
    this.#source = this.#fromLogind !== null ? 'logind' : useTerminals ? 'tty' : 'session-files';
    const sessions = (useTerminals ? this.#onTerminals() : listed.filter(isUsers).map(toReading)).sort(
      (a, b) => a.id.localeCompare(b.id, 'en'),
    );
    this.#watchFiles(this.#fromLogind === null);
    this.#lookAgain(this.#source === 'session-files');
    for (const source of ['logind', 'session-files', 'tty']) {
      if (source === this.#source) this.#sheet.say(source, inWords(sessions));
      else this.#sheet.drop(source);
    }
    const text = JSON.stringify(sessions);
    if (text === this.#last) return;
    this.#last = text;
    this.#since = this.#context.clock.now();
    this.#onReading({ sessions });
  }

  #onTerminals(): Sessions {
    const names = accountNames(this.#roots.passwdPath);
    const folder = `${this.#roots.devRoot}/pts`;
    let terminals: string[] = [];
    try {
      terminals = readdirSync(folder).filter((name) => /^\d+$/.test(name));
    } catch {
      // No pseudo-terminals: nobody is there.
    }
    return terminals.flatMap((name) => {
      try {
        const { uid } = statSync(`${folder}/${name}`);
        const user = names.get(uid) ?? String(uid);
        return [{ id: `pts/${name}`, user, active: true, locked: false, remote: false }];
      } catch {
        return [];
      }
    });
  }

  /** Follows the files while there is no logind. */
  #watchFiles(wanted: boolean): void {
    if (!wanted) {
      for (const watcher of this.#watchers) watcher.close();
      this.#watchers = [];
    } else if (this.#watchers.length === 0) {
      for (const folder of [`${this.#roots.runRoot}/systemd/sessions`, `${this.#roots.devRoot}/pts`]) {
        try {
          const watcher = watchFolder(folder, () => this.#judge());
          watcher.on('error', () => undefined);
          this.#watchers.push(watcher);
        } catch {
          // Not on this machine.
        }
      }
    }
  }

  #lookAgain(wanted: boolean): void {
    this.#cancelAgain?.();
    this.#cancelAgain = null;
    if (!wanted) return;
    const { clock } = this.#context;
    this.#cancelAgain = clock.setTimer(elapsed(clock.now().elapsed + filesAgainMs), () => this.#judge());
  }
}

function toReading(session: LogindSession): Sessions[number] {
  const { id, user, active, locked, remote } = session;
  return { id, user, active, locked, remote };
}

/** `ana`, `ana (locked), bob`, `nobody`. */
function inWords(sessions: Sessions): string {
  if (sessions.length === 0) return 'nobody';
  return sessions.map(({ user, locked }) => (locked ? `${user} (locked)` : user)).join(', ');
}

export function linuxSessionSensor(context: SensorContext, options: LinuxSessionOptions = {}): SessionSensor {
  return new LinuxSessionSensor(context, options);
}
