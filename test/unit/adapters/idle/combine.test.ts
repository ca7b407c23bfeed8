import { describe, expect, it } from 'vitest';
import { combine, nobodyThere, type Place } from '../../../../src-main/adapters/idle/combine.js';
import { viewSessions } from '../../../../src-main/adapters/idle/session-hints.js';
import type { LogindSession } from '../../../../src-main/adapters/dbus/logind.js';
import { elapsed, wall, type Stamp } from '../../../../src-main/core/time/stamp.js';

const at = (ms: number): Stamp => ({ wall: wall(1_000_000 + ms), elapsed: elapsed(ms) });
const place = (source: string, state: Place['fact']['state'], ms: number | null): Place => ({
  source,
  fact: { state, lastInputAt: ms === null ? null : at(ms) },
});

describe('one machine out of several places', () => {
  it('is idle when all are, and the latest input wins', () => {
    expect(combine([place('a', 'idle', 10), place('b', 'idle', 30)])).toEqual({
      reading: { presence: 'idle', lastInputAt: at(30) },
      source: 'b',
    });
  });

  it('is active as soon as one is, whatever the others know', () => {
    expect(combine([place('a', 'idle', 10), place('b', 'unknown', null), place('c', 'active', 5)])).toEqual({
      reading: { presence: 'active', lastInputAt: at(5) },
      source: 'c',
    });
  });

  it('is unknown, never idle, when one does not know', () => {
    expect(combine([place('a', 'idle', 10), place('b', 'unknown', null)])).toEqual({
      reading: { presence: 'unknown', lastInputAt: null },
      source: 'b',
    });
  });

  it('with nobody there is idle since the boot, once the watched time has passed since it', () => {
    expect(nobodyThere(at(1_000), 10_000)).toMatchObject({
      fact: { state: 'active' },
      crossesAtElapsed: 10_000,
    });
    expect(nobodyThere(at(10_000), 10_000)).toEqual({
      fact: { state: 'idle', lastInputAt: null },
      crossesAtElapsed: null,
    });
  });
});

describe('what a list of sessions means', () => {
  const session = (rest: Partial<LogindSession>): LogindSession => ({
    id: '1',
    uid: 1000,
    user: 'ana',
    class: 'user',
    type: 'wayland',
    state: 'active',
    active: true,
    remote: false,
    tty: '',
    locked: false,
    idleHint: false,
    idleSinceWall: null,
    ...rest,
  });
  const view = (sessions: LogindSession[], rest: { covered?: boolean; hintsKnown?: boolean } = {}) =>
    viewSessions(sessions, {
      now: at(100_000),
      idleAfterMs: 10_000,
      ownUid: 1000,
      covered: false,
      hintsKnown: true,
      ...rest,
    });

  it('leaves login screens, batch jobs, ending and background sessions out', () => {
    const { count, hints } = view([
      session({ class: 'greeter' }),
      session({ class: 'background' }),
      session({ state: 'closing' }),
      session({ active: false }),
    ]);
    expect({ count, hints }).toEqual({ count: 0, hints: [] });
  });

  it('leaves the desktop session that another source covers to that source', () => {
    expect(view([session({})], { covered: true })).toMatchObject({
      hints: [],
      ownDesktop: true,
      desktopUids: [1000],
    });
    expect(view([session({ uid: 1001 })], { covered: true }).hints).toHaveLength(1);
  });

  it('judges a hint by how long it stands', () => {
    const [fresh] = view([session({ idleHint: true, idleSinceWall: 1_000_000 + 95_000 })]).hints;
    expect(fresh).toMatchObject({
      fact: { state: 'active', lastInputAt: at(95_000) },
      crossesAtElapsed: 105_000,
    });
    const [old] = view([session({ idleHint: true, idleSinceWall: 1_000_000 + 90_000 })]).hints;
    expect(old).toMatchObject({ fact: { state: 'idle', lastInputAt: at(90_000) } });
  });

  it('does not know what files alone do not tell', () => {
    expect(view([session({})], { hintsKnown: false }).hints[0]?.fact.state).toBe('unknown');
  });

  it('judges a session on a terminal by its terminal', () => {
    expect(view([session({ type: 'tty', tty: 'pts/4' })])).toMatchObject({
      ttys: ['pts/4'],
      hints: [],
      count: 1,
    });
  });
});
