import { refuse } from '../../../src-shared/failure/refusal.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { currentSet, putConfig, touchSet } from './database.js';
import { launchCommand } from './failure.js';
import { recordManager } from './records.js';
import type { ControlSet } from './state.js';
import { wantRestart } from './world-wish.js';
import { localSystem } from '../../../src-shared/model/service-constants.js';

/**
 * A start is good when the automatic start is over and somebody has logged on, whichever is later (SCM-100); with a
 * verification program that program says so instead of the log-on (SCM-103).
 */
export function considerBoot(turn: Turn): void {
  const { services } = turn.state;
  if (services.accepted || !services.startedWell || !services.loggedOn) return;
  if (services.mode !== 'normal' || services.lastKnownGood) return;
  if (currentSet(turn.state).control.bootVerificationProgram !== null) return;
  accept(turn);
}

/** The automatic start is over: the verification program is started, and its call awaited. */
export function beginVerification(turn: Turn): void {
  const { bootVerificationProgram: program } = currentSet(turn.state).control;
  if (program === null || turn.state.services.mode !== 'normal') return;
  launchCommand(
    turn,
    program,
    { service: null, what: 'boot-verification' },
    {
      account: localSystem,
      workingDirectory: null,
      environment: {},
      environmentFile: null,
    },
  );
}

/** A program that cannot call speaks by its exit code: 0 accepts. */
export function verificationEnded(turn: Turn, code: number | null): void {
  const { services } = turn.state;
  if (code === 0 && !services.accepted && services.startedWell && !services.lastKnownGood) accept(turn);
}

/** NotifyBootConfigStatus (SCM-102; reference "service model", section 10). */
export function acceptBoot(turn: Turn, acceptable: boolean): CoreAnswer {
  const { services } = turn.state;
  if (services.lastKnownGood) {
    const message = 'The present start uses the Last Known Good configuration already; nothing was saved.';
    return { kind: 'refused', refusal: refuse('already-running-last-known-good', message) };
  }
  if (services.accepted) {
    const message = 'The present start has been accepted already; nothing is left to do.';
    return { kind: 'refused', refusal: refuse('boot-already-accepted', message) };
  }
  if (!acceptable) {
    if (services.select.lastKnownGood === null) {
      const message = 'There is no Last Known Good configuration yet; accept one start first.';
      return { kind: 'refused', refusal: refuse('service-invalid-parameter', message) };
    }
    wantRestart(turn, 'last-known-good');
    return { kind: 'done', out: {} };
  }
  accept(turn);
  return { kind: 'done', out: {} };
}

/** Saves what is current as Last Known Good: the first time a new set, later the same one anew (SCM-106). */
function accept(turn: Turn): void {
  const { services } = turn.state;
  const current = currentSet(turn.state);
  services.accepted = true;
  const { select } = services;
  const known = select.lastKnownGood === null ? undefined : services.sets.get(select.lastKnownGood);
  const target = known === undefined || known === current ? newSet(turn) : known;
  synchronise(turn, current, target);
  select.lastKnownGood = target.number;
  recordManager(turn, 945, current.number, target.number);
}

function newSet(turn: Turn): ControlSet {
  const { services } = turn.state;
  const number = Math.max(...services.sets.keys()) + 1;
  const set: ControlSet = { number, control: currentSet(turn.state).control, services: new Map() };
  services.sets.set(number, set);
  dropUnused(turn, number);
  return set;
}

/** Definitions are never changed in place, so a copy shares them: only what differs is written. */
function synchronise(turn: Turn, from: ControlSet, to: ControlSet): void {
  to.control = from.control;
  touchSet(turn, to);
  for (const key of [...to.services.keys()]) if (!from.services.has(key)) putConfig(turn, to, key, null);
  for (const [key, config] of from.services)
    if (to.services.get(key) !== config) putConfig(turn, to, key, config);
}

/** Sets without a role go; the newest are kept where they still have one. */
function dropUnused(turn: Turn, fresh: number): void {
  const { sets, select } = turn.state.services;
  const used = new Set([select.current, select.default, select.failed, select.lastKnownGood, fresh]);
  for (const set of [...sets.values()]) {
    if (used.has(set.number)) continue;
    for (const key of [...set.services.keys()]) putConfig(turn, set, key, null);
    sets.delete(set.number);
    turn.serviceRows.set(`set:${set.number}`, { kind: 'set', key: String(set.number), value: null });
  }
}
