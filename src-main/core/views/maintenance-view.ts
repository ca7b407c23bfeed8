import type {
  DueTask,
  MaintenanceRun,
  MaintenanceStateName,
  MaintenanceStatus,
} from '../../../src-shared/model/maintenance.js';
import type { MaintenanceSettings } from '../../../src-shared/model/settings.js';
import { gateHolds, shownHolds } from '../conditions/gate.js';
import type { State } from '../kernel/state.js';
import type { Run } from '../maintenance/state.js';
import { policyOf, policySettings } from '../maintenance/policy.js';
import { waitReasonsOf } from '../maintenance/waits.js';
import { anyWorking } from '../maintenance/yield.js';
import { planView } from './plan-view.js';
import { suspendedBy } from '../tasks/hold.js';
import { deadlineAt, dueAt, isOverdue, type Task } from '../tasks/task.js';
import { iso } from '../time/stamp.js';

/** Automatic Maintenance as every door shows it (`caretaker maintenance status --json`). */
export function maintenanceView(state: State): MaintenanceStatus {
  const { maintenance, settings } = state;
  const { lastRun, paused, next, window } = maintenance;
  const stateName = stateOf(state);
  const coming = window ?? next;
  return {
    enabled: settings.maintenance.enabled,
    state: stateName,
    run: maintenance.run && runView(state, maintenance.run),
    lastRun: lastRun && { ...lastRun, started: iso(lastRun.started), ended: iso(lastRun.ended) },
    nextWindow:
      coming === null || !settings.maintenance.enabled
        ? null
        : { opens: iso(coming.opens), closes: iso(coming.closes) },
    due: dueTasks(state),
    paused: paused && { by: paused.by, until: iso(paused.until) },
    plan: maintenance.plan && planView(state, maintenance.plan),
    policy: policySettings(state),
    origins: origins(state),
    settings: { ...settings.maintenance },
    gate: shownHolds(gateHolds(state)),
    suspendedBy: stateName === 'suspended' ? firstSuspender(state) : null,
  };
}

/** Where the value of each setting in force comes from. */
function origins(state: State): MaintenanceStatus['origins'] {
  const names = Object.keys(state.settings.maintenance) as (keyof MaintenanceSettings)[];
  return Object.fromEntries(
    names.map((name) => [name, policyOf(state, name) ?? { from: 'settings' as const, source: null }]),
  );
}

function stateOf(state: State): MaintenanceStateName {
  if (!state.settings.maintenance.enabled) return 'off';
  if (anyWorking(state)) return 'running';
  if (state.maintenance.paused !== null) return 'paused';
  if (firstSuspender(state) !== null) return 'suspended';
  return state.maintenance.run === null ? 'waiting' : 'running';
}

function firstSuspender(state: State): string | null {
  for (const instance of state.instances.values()) {
    if (instance.row.maintenance && instance.row.phase === 'suspended') return suspendedBy(instance);
  }
  return null;
}

function runView(state: State, run: Run): MaintenanceRun {
  const tasks = Object.entries(run.tasks).map(([key, progress]) => {
    const task = state.tasks.get(key);
    const live =
      task && [...task.live].map((id) => state.instances.get(id)).find((instance) => instance !== undefined);
    const suspended = live?.row.phase === 'suspended';
    return {
      task: task?.row.path ?? key,
      state:
        progress === 'chosen'
          ? ('waiting' as const)
          : progress === 'live'
            ? suspended
              ? ('suspended' as const)
              : ('running' as const)
            : progress,
      instance: live?.id ?? null,
      reason: live === undefined ? null : suspendedBy(live),
      progress: null,
    };
  });
  const emergency = tasks.some(({ task, state: progress }) => {
    const known = state.tasks.get(task.toLowerCase());
    return (
      known !== undefined && progress !== 'completed' && isOverdue(known, state.now.wall, state.host.zone)
    );
  });
  return { kind: run.kind, emergency, since: iso(run.started), tasks };
}

function dueTasks(state: State): DueTask[] {
  const due: { task: Task; since: number }[] = [];
  for (const key of state.maintenance.due) {
    const task = state.tasks.get(key);
    if (task === undefined || !task.row.definition.settings.enabled) continue;
    due.push({ task, since: dueAt(task, state.host.zone) ?? task.row.schedule.registered });
  }
  due.sort((a, b) => a.since - b.since || (a.task.key < b.task.key ? -1 : 1));
  return due.map(({ task, since }) => {
    const deadline = deadlineAt(task, state.host.zone);
    return {
      task: task.row.path,
      since: new Date(since).toISOString(),
      deadline: deadline === null ? null : iso(deadline),
      overdue: isOverdue(task, state.now.wall, state.host.zone),
      waiting: task.live.size > 0 ? [] : waitReasonsOf(state, task),
    };
  });
}
