import type { StopAuthor } from '../../../src-shared/model/instance.js';
import { machineHolds, powerHolds, presenceHolds } from '../conditions/gate.js';
import type { Turn } from '../kernel/turn.js';
import { suspendInstance } from '../tasks/hold.js';
import type { Instance } from '../tasks/instance.js';
import type { State } from '../kernel/state.js';
import { endRun } from './run.js';

/** Whether it belongs to the manual run that is going on. */
function ofManualRun(state: State, instance: Instance): boolean {
  const { run } = state.maintenance;
  return run?.kind === 'manual' && run.tasks[instance.row.task.toLowerCase()] !== undefined;
}

/** Who, if anybody, must have this maintenance instance stand still at this moment; null = it may work. */
export function mustYield(state: State, instance: Instance): StopAuthor | null {
  const machine = new Set(machineHolds(state).map(({ reason }) => reason));
  if (machine.has('asleep')) return 'sleep';
  if (machine.has('shutdown')) return 'shutdown';
  // A critical task completes whatever the user does (WAM-13).
  if (isCritical(state, instance)) return null;
  const { paused } = state.maintenance;
  if (instance.row.cause === 'user') {
    if (paused !== null && paused.since >= instance.row.started) return 'pause';
    return state.signals.power.settled === 'battery' ? 'power' : null;
  }
  if (paused !== null) return 'pause';
  if (machine.has('disabled')) return 'settings';
  const onAc = powerHolds(state).length === 0;
  if (ofManualRun(state, instance)) return onAc || state.maintenance.run?.onBattery === true ? null : 'power';
  if (presenceHolds(state).length > 0) return 'presence';
  return onAc ? null : 'power';
}

function isCritical(state: State, instance: Instance): boolean {
  return state.tasks.get(instance.row.task.toLowerCase())?.row.definition.settings.critical === true;
}

/**
 * Gives the machine back: suspends at once whatever may not work any more, and ends an idle run
 * whose gate has closed. Called at the end of every step, before any start is thought of (WAM-11).
 */
export function giveBack(turn: Turn): void {
  const { state } = turn;
  for (const instance of state.instances.values()) {
    const { phase, maintenance } = instance.row;
    if (!maintenance || (phase !== 'starting' && phase !== 'running')) continue;
    const author = mustYield(state, instance);
    if (author !== null) suspendInstance(turn, instance, author);
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
