import type { WaitReason } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { policyOf } from '../maintenance/policy.js';
import { iso, type Wall } from '../time/stamp.js';

/** One level that holds maintenance back, and since when. */
export interface Hold {
  reason: WaitReason;
  since: Wall;
}

/** Levels that stop everything, manual runs as well. */
export function machineHolds(state: State): Hold[] {
  const { signals, maintenance, settings } = state;
  const holds: Hold[] = [];
  if (!settings.maintenance.enabled) {
    const reason = policyOf(state, 'enabled') === null ? 'disabled' : 'policy';
    holds.push({ reason, since: maintenance.offSince ?? state.now.wall });
  }
  if (signals.system.value === 'asleep') holds.push({ reason: 'asleep', since: signals.system.since });
  if (signals.system.value === 'shutting-down' || !state.host.running) {
    holds.push({ reason: 'shutdown', since: signals.system.since });
  }
  if (maintenance.paused !== null) holds.push({ reason: 'paused', since: maintenance.paused.since });
  if (signals.settledAt !== null) holds.push({ reason: 'settling', since: signals.system.since });
  if (signals.clockDoubtUntil !== null) holds.push({ reason: 'clock', since: signals.system.since });
  return holds;
}

/** Whether power counts as AC; unknown counts as battery (decisions section 1). */
export function mainsHolds(state: State): Hold[] {
  const { settled, since } = state.signals.power;
  if (settled === 'ac') return [];
  return [{ reason: settled === 'unknown' ? 'power-unknown' : 'power', since }];
}

/**
 * What power must be for the scheduler to start something of its own accord: AC and, where a threshold
 * is set and a battery tells its charge, at least that much in it.
 */
export function powerHolds(state: State): Hold[] {
  const holds = mainsHolds(state);
  const { percent, since } = state.signals.power;
  const { minBattery } = state.settings.maintenance;
  if (holds.length > 0 || minBattery === null || percent === null || percent >= minBattery) return holds;
  return [{ reason: 'battery-low', since }];
}

/** Whether the machine is idle in the sense of maintenance; unknown counts as input. */
export function presenceHolds(state: State): Hold[] {
  const { presence, busy, load, idle } = state.signals;
  if (presence.value === 'unknown') return [{ reason: 'presence-unknown', since: presence.since }];
  if (presence.value === 'active') return [{ reason: 'presence', since: presence.since }];
  if (busy.causes.length > 0) return [{ reason: 'busy', since: busy.since }];
  if (idle.value) return [];
  return [{ reason: load.value === 'above' ? 'load' : 'load-unknown', since: load.since }];
}

/** Everything that holds an automatic run back, most important first; empty = the gate is open (WAM-04). */
export function gateHolds(state: State): Hold[] {
  return [...machineHolds(state), ...presenceHolds(state), ...powerHolds(state)];
}

/** What a manual run waits for: no idle; AC unless it was started for battery. */
export function manualHolds(state: State, onBattery: boolean): Hold[] {
  return [...machineHolds(state), ...(onBattery ? [] : mainsHolds(state))];
}

/** The form in which holds leave the core. */
export function shownHolds(holds: Hold[]): { reason: WaitReason; since: string | null }[] {
  return holds.map(({ reason, since }) => ({ reason, since: iso(since) }));
}
