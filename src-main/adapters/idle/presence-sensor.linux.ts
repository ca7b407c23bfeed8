import { elapsed, type Stamp } from '../../core/time/stamp.js';
import type { PresenceReading } from '../../core/signals/readings.js';
import type { PresenceSensor, SensorContext } from '../../ports/sensors.js';
import type { Confidence, SignalInfo } from '../../../src-shared/model/signal.js';
import { sessionBusAddress, systemBusAddress } from '../dbus/addresses.js';
import { leaseBus, type BusLease } from '../dbus/bus-pool.js';
import { LogindSessions, type LogindSession } from '../dbus/logind.js';
import { sessionsOfFolder } from '../dbus/session-files.js';
import { SourceSheet } from '../sources/source-sheet.js';
import { isWayland, usableDisplay } from '../x11/x11-connection.js';
import { combine, nobodyThere, type Place, type Verdict } from './combine.js';
import { DesktopIdle } from './desktop.js';
import { unknownFact, type IdleFact, type IdleSource, type MaybeFact } from './idle-source.js';
import { MutterIdleSource } from './mutter.linux.js';
import { ScreenSaverIdleSource } from './screensaver.linux.js';
import { viewSessions } from './session-hints.js';
import { TtyIdleSource } from './tty.linux.js';
import { X11SyncIdleSource } from './x11-sync.linux.js';

export interface LinuxPresenceOptions {
  /** `/dev`, `/sys`, `/run`, `/proc` unless told. */
  devRoot?: string;
  sysfsRoot?: string;
  runRoot?: string;
  procRoot?: string;
  /** The account whose desktop this process can ask; its own unless told. */
  ownUid?: number;
}

/** Until the core sets its own (decisions section 1: default of `idleAfter`). */
const defaultIdleAfterMs = 240_000;
/** The port promises a first reading within 3 s. */
const firstReadingMs = 2_500;
const filesKeptMs = 10_000;
const eventSources = ['mutter', 'x11-sync', 'no-session'];

/**
 * Presence out of all places where somebody may sit: the desktop this process belongs to, the other
 * sessions that logind knows, and terminals. See README.md for who covers whom.
 */
export class LinuxPresenceSensor implements PresenceSensor {
  readonly #context: SensorContext;
  readonly #roots: Required<LinuxPresenceOptions>;
  readonly #leases: BusLease[];
  readonly #desktop: DesktopIdle;
  readonly #logind: LogindSessions;
  readonly #ttys: TtyIdleSource;
  readonly #sheet: SourceSheet;
  #idleAfterMs = defaultIdleAfterMs;
  #onReading: ((reading: PresenceReading) => void) | null = null;
  #sessions: LogindSession[] | null = null;
  #filed: { at: number; sessions: LogindSession[] | null } | null = null;
  #ttyFact: MaybeFact = null;
  #begun = false;
  #settled = false;
  #last: Verdict | null = null;
  #since: Stamp | null = null;
  #cancelCrossing: (() => void) | null = null;

