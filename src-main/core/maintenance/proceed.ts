import { manualHolds } from '../conditions/gate.js';
import { networkThere } from '../conditions/network.js';
import type { State } from '../kernel/state.js';
import type { Turn } from '../kernel/turn.js';
import { continueInstance, suspendedBy } from '../tasks/hold.js';
import type { Instance } from '../tasks/instance.js';
import { startInstance } from '../tasks/launch.js';
import { isOverdue, isSchedulable, type Task } from '../tasks/task.js';
import { tellEmergency } from './due.js';
import { inOrder } from './order.js';
import { isPutOff, planBegins, pressureHolds } from './plan.js';
import { crowdedBy, isHeld } from './room.js';
import { beginRun, endRun } from './run.js';
import type { Run } from './state.js';
import { noteWaits } from './waits.js';
import { mayUseOwnWake } from './wake.js';
import { slowInstance } from './yield-modes.js';
import { eligibleForWindow, windowIsOpen } from './window.js';
import { mayRunAutomatically, mustYield } from './yield.js';

/**
 * Decides what continues and what starts. Called once all events of an instant are in, so that at the
 * same instant ends come first, then outside events, then suspensions, then this (decisions section 1).
 */
export function proceed(turn: Turn): void {
  const { state } = turn;
  if (state.signals.settledAt === null && state.signals.system.value === 'on' && state.host.running) {
    continueAskedFor(turn);
    if (state.maintenance.run === null) beginAutomaticRun(turn);
    if (state.maintenance.run !== null) carryOn(turn, state.maintenance.run);
  }
  noteWaits(turn);
}

/** Runs by hand that stood still for power, sleep or pause go on as soon as that is over. */
function continueAskedFor(turn: Turn): void {
  for (const instance of turn.state.instances.values()) {
    const { cause, maintenance, phase } = instance.row;
    if (phase !== 'suspended') continue;
    if (maintenance && cause !== 'user') {
      thawSlow(turn, instance);
      continue;
    }
    const task = turn.state.tasks.get(instance.row.task.toLowerCase());
    if (!maintenance) continueInstance(turn, instance);
    else if (mustYield(turn.state, instance) === null && !blockedByExclusive(turn.state, task))
      continueInstance(turn, instance);
  }
}

/** A task that may hold locks is not left frozen by a sleep while somebody works: it goes on slowly. */
function thawSlow(turn: Turn, instance: Instance): void {
  const demand = mustYield(turn.state, instance);
  const author = suspendedBy(instance);
  const task = turn.state.tasks.get(instance.row.task.toLowerCase());
  if (demand?.slowly !== true || author === 'user' || task === undefined) return;
  if (crowdedBy(turn.state, task) === 'exclusive') return;
  continueInstance(turn, instance);
  slowInstance(turn, instance, demand.author);
}

/** Two exclusive tasks never work side by side, whoever asked for them (WAM-53). */
function blockedByExclusive(state: State, task: Task | undefined): boolean {
  return task?.maintenance?.exclusive === true && crowdedBy(state, task) === 'exclusive';
}

function beginAutomaticRun(turn: Turn): void {
  const { state } = turn;
  if (state.maintenance.stoppedByUser || !mayRunAutomatically(state) || !mayUseOwnWake(state)) return;
  const regular = windowIsOpen(state);
  if (!regular && state.settings.maintenance.profile === 'window-only') return;
  if (candidates(turn, null).length > 0) beginRun(turn, regular ? 'regular' : 'idle');
}

/** Whether an automatic run may take this task now: due, enabled, startable, not held, in its window. */
export function isCandidate(state: State, task: Task, run: Run | null): boolean {
  if (!isSchedulable(task)) return false;
  if (task.live.size === 0 && !networkThere(state, task)) return false;
  const progress = run?.tasks[task.key];
  // A manual run takes each of its tasks once; an automatic one takes what falls due again meanwhile.
  if (run?.kind === 'manual') return progress === 'chosen' || progress === 'live';
  if (!state.maintenance.due.has(task.key)) return false;
  if (isHeld(state, task.key) || isPutOff(state, task)) return false;
  if (run?.extended === true) return isOverdue(task, state.now.wall, state.host.zone);
  return state.settings.maintenance.profile === 'opportunistic' || eligibleForWindow(state, task);
}

/** Suspended ones first, where they were; then new ones in order. */
function candidates(turn: Turn, run: Run | null): Task[] {
  const { state } = turn;
  const keys = run?.kind === 'manual' ? Object.keys(run.tasks) : [...state.maintenance.due];
  const tasks = keys.map((key) => state.tasks.get(key)).filter((task) => task !== undefined);
  const open = inOrder(
    turn,
    tasks.filter((task) => isCandidate(state, task, run)),
  );
  return [...open.filter(({ live }) => live.size > 0), ...open.filter(({ live }) => live.size === 0)];
}

function carryOn(turn: Turn, run: Run): void {
  const { state } = turn;
  const open =
    run.kind === 'manual' ? manualHolds(state, run.onBattery).length === 0 : mayRunAutomatically(state);
  const waiting = candidates(turn, run);
  if (open) {
    // The order is the order of claims: the first that finds no room holds back all after it.
    for (const task of waiting) if (!takeUp(turn, run, task)) break;
  }
  if (waiting.length === 0 && !hasLive(state, run)) endRun(turn);
}

/** Continues or starts one task; false when there is no room for it. */
function takeUp(turn: Turn, run: Run, task: Task): boolean {
  const { state } = turn;
  const instances = [...task.live].map((id) => state.instances.get(id)).filter((i) => i !== undefined);
  const suspended = instances.find(({ row }) => row.phase === 'suspended');
  if (instances.length > 0 && suspended === undefined) {
    // It works already, from an earlier run or by hand: its end counts for this run too.
    run.tasks[task.key] = 'live';
    return true;
  }
  if (crowdedBy(state, task) !== null || pressureHolds(state) !== null) return false;
  run.tasks[task.key] = 'live';
  planBegins(turn);
  if (run.kind !== 'manual') tellEmergency(turn, task);
  if (suspended === undefined) startInstance(turn, task, run.kind, run.by);
  else continueInstance(turn, suspended);
  return true;
}

/** Whether an overdue task of this run has still to start: the window is extended for it as well. */
export function anyOverdueWaits(turn: Turn, run: Run): boolean {
  const { zone } = turn.state.host;
  const asExtended = { ...run, extended: true };
  return candidates(turn, asExtended).some((task) => isOverdue(task, turn.at.wall, zone));
}

/** Whether the run still has something under way; beyond the window's end what was suspended there no longer counts. */
function hasLive(state: State, run: Run): boolean {
  return Object.entries(run.tasks).some(([key, progress]) => {
    const task = state.tasks.get(key);
    if (progress !== 'live' || task === undefined || task.live.size === 0) return false;
    if (!run.extended || isOverdue(task, state.now.wall, state.host.zone)) return true;
    return [...task.live].some((id) => state.instances.get(id)?.row.phase !== 'suspended');
  });
}
