import type { MaintenanceSettings } from '../../../src-shared/model/settings.js';
import type { State } from '../kernel/state.js';
import { record, type Turn } from '../kernel/turn.js';
import type { PolicyReading } from '../signals/readings.js';
import { readSettings } from './setting-values.js';

/** What one scope of policy sets, and where it stands. */
export interface PolicyScope {
  source: string;
  settings: Partial<MaintenanceSettings>;
  /** What was wrong with it, as it was last recorded (809). */
  problems: string[];
}

export interface Policy {
  machine: PolicyScope | null;
  user: PolicyScope | null;
}

/** Where the value of a setting in force comes from. */
export interface Origin {
  from: 'machine' | 'user' | 'settings';
  source: string | null;
}

/** The settings in force: machine policy beats user policy beats what was configured (design section 4, "policy"). */
export function settingsInForce(configured: MaintenanceSettings, policy: Policy): MaintenanceSettings {
  return { ...configured, ...policy.user?.settings, ...policy.machine?.settings };
}

/** Which policy sets this setting; null when none does. */
export function policyOf(state: State, name: keyof MaintenanceSettings): Origin | null {
  for (const from of ['machine', 'user'] as const) {
    const scope = state.policy[from];
    if (scope !== null && Object.hasOwn(scope.settings, name)) return { from, source: scope.source };
  }
  return null;
}

/** Every setting that policy sets, with its value. */
export function policySettings(state: State): Partial<MaintenanceSettings> {
  return { ...state.policy.user?.settings, ...state.policy.machine?.settings };
}

/**
 * A scope of policy was read anew. What is not well formed is recorded (809), once, and left out; the
 * rest counts. Returns whether the settings in force changed.
 */
export function policyChanged(turn: Turn, reading: PolicyReading): boolean {
  const { state } = turn;
  const { settings, problems } = readSettings(reading.settings);
  const all = [...reading.problems, ...problems];
  const before = state.policy[reading.scope];
  for (const problem of all) {
    if (before?.problems.includes(problem) !== true)
      record(turn, 809, {}, { FailureReason: `${reading.source}: ${problem}` });
  }
  const empty = Object.keys(settings).length === 0 && all.length === 0;
  state.policy[reading.scope] = empty ? null : { source: reading.source, settings, problems: all };
  if (JSON.stringify(before?.settings ?? {}) === JSON.stringify(settings)) return false;
  const named = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  record(
    turn,
    913,
    {},
    {
      Scope: reading.scope,
      Source: reading.source,
      Settings: named.length === 0 ? 'none' : named.join(', '),
    },
  );
  return bringIntoForce(state);
}

/** Works out the settings in force; true when they changed. */
export function bringIntoForce(state: State): boolean {
  const settings = settingsInForce(state.configured.maintenance, state.policy);
  if (JSON.stringify(settings) === JSON.stringify(state.settings.maintenance)) return false;
  state.settings = { maintenance: settings };
  return true;
}
