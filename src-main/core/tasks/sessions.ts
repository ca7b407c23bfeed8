import type { SessionReading } from '../signals/readings.js';
import type { Trigger } from '../../../src-shared/model/task.js';
import { unsettle, type Turn } from '../kernel/turn.js';
import { react } from './react.js';

type Session = NonNullable<SessionReading['sessions']>[number];
type StateChange = Extract<Trigger, { kind: 'sessionStateChange' }>['stateChange'];

/**
 * Sessions came, went or changed: logon and session triggers fire (TASK-04). A session that was seen
 * before a restart of the host is no new logon; one that began while no host ran is.
 */
export function sessionsChanged(turn: Turn, reading: SessionReading): void {
  const { state } = turn;
  const before = new Map((state.signals.sessions ?? []).map((session) => [session.id, session]));
  state.signals.sessions = reading.sessions;
  if (reading.sessions === null) return;
  const seen = new Set(state.sessionsSeen);
  for (const session of reading.sessions) {
    const old = before.get(session.id);
    if (old !== undefined) compare(turn, old, session);
    else if (!seen.has(session.id) && !isFurtherTerminal(session, before)) begun(turn, session);
  }
  const now = new Set(reading.sessions.map(({ id }) => id));
  for (const old of before.values()) if (!now.has(old.id)) gone(turn, old);
  state.sessionsSeen = [...now].sort();
  unsettle(turn);
}

/** Where only terminals tell of sessions, a second one of the same person is no logon. */
function isFurtherTerminal(session: Session, before: ReadonlyMap<string, Session>): boolean {
  return session.id.startsWith('pts/') && [...before.values()].some(({ user }) => user === session.user);
}

function begun(turn: Turn, session: Session): void {
  react(turn, 'logon', {
    cause: 'logon',
    user: session.user,
    matches: ({ userId }) => isUser(userId, session.user),
  });
  if (session.remote) changed(turn, session, 'RemoteConnect');
}

function gone(turn: Turn, session: Session): void {
  if (session.remote) changed(turn, session, 'RemoteDisconnect');
}

function compare(turn: Turn, old: Session, session: Session): void {
  if (old.active !== session.active) {
    const [connect, disconnect] = session.remote
      ? (['RemoteConnect', 'RemoteDisconnect'] as const)
      : (['ConsoleConnect', 'ConsoleDisconnect'] as const);
    changed(turn, session, session.active ? connect : disconnect);
  }
  if (old.locked !== session.locked) changed(turn, session, session.locked ? 'SessionLock' : 'SessionUnlock');
}

function changed(turn: Turn, session: Session, what: StateChange): void {
  react(turn, 'sessionStateChange', {
    cause: 'session',
    user: session.user,
    matches: ({ stateChange, userId }) => stateChange === what && isUser(userId, session.user),
  });
}

/** No user named: any. `DOMAIN\user` and `user@domain` name the user of this machine. */
function isUser(written: string | null, user: string): boolean {
  if (written === null || written.trim() === '') return true;
  const name = written.slice(written.lastIndexOf('\\') + 1);
  const at = name.indexOf('@');
  return (at > 0 ? name.slice(0, at) : name).trim().toLowerCase() === user.toLowerCase();
}
