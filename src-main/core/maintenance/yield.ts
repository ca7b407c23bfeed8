import type { StopAuthor } from '../../../src-shared/model/instance.js';
import { machineHolds, mainsHolds, powerHolds, presenceHolds } from '../conditions/gate.js';
import type { Turn } from '../kernel/turn.js';
import type { Instance } from '../tasks/instance.js';
import type { State } from '../kernel/state.js';
import { endRun } from './run.js';
import { hastenInstance, isCritical, isSlow, slowInstance, yieldInstance } from './yield-modes.js';

/** What an instance must do at this moment: give way to whom, standing still or merely slowly. */
export interface Demand {
  author: StopAuthor;
  slowly: boolean;
}

/** Whether it belongs to the manual run that is going on. */
function ofManualRun(state: State, instance: Instance): boolean {
  const { run } = state.maintenance;
  return run?.kind === 'manual' && run.tasks[instance.row.task.toLowerCase()] !== undefined;
}

/** Before whom this maintenance instance must give way at this moment; null = it may work at full pace. */
export function mustYield(state: State, instance: Instance): Demand | null {
  const author = standstill(state, instance);
  if (author !== null) return { author, slowly: false };
  const task = state.tasks.get(instance.row.task.toLowerCase());
  const asked = instance.row.cause === 'user' || ofManualRun(state, instance);
  if (asked || isCritical(task) || presenceHolds(state).length === 0) return null;
  return { author: 'presence', slowly: isSlow(task) };
}

/** Who, if anybody, wants it to stand still, besides the person at the machine. */
function standstill(state: State, instance: Instance): StopAuthor | null {
  const machine = new Set(machineHolds(state).map(({ reason }) => reason));
  if (machine.has('asleep')) return 'sleep';
  if (machine.has('shutdown')) return 'shutdown';
  const task = state.tasks.get(instance.row.task.toLowerCase());
  const byHand = instance.row.cause === 'user';
  // Policy stops even what is critical; a critical task completes whatever the user does (WAM-13).
  if (machine.has('policy') && !byHand) return 'policy';
  if (isCritical(task)) return null;
  const { paused } = state.maintenance;
  if (byHand) {
    if (paused !== null && paused.since >= instance.row.started) return 'pause';
    return state.signals.power.settled === 'battery' ? 'power' : null;
  }
  if (paused !== null) return 'pause';
  if (machine.has('disabled')) return 'settings';
  if (mainsHolds(state).length === 0) return null;
  if (ofManualRun(state, instance)) return state.maintenance.run?.onBattery === true ? null : 'power';
  // Where both are gone the person is the reason that is told, but for what would only be slowed.
  return presenceHolds(state).length > 0 && !isSlow(task) ? 'presence' : 'power';
}

/**
 * Gives the machine back: whatever may not work any more gives way at once, and an idle run whose gate
 * has closed ends. Called at the end of every step, before any start is thought of (WAM-11).
 */
export function giveBack(turn: Turn): void {
  const { state } = turn;
  for (const instance of state.instances.values()) {
    const { phase, maintenance } = instance.row;
    if (!maintenance || (phase !== 'starting' && phase !== 'running')) continue;
    const demand = mustYield(state, instance);
    if (demand === null) hastenInstance(turn, instance);
    else if (demand.slowly) slowInstance(turn, instance, demand.author);
    else yieldInstance(turn, instance, demand.author);
  }
  const { run } = state.maintenance;
  if (run?.kind === 'idle' && !mayRunAutomatically(state) && !anyWorking(state)) endRun(turn);
}

/** Whether the gate is open: idle, on AC, settled, not paused, not asleep. */
export function mayRunAutomatically(state: State): boolean {
  return (
    machineHolds(state).length === 0 && presenceHolds(state).length === 0 && powerHolds(state).length === 0
  );
}

/** Whether a maintenance instance works at this moment. */
export function anyWorking(state: State): boolean {
  for (const { row } of state.instances.values()) {
    if (row.maintenance && row.phase !== 'suspended') return true;
  }
  return false;
}