  constructor(context: SensorContext, options: LinuxPresenceOptions = {}) {
    this.#context = context;
    const { clock, log, env } = context;
    this.#roots = {
      devRoot: '/dev',
      sysfsRoot: '/sys',
      runRoot: '/run',
      procRoot: '/proc',
      ownUid: process.getuid?.() ?? -1,
      ...options,
    };
    const idleAfterMs = this.#idleAfterMs;
    const system = leaseBus(systemBusAddress(env), log);
    this.#leases = [system];
    const sources: IdleSource[] = [];
    const sessionAddress = sessionBusAddress(env);
    const session = sessionAddress === null ? null : leaseBus(sessionAddress, log);
    const display = usableDisplay(env);
    if (session !== null) {
      this.#leases.push(session);
      sources.push(new MutterIdleSource(session.bus, clock, idleAfterMs));
    }
    // Before the screen saver's poll: the same figure, but told when it happens.
    if (display !== null) sources.push(new X11SyncIdleSource({ display, clock, log, idleAfterMs }));
    if (session !== null) sources.push(new ScreenSaverIdleSource(session.bus, clock, idleAfterMs));
    this.#desktop = new DesktopIdle(sources, display !== null || isWayland(env));
    this.#logind = new LogindSessions(system.bus);
    const { devRoot, sysfsRoot, procRoot } = this.#roots;
    this.#ttys = new TtyIdleSource({ clock, idleAfterMs, devRoot, sysfsRoot, procRoot });
    this.#sheet = new SourceSheet(clock);
  }

  async start(onReading: (reading: PresenceReading) => void): Promise<void> {
    this.#onReading = onReading;
    for (const lease of this.#leases) lease.hold();
    const { clock } = this.#context;
    let cancel: () => void = () => undefined;
    const tooLong = new Promise<void>((resolve) => {
      cancel = clock.setTimer(elapsed(clock.now().elapsed + firstReadingMs), resolve);
    });
    const begun = Promise.all([
      this.#desktop.start((source, fact) => this.#heard(source, fact)),
      this.#logind.start((sessions) => {
        this.#sessions = sessions;
        this.#judge();
      }),
    ]).then(() => {
      // Only now it is known which terminals count.
      if (this.#onReading === null) return;
      this.#chooseTerminals();
      return this.#ttys.start((fact) => {
        this.#ttyFact = fact;
        this.#heard('tty', fact);
      });
    });
    void begun.then(() => {
      this.#begun = true;
      this.#judge();
    });
    await Promise.race([begun, tooLong]);
    cancel();
    this.#settled = true;
    this.#judge();
  }

  watch(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    this.#desktop.watch(idleAfterMs);
    this.#ttys.watch(idleAfterMs);
    this.#judge();
  }

  async stop(): Promise<void> {
    this.#onReading = null;
    this.#cancelCrossing?.();
    this.#cancelCrossing = null;
    this.#logind.stop();
    await Promise.all([this.#desktop.stop(), this.#ttys.stop()]);
    await Promise.all(this.#leases.map((lease) => lease.release()));
  }

  describe(): SignalInfo[] {
    const source = this.#last?.source ?? null;
    const presence = this.#last?.reading.presence ?? 'unknown';
    const confidence: Confidence =
      presence === 'unknown' || source === null ? 'none' : eventSources.includes(source) ? 'high' : 'medium';
    const info = this.#sheet.info({
      signal: 'idle',
      source,
      value: presence,
      since: this.#since,
      confidence,
      remedy: presence === 'unknown' ? this.#remedy() : this.#hintRemedy(source),
    });
    return [info];
  }

  #heard(source: string, fact: MaybeFact): void {
    if (fact === null) this.#sheet.drop(source);
    else this.#sheet.say(source, fact.state);
    this.#judge();
  }

  /** Puts all places together, tells a crossing, and sets the timer for the next one that time alone brings. */
  #judge(): void {
    if (!this.#settled || this.#onReading === null) return;
    const places: Place[] = [];
    const crossings: number[] = [];
    const view = this.#view();
    const desktop = this.#desktop.current();
    if (view !== null) {
      for (const { fact, crossesAtElapsed } of view.hints) {
        places.push({ source: 'logind', fact });
        if (crossesAtElapsed !== null) crossings.push(crossesAtElapsed);
      }
    }
    if (desktop.fact !== null && !this.#isMoot(desktop.fact, view?.ownDesktop === true)) {
      places.push({ source: desktop.source ?? 'none', fact: desktop.fact });
    }
    if (this.#ttyFact !== null) places.push({ source: 'tty', fact: this.#ttyFact });
    this.#noteHints(places);
    // Nobody has been heard is not the same as nobody is there.
    if (!this.#begun) places.push({ source: 'none', fact: unknownFact });
    // Files tell no change: sessions that only they know are looked at again.
    if (this.#sessions === null && (view?.count ?? 0) > 0) {
      crossings.push(this.#context.clock.now().elapsed + filesKeptMs);
    }
    const [first, ...rest] = places;
    if (first === undefined) {
      const nobody = nobodyThere(this.#context.clock.now(), this.#idleAfterMs);
      if (nobody.crossesAtElapsed !== null) crossings.push(nobody.crossesAtElapsed);
      this.#sheet.say('no-session', nobody.fact.state);
      this.#deliver(combine([{ source: 'no-session', fact: nobody.fact }]));
    } else {
      this.#sheet.drop('no-session');
      this.#deliver(combine([first, ...rest]));
    }
    this.#chooseTerminals();
    this.#awaitCrossing(crossings);
  }

  /**
   * A silent desktop source does not matter where logind can be asked and either answers for the desktop
   * session itself, or knows of none while there is nothing left to sit at.
   */
  #isMoot(fact: IdleFact, isListed: boolean): boolean {
    return fact.state === 'unknown' && this.#sessions !== null && (isListed || fact.gone === true);
  }

  /** The sessions by logind, or by its files where it does not answer; null when there are neither. */
  #view(): ReturnType<typeof viewSessions> | null {
    const sessions = this.#sessions ?? this.#filedSessions();
    if (sessions === null) return null;
    const { fact } = this.#desktop.current();
    return viewSessions(sessions, {
      now: this.#context.clock.now(),
      idleAfterMs: this.#idleAfterMs,
      ownUid: this.#roots.ownUid,
      covered: fact !== null && (fact.state !== 'unknown' || this.#sessions === null),
      hintsKnown: this.#sessions !== null,
    });
  }

  /** Read anew after a while only: they matter little, and a poll judges every second. */
  #filedSessions(): LogindSession[] | null {
    const now = this.#context.clock.now().elapsed;
    if (this.#filed === null || now - this.#filed.at >= filesKeptMs) {
      this.#filed = { at: now, sessions: sessionsOfFolder(this.#roots.runRoot, this.#roots.procRoot) };
    }
    return this.#filed.sessions;
  }

  #noteHints(places: Place[]): void {
    const hints = places.filter(({ source }) => source === 'logind');
    const [first, ...rest] = hints;
    if (first === undefined) this.#sheet.drop('logind');
    else this.#sheet.say('logind', combine([first, ...rest]).reading.presence);
  }

  #chooseTerminals(): void {
    const view = this.#view();
    this.#ttys.choose({
      ofSessions: this.#sessions === null ? null : (view?.ttys ?? []),
      exceptUids: view?.desktopUids ?? [],
    });
  }

  #awaitCrossing(crossings: number[]): void {
    this.#cancelCrossing?.();
    this.#cancelCrossing = null;
    if (crossings.length === 0) return;
    const at = elapsed(Math.min(...crossings));
    this.#cancelCrossing = this.#context.clock.setTimer(at, () => this.#judge());
  }

  #deliver(verdict: Verdict): void {
    const last = this.#last;
    this.#last = verdict;
    if (last?.reading.presence === verdict.reading.presence) return;
    this.#since = this.#context.clock.now();
    this.#onReading?.(verdict.reading);
  }

  #remedy(): string {
    const { env } = this.#context;
    if (isWayland(env)) {
      return 'This compositor offers no idle time to other programs; let it set the idle hint of its session, for example with `swayidle -w idlehint 60`.';
    }
    const display = usableDisplay(env);
    if (display !== null) {
      return `The X server at ${display} does not answer; check DISPLAY and XAUTHORITY, or start Caretaker inside the session.`;
    }
    return 'Sessions are listed that nobody can be asked about; start systemd-logind and the system bus, or Caretaker inside the session.';
  }

  /** A hint that is never set keeps a machine from ever being idle: say how it is set. */
  #hintRemedy(source: string | null): string | null {
    if (source !== 'logind') return null;
    return 'Presence comes from the idle hint of a session, which some desktops never set; start Caretaker inside that session too.';
  }
}

/** All sources of a Linux machine. */
export function linuxPresenceSensor(
  context: SensorContext,
  options: LinuxPresenceOptions = {},
): PresenceSensor {
  return new LinuxPresenceSensor(context, options);
}
