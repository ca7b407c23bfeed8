import { checkIds } from '../../../src-shared/model/check-names.js';
import type { CheckId, CheckReason, CheckState, MachineFact } from '../../../src-shared/model/diagnosis.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { State } from '../kernel/state.js';
import { policyOf } from '../maintenance/policy.js';
import { isStarved } from '../maintenance/starved.js';
import type { Task } from '../tasks/task.js';
import { iso, type Wall } from '../time/stamp.js';

/** A check without its words: those are in src-shared/wording. */
export interface Finding {
  id: CheckId;
  state: CheckState;
  reason: CheckReason | null;
  value: string;
  how: string;
  tasks: string[];
}

/** What the diagnosis looks at besides the state. */
export interface DiagnosisInput {
  facts: MachineFact[];
  signals: SignalInfo[];
  /** When the machine last went to sleep, and on what power; null when that is not known. */
  lastSleep: { at: Wall; power: string } | null;
}

/** Signals without which nothing starts. */
const needed = ['power', 'idle'];

/**
 * The whole checklist of seed 001 (what hinders the daily run and the wake), live: each with what was
 * found and where. Every check is always there, in the order of {@link checkIds}.
 */
export function diagnose(state: State, input: DiagnosisInput): Finding[] {
  const tasks = [...state.tasks.values()].filter(({ maintenance }) => maintenance !== null);
  const findings = new Map<CheckId, Finding>();
  const add = (finding: Finding): void => void findings.set(finding.id, finding);
  add(enabled(state));
  add(sensors(input.signals));
  add(starved(state, tasks));
  add(taskSettings(tasks));
  add(tasksEnabled(tasks));
  add(wakePolicy(state));
  add(wakeToRun(tasks));
  add(sleptOnAc(input.lastSleep));
  for (const { id, state: found, reason, value, how } of input.facts)
    add({ id, state: found, reason, value, how, tasks: [] });
  return checkIds.map((id) => findings.get(id) ?? untold(id));
}

function paths(tasks: Task[]): string[] {
  return tasks.map(({ row }) => row.path).sort();
}

function enabled(state: State): Finding {
  const id = 'maintenance-enabled';
  const origin = policyOf(state, 'enabled');
  const how = origin?.source ?? 'setting enabled';
  if (state.settings.maintenance.enabled)
    return { id, state: 'ok', reason: null, value: 'on', how, tasks: [] };
  const reason = origin === null ? 'maintenance-off' : 'maintenance-off-by-policy';
  return { id, state: 'problem', reason, value: 'off', how, tasks: [] };
}

function sensors(signals: SignalInfo[]): Finding {
  const found = needed.map((name) => {
    const info = signals.find(({ signal }) => signal === name);
    return { name, value: info?.value ?? 'unknown', source: info?.source ?? 'none' };
  });
  const blind = found.some(({ value }) => value === 'unknown');
  return {
    id: 'sensors',
    state: blind ? 'problem' : 'ok',
    reason: blind ? 'sensor-blind' : null,
    value: found.map(({ name, value }) => `${name} ${value}`).join(', '),
    how: found.map(({ name, source }) => `${name}: ${source}`).join(', '),
    tasks: [],
  };
}

function starved(state: State, tasks: Task[]): Finding {
  const hungry = tasks.filter((task) => isStarved(task, state.now.wall, state.host.zone));
  return {
    id: 'starved-tasks',
    state: hungry.length === 0 ? 'ok' : 'problem',
    reason: hungry.length === 0 ? null : 'starved',
    value: String(hungry.length),
    how: 'schedules',
    tasks: paths(hungry),
  };
}

function taskSettings(tasks: Task[]): Finding {
  const id = 'task-settings';
  const how = 'MaintenanceSettings';
  if (tasks.length === 0)
    return { id, state: 'problem', reason: 'no-maintenance-tasks', value: '0', how, tasks: [] };
  const open = tasks.filter((task) => task.maintenance?.deadline === null);
  const value = `${tasks.length - open.length}/${tasks.length} with Period and Deadline`;
  return open.length === 0
    ? { id, state: 'ok', reason: null, value, how, tasks: [] }
    : { id, state: 'problem', reason: 'no-deadline', value, how, tasks: paths(open) };
}

function tasksEnabled(tasks: Task[]): Finding {
  const off = tasks.filter((task) => !task.row.definition.settings.enabled);
  const common = {
    id: 'task-enabled' as const,
    value: `${tasks.length - off.length}/${tasks.length}`,
    how: 'Settings/Enabled',
  };
  return off.length === 0
    ? { ...common, state: 'ok', reason: null, tasks: [] }
    : { ...common, state: 'problem', reason: 'tasks-disabled', tasks: paths(off) };
}

/** Waking that nobody has asked for is no fault; waking that a policy forbids is worth knowing (WAM-40). */
function wakePolicy(state: State): Finding {
  const id = 'wake-policy';
  const origin = policyOf(state, 'wake');
  const how = origin?.source ?? 'setting wake';
  const { wake } = state.settings.maintenance;
  if (wake) return { id, state: 'ok', reason: null, value: 'on', how, tasks: [] };
  return origin === null
    ? { id, state: 'not-applicable', reason: 'wake-off', value: 'off', how, tasks: [] }
    : { id, state: 'problem', reason: 'wake-off-by-policy', value: 'off', how, tasks: [] };
}

/** Automatic Maintenance wakes by its own setting; the task's own is for its time triggers (WAM-37). */
function wakeToRun(tasks: Task[]): Finding {
  const asking = tasks.filter((task) => task.row.definition.settings.wakeToRun);
  const common = {
    id: 'task-wake-to-run' as const,
    value: `${asking.length}/${tasks.length}`,
    how: 'Settings/WakeToRun',
  };
  return asking.length > 0
    ? { ...common, state: 'ok', reason: null, tasks: paths(asking) }
    : { ...common, state: 'not-applicable', reason: 'no-wake-to-run', tasks: [] };
}

function sleptOnAc(last: DiagnosisInput['lastSleep']): Finding {
  const id = 'slept-on-ac';
  const how = 'history of sleep and power';
  if (last === null)
    return { id, state: 'not-applicable', reason: 'never-slept', value: 'no sleep seen', how, tasks: [] };
  const value = `${last.power} at ${iso(last.at)}`;
  if (last.power === 'ac') return { id, state: 'ok', reason: null, value, how, tasks: [] };
  return last.power === 'battery'
    ? { id, state: 'problem', reason: 'slept-on-battery', value, how, tasks: [] }
    : { id, state: 'unknown', reason: 'not-told', value, how, tasks: [] };
}

function untold(id: CheckId): Finding {
  return { id, state: 'unknown', reason: 'not-told', value: 'not told', how: 'no source', tasks: [] };
}
