import { refuse } from '../../../src-shared/failure/refusal.js';
import { mainsHolds } from '../conditions/gate.js';
import type { CoreRequest } from '../kernel/event.js';
import { command, record, unsettle, type CoreAnswer, type Turn } from '../kernel/turn.js';
import { watchPresence } from '../tasks/presence-watch.js';
import { dueAt, isSchedulable, type Task } from '../tasks/task.js';
import type { MaintenanceSettings } from '../../../src-shared/model/settings.js';
import { addDuration, nextTimeOfDay } from '../time/calendar.js';
import { compareDurations, parseDuration } from '../time/duration.js';
import { iso } from '../time/stamp.js';
import { inOrder } from './order.js';
import { bringIntoForce, policyOf } from './policy.js';
import { beginRun, endRun } from './run.js';
import { readSettings } from './setting-values.js';
import { tellWakeImpossible } from './wake.js';
import { nextActivation, planWindow } from './window.js';
import { yieldInstance } from './yield-modes.js';

type Request<K extends CoreRequest['kind']> = Extract<CoreRequest, { kind: K }>;

function done(out: unknown = {}): CoreAnswer {
  return { kind: 'done', out };
}

function refused(...args: Parameters<typeof refuse>): CoreAnswer {
  return { kind: 'refused', refusal: refuse(...args) };
}

/** Run maintenance now (WAM-59): what is due or falls due before the next activation; with `all` every enabled one. */
export function startMaintenance(turn: Turn, by: string, request: Request<'start-maintenance'>): CoreAnswer {
  const { state } = turn;
  const { maintenance, settings } = state;
  if (!settings.maintenance.enabled) {
    return refused(
      'maintenance-off',
      'Automatic Maintenance is off. Turn it on with: caretaker maintenance configure --enabled on',
    );
  }
  if (maintenance.paused !== null) {
    return refused(
      'paused',
      `Maintenance is paused until ${iso(maintenance.paused.until)}. End the pause with: caretaker unpause`,
    );
  }
  if (maintenance.run?.kind === 'manual')
    return refused('maintenance-running', 'Maintenance is already running because somebody asked for it.');
  const power = mainsHolds(state)[0];
  if (power !== undefined && !request.onBattery) {
    const what =
      power.reason === 'power' ? 'The computer runs on battery' : 'Power is unknown, which counts as battery';
    return refused(
      'on-battery',
      `${what}. Start it all the same with: caretaker maintenance start --on-battery`,
    );
  }
  const until = nextActivation(state);
  const chosen = inOrder(
    turn,
    [...state.tasks.values()].filter((task) => isChosen(turn, task, request.all, until)),
  );
  if (chosen.length === 0) {
    return refused(
      'nothing-due',
      'Nothing is due before the next daily run. Run every enabled task with: caretaker maintenance start --all',
    );
  }
  if (maintenance.run !== null) endRun(turn);
  for (const task of chosen) releaseHold(turn, task);
  beginRun(turn, 'manual', { by, onBattery: request.onBattery, tasks: chosen.map(({ key }) => key) });
  unsettle(turn);
  return done({ tasks: chosen.map(({ row }) => row.path) });
}

function isChosen(turn: Turn, task: Task, all: boolean, until: number): boolean {
  if (!isSchedulable(task)) return false;
  const due = dueAt(task, turn.state.host.zone);
  return all || (due !== null && due < until);
}

function releaseHold(turn: Turn, task: Task): void {
  task.row.schedule.heldUntil = null;
  task.row.schedule.heldBy = null;
  turn.changedTasks.add(task.key);
}

/** Stop: suspends what runs; it stays due, and no automatic run takes it up before the next daily activation. */
export function stopMaintenance(turn: Turn): CoreAnswer {
  const { state } = turn;
  const { run } = state.maintenance;
  if (run === null) return refused('maintenance-not-running', 'No maintenance is running.');
  for (const instance of state.instances.values()) {
    const task = state.tasks.get(instance.row.task.toLowerCase());
    if (task === undefined || run.tasks[task.key] !== 'live') continue;
    task.row.schedule.heldUntil = nextActivation(state);
    task.row.schedule.heldBy = 'user';
    turn.changedTasks.add(task.key);
    const { phase } = instance.row;
    if (phase === 'running' || phase === 'starting') yieldInstance(turn, instance, 'user');
  }
  state.maintenance.stoppedByUser = true;
  endRun(turn);
  return done();
}

