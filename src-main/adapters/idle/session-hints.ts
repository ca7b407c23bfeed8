import type { Stamp } from '../../core/time/stamp.js';
import { isGraphical, isUsers, type LogindSession } from '../dbus/logind.js';
import { stampOfWall, unknownFact, type IdleFact } from './idle-source.js';

/** What a list of sessions means for presence. */
export interface SessionView {
  /** Desktop sessions that no better source covers, by id. */
  hints: { id: string; fact: IdleFact; crossesAtElapsed: number | null }[];
  /** Terminals of the other sessions, without `/dev/`. */
  ttys: string[];
  /** Whose terminals belong to a desktop session. */
  desktopUids: number[];
  /** Whether this account has a desktop session in the list. */
  ownDesktop: boolean;
  /** Sessions that somebody may sit at. */
  count: number;
}

/**
 * Reads a list of sessions. A desktop session says by its idle hint that nobody has used it since the
 * hint came; a session on a terminal is judged by its terminal; one with neither is unknown.
 * `covered`: the account whose desktop session another source watches, or null.
 */
export function viewSessions(
  all: LogindSession[],
  options: { now: Stamp; idleAfterMs: number; ownUid: number; covered: boolean; hintsKnown: boolean },
): SessionView {
  const sessions = all.filter((session) => isUsers(session) && session.active);
  const view: SessionView = {
    hints: [],
    ttys: [],
    desktopUids: [],
    ownDesktop: false,
    count: sessions.length,
  };
  for (const session of sessions) {
    if (isGraphical(session)) {
      view.desktopUids.push(session.uid);
      const isOwn = session.uid === options.ownUid;
      view.ownDesktop ||= isOwn;
      if (!(isOwn && options.covered)) view.hints.push(hintOf(session, options));
    } else if (session.tty !== '') view.ttys.push(session.tty);
    else view.hints.push(hintOf(session, options));
  }
  return view;
}

function hintOf(
  session: LogindSession,
  options: { now: Stamp; idleAfterMs: number; hintsKnown: boolean },
): SessionView['hints'][number] {
  const { id } = session;
  if (!options.hintsKnown) return { id, fact: unknownFact, crossesAtElapsed: null };
  const { now, idleAfterMs } = options;
  if (!session.idleHint) return { id, fact: { state: 'active', lastInputAt: now }, crossesAtElapsed: null };
  const since = session.idleSinceWall === null ? now : stampOfWall(now, session.idleSinceWall);
  const crosses = since.elapsed + idleAfterMs;
  const isIdle = now.elapsed >= crosses;
  return {
    id,
    fact: { state: isIdle ? 'idle' : 'active', lastInputAt: since },
    crossesAtElapsed: isIdle ? null : crosses,
  };
}
