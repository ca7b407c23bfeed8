import { somebodyCame } from '../maintenance/wake.js';
import { mayRunAutomatically } from '../maintenance/yield.js';
import type { State } from '../kernel/state.js';
import { command, unsettle, type Turn } from '../kernel/turn.js';
import { elapsed, type Wall } from '../time/stamp.js';
import type { BusyReading, LoadReading, NetworkReading, PowerReading, PresenceReading } from './readings.js';
import { clockDoubtMs, powerSettleMs, settleMs } from './snapshot.js';

/** Averaging time of others' load and the limit it must stay under to start (decisions section 1, "idle"). */
const loadWindowMs = 60_000;
const loadLimitPercent = 20;
/** A clock may be set back a little without having lost its power. */
const clockSlackMs = 3_600_000;

/** A change of power counts after it has held for three seconds; the first reading of a host at once. */
export function powerChanged(turn: Turn, reading: PowerReading): void {
  const { power } = turn.state.signals;
  if (power.percent !== reading.percent && turn.state.settings.maintenance.minBattery !== null)
    unsettle(turn);
  power.percent = reading.percent;
  const same = reading.source === power.reading;
  power.reading = reading.source;
  if (!power.heard) {
    power.heard = true;
    settlePower(turn);
    return;
  }
  if (same) return;
  const settlesAt = reading.source === power.settled ? null : elapsed(turn.at.elapsed + powerSettleMs);
  power.settlesAt = settlesAt;
  turn.state.elapsedDue.set('power', settlesAt);
}

/** The reading has held long enough: the gate sees it. */
export function settlePower(turn: Turn): void {
  const { power } = turn.state.signals;
  power.settlesAt = null;
  turn.state.elapsedDue.set('power', null);
  if (power.settled === power.reading) return;
  power.settled = power.reading;
  power.since = turn.at.wall;
  turn.spans.push({ signal: 'power', value: power.settled });
  unsettle(turn);
}

/** Input or its absence: at once. */
export function presenceChanged(turn: Turn, reading: PresenceReading): void {
  const { presence } = turn.state.signals;
  presence.lastInputAt = reading.lastInputAt?.wall ?? presence.lastInputAt;
  const { woken } = turn.state.maintenance;
  if (woken !== null && (presence.lastInputAt ?? 0) > woken.at) somebodyCame(turn);
  if (!presence.heard) unsettle(turn);
  presence.heard = true;
  if (presence.value === reading.presence) return;
  presence.value = reading.presence;
  presence.since = turn.at.wall;
  if (reading.presence === 'active') somebodyCame(turn);
  unsettle(turn);
}

/** Addresses or networks came or went: what waits for one is looked at again. */
export function networkChanged(turn: Turn, reading: NetworkReading): void {
  turn.state.signals.network = reading;
  if (turn.state.maintenance.due.size > 0) unsettle(turn);
}

/** Something became busy, or the last busy thing ended. */
export function busyChanged(turn: Turn, reading: BusyReading): void {
  const { busy } = turn.state.signals;
  const before = busy.causes.length > 0;
  busy.causes = reading.causes;
  if (before === reading.causes.length > 0) return;
  busy.since = turn.at.wall;
  unsettle(turn);
}

/** Others' load crossed the limit; counts only while it is asked for. */
export function loadChanged(turn: Turn, reading: LoadReading): void {
  const { load } = turn.state.signals;
  if (!load.watched || load.value === reading.load) return;
  load.value = reading.load;
  load.since = turn.at.wall;
  unsettle(turn);
}

/** The machine woke or booted: nothing starts for a minute. */
export function beginSettling(turn: Turn, sinceMs: number): void {
  const until = elapsed(turn.at.elapsed + settleMs - sinceMs);
  if (until <= turn.at.elapsed) return;
  turn.state.signals.settledAt = until;
  turn.state.elapsedDue.set('settled', until);
}

/**
 * The clock shows less than is known to have passed: one that lost its power. Nothing starts by it until
 * it is set, or for ten minutes; then it is believed.
 *
 * @param newest the latest instant that is on record
 */
export function doubtClock(turn: Turn, newest: Wall): void {
  if (turn.at.wall >= newest - clockSlackMs) return;
  const until = elapsed(turn.at.elapsed + clockDoubtMs);
  turn.state.signals.clockDoubtUntil = until;
  turn.state.elapsedDue.set('clock', until);
}

/** The clock was set, or was waited for long enough. */
export function trustClock(turn: Turn): void {
  turn.state.signals.clockDoubtUntil = null;
  turn.state.elapsedDue.set('clock', null);
  unsettle(turn);
}

export function settled(turn: Turn): void {
  turn.state.signals.settledAt = null;
  unsettle(turn);
}

/**
 * Latches idle: it begins when input, busy and load all agree, and ends with input or a new busy; load
 * gates only the start. Asks for load samples while they can decide something, and for no longer.
 */
export function updateIdle(turn: Turn): void {
  const { state } = turn;
  const { presence, busy, load, idle } = state.signals;
  const quiet = presence.value === 'idle' && busy.causes.length === 0;
  const value = quiet && (idle.value || load.value === 'below');
  if (value !== idle.value) {
    idle.value = value;
    idle.since = turn.at.wall;
    unsettle(turn);
  }
  showPerson(turn, presence.value === 'unknown' ? 'unknown' : quiet ? 'idle' : 'active');
  if (!mayRunAutomatically(state)) releaseUserStop(state);
  // A catch-up starts nothing while others need the machine, so it goes on looking.
  const looks = !idle.value || state.maintenance.plan !== null;
  watchLoad(turn, looks && state.maintenance.due.size > 0 && state.settings.maintenance.enabled);
}

/** The band of the day picture: the person alone, since load is only measured while something is due. */
function showPerson(turn: Turn, value: 'idle' | 'active' | 'unknown'): void {
  if (turn.state.signals.shown === value) return;
  turn.state.signals.shown = value;
  turn.spans.push({ signal: 'idle', value });
}

/** A user's stop of an automatic run lasts until the gate has closed once. */
function releaseUserStop(state: State): void {
  if (state.maintenance.run === null) state.maintenance.stoppedByUser = false;
}

function watchLoad(turn: Turn, wanted: boolean): void {
  const { load } = turn.state.signals;
  if (load.watched === wanted) return;
  load.watched = wanted;
  load.value = 'unknown';
  load.since = turn.at.wall;
  command(
    turn,
    wanted
      ? { kind: 'watch-load', limitPercent: loadLimitPercent, windowMs: loadWindowMs }
      : { kind: 'rest-load' },
  );
}