/** ERROR_INVALID_PARAMETER. */
const invalidParameter = 0x80070057;

/**
 * Changes settings; all of them or none. What policy sets can be configured by a manifest (`quietly`),
 * where it waits for the policy's end; a person is told.
 */
export function configure(
  turn: Turn,
  patch: Request<'configure'>['maintenance'],
  quietly = false,
): CoreAnswer {
  const { state } = turn;
  const { settings, problems } = readSettings(patch);
  if (problems.length > 0) {
    record(turn, 802, {}, { ErrorCode: invalidParameter });
    return refused('bad-input', problems.join('; '));
  }
  for (const name of quietly ? [] : (Object.keys(settings) as (keyof MaintenanceSettings)[])) {
    const origin = policyOf(state, name);
    if (origin !== null)
      return refused('set-by-policy', `${name} is set by ${origin.from} policy (${origin.source ?? ''}).`);
  }
  Object.assign(state.configured.maintenance, settings);
  bringIntoForce(state);
  applySettings(turn);
  return done(state.settings.maintenance);
}

/** Brings what follows from the settings in line with them. */
export function applySettings(turn: Turn): void {
  const { state } = turn;
  planWindow(turn, false);
  watchIdle(turn);
  tellWakeImpossible(turn);
  const { enabled } = state.settings.maintenance;
  state.maintenance.offSince = enabled ? null : (state.maintenance.offSince ?? turn.at.wall);
  if (!enabled && state.maintenance.run !== null) endRun(turn);
  unsettle(turn);
}

/** Tells the sensors of presence what counts: the crossing of `idleAfter`, the programs that mean busy. */
export function watchIdle(turn: Turn): void {
  watchPresence(turn);
  command(turn, { kind: 'watch-programs', programs: turn.state.settings.maintenance.busyPrograms });
}

const longestPause = parseDuration('P7D');

/** Pause for a time or until tomorrow's first minute: nothing starts, what runs is suspended (CT-14). */
export function pause(turn: Turn, by: string, request: Request<'pause'>): CoreAnswer {
  const { state, at } = turn;
  let until = nextTimeOfDay(at.wall, '00:00', state.host.zone);
  if (!request.untilTomorrow) {
    const problem = pauseProblem(request.for);
    if (problem !== null) return refused('bad-input', problem);
    until = addDuration(at.wall, parseDuration(request.for ?? 'PT2H'), state.host.zone);
  }
  const since = state.maintenance.paused?.since ?? at.wall;
  state.maintenance.paused = { by, since, until };
  state.wallDue.set('pause', until);
  record(turn, 904, {}, { UserContext: by, Until: iso(until) });
  unsettle(turn);
  return done({ until: iso(until) });
}

function pauseProblem(text: string | null): string | null {
  if (text === null) return 'Say how long: a duration such as PT2H, or until tomorrow.';
  try {
    const duration = parseDuration(text);
    const positive = compareDurations(duration, parseDuration('PT0S')) === 1;
    if (positive && compareDurations(duration, longestPause) !== 1) return null;
    return `A pause lasts more than nothing and at most seven days, not ${text}.`;
  } catch {
    return `${text} is not a duration such as PT2H.`;
  }
}

/** Ends the pause, by hand or because its time is over. */
export function unpause(turn: Turn, by: string): CoreAnswer {
  const { maintenance } = turn.state;
  if (maintenance.paused === null) return refused('not-paused', 'Maintenance is not paused.');
  maintenance.paused = null;
  turn.state.wallDue.set('pause', null);
  record(turn, 905, {}, { UserContext: by });
  unsettle(turn);
  return done();
}

/** The pause's time came. */
export function pauseEnds(turn: Turn): void {
  const { paused } = turn.state.maintenance;
  if (paused !== null) unpause(turn, paused.by);
}
