import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import { serviceStartNames } from '../../../src-shared/model/service-constants.js';
import type {
  ControlSetInfo,
  ServiceProcessInfo,
  ServiceSummary,
  StartupPlan,
} from '../../../src-shared/model/service.js';
import type { State } from '../kernel/state.js';
import { configOf, currentSet, displayNameOf, inOrder, processOf } from '../services/database.js';
import { clientsOf } from '../services/idle-stop.js';
import { planStartup } from '../services/plan.js';
import type { BootMode, Service } from '../services/state.js';
import { isHung } from '../services/status.js';
import { iso } from '../time/stamp.js';

/** One row of `caretaker service list --json` (promises section 2). */
export function serviceView(state: State, service: Service): ServiceSummary | null {
  const definition = configOf(state, service.key) ?? service.row.startedWith;
  if (definition === null || definition === undefined) return null;
  const { row } = service;
  const { failures } = row;
  // A start that waits for what it needs is on its way for everyone who asks.
  const pending = row.status.state === 'STOPPED' && service.start !== null;
  const status = pending ? { ...row.status, state: 'START_PENDING' as const, win32ExitCode: 0 } : row.status;
  const never = status.win32ExitCode === codes['service-never-started'] && definition.start === 'disabled';
  return {
    name: row.name,
    displayName: displayNameOf(state, service),
    state: status.state,
    startType: serviceStartNames[definition.start],
    pid: processOf(state, service)?.row.pid ?? null,
    exitCode: never ? codes['service-disabled'] : status.win32ExitCode,
    triggers: definition.triggers,
    description: definition.description,
    type: definition.type,
    delayed: definition.start === 'delayed-auto',
    group: definition.group,
    account: definition.account,
    host: definition.host,
    status,
    hung: service.hung || isHung(service, state.now.elapsed),
    since: row.since === null ? null : iso(row.since),
    startReason: row.startReason,
    stoppedBy: row.stoppedBy,
    failed: failures.failedSince !== null,
    failures: failures.count,
    restartAt: failures.pending === null ? null : iso(failures.pending.at),
    clients: clientsOf({ state }, service.key),
    marked: row.marked,
    provisional: row.fallBack !== null,
  };
}

/** All services in the order of the database. */
export function serviceViews(state: State): ServiceSummary[] {
  return inOrder(state).flatMap((service) => serviceView(state, service) ?? []);
}

/** The plan of the next start, its critical chain weighed with the times that were measured last. */
export function planView(state: State, mode: BootMode): StartupPlan {
  const set = currentSet(state);
  const services = [...set.services.values()].map(({ definition }) => definition);
  const durations = new Map<string, number>();
  for (const { key, row } of state.services.live.values())
    if (row.readyMs !== null) durations.set(key, row.readyMs);
  return planStartup({ services, control: set.control }, mode, durations);
}

/** Which services live in which process (SCM-125). */
export function processViews(state: State): ServiceProcessInfo[] {
  return [...state.services.processes.values()]
    .filter(({ row }) => row.purpose === null)
    .map(({ row }) => ({
      pid: row.pid,
      process: row.process,
      imagePath: row.imagePath,
      account: row.account,
      pipe: row.pipe,
      services: row.services,
      since: iso(row.since),
    }));
}

/** The control sets with their roles (SCM-104, SCM-105). */
export function controlSetViews(state: State): ControlSetInfo[] {
  const { sets, select } = state.services;
  return [...sets.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, control, services }) => ({
      number,
      services: services.size,
      current: number === select.current,
      default: number === select.default,
      failed: number === select.failed,
      lastKnownGood: number === select.lastKnownGood,
      control,
    }));
}

/** What subscribers are told of services that changed. */
export function servicesChanged(
  state: State,
  keys: Iterable<string>,
  removed: Iterable<string>,
): { services: ServiceSummary[]; removed: string[] } {
  const services = [...keys].flatMap((key) => {
    const service = state.services.live.get(key);
    return service === undefined ? [] : (serviceView(state, service) ?? []);
  });
  return { services, removed: [...removed] };
}
