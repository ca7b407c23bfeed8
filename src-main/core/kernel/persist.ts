import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Settings } from '../../../src-shared/model/settings.js';
import { bringIntoForce, type Policy } from '../maintenance/policy.js';
import type { Maintenance } from '../maintenance/state.js';
import { restoreServices, servicesKernel, type ServicesKernel } from '../services/persist.js';
import type { OpenNotice } from '../notices/notices.js';
import { readHandlers } from '../tasks/task-settings.js';
import { readTask, type Task } from '../tasks/task.js';
import type { InstanceRow, KernelRow, ServiceRow, TaskRow } from './rows.js';
import { emptyState, type State } from './state.js';

/** Rises when the JSON of the kernel row changes its meaning. */
const kernelVersion = 1;

interface Kernel {
  seed: number;
  minted: number;
  recordSeq: number;
  host: { bootId: string | null; zone: string; user: string; cores: number };
  /** As configured; policy beats it. */
  settings: Settings;
  /** Absent in stores of the first releases. */
  policy?: Policy;
  diagnostic: boolean;
  /** Absent in states of earlier releases. */
  sessionsSeen?: string[];
  /** Absent where no folder was given a descriptor. */
  folders?: { path: string; security: string }[];
  maintenance: Omit<Maintenance, 'due' | 'awake'>;
  /** Absent while nothing is open. */
  notices?: OpenNotice[];
  /** Absent in stores of the first releases. */
  services?: ServicesKernel;
}

/** The part of the state that has no rows of its own. */
export function kernelRow(state: State): KernelRow {
  const { bootId, zone, user, cores } = state.host;
  const { run, lastRun, window, next, served, stoppedByUser, paused } = state.maintenance;
  const { offSince, plan, alarm, timer, woken, week, wakeTold } = state.maintenance;
  const kernel: Kernel = {
    seed: state.seed,
    minted: state.minted,
    recordSeq: state.recordSeq,
    host: { bootId, zone, user, cores },
    settings: state.configured,
    policy: state.policy,
    diagnostic: state.diagnostic,
    sessionsSeen: state.sessionsSeen,
    ...(state.folders.size === 0 ? {} : { folders: [...state.folders.values()] }),
    maintenance: {
      ...{ run, lastRun, window, next, served, stoppedByUser, paused },
      ...{ offSince, plan, alarm, timer, woken, week, wakeTold },
    },
    ...(state.notices.length === 0 ? {} : { notices: state.notices }),
    services: servicesKernel(state.services),
  };
  return { version: kernelVersion, json: JSON.stringify(kernel) };
}

/** One row that cannot be read must not keep the host from starting: it is told (146), and stays as it is. */
function readRow(state: State, row: TaskRow): void {
  let task: Task;
  try {
    task = readTask(row);
  } catch {
    state.unreadable.push(row.path);
    return;
  }
  state.tasks.set(task.key, task);
  state.triggerIndex.put(task.key, task.row.definition);
  state.subscriptions.put(task.key, task.row.definition);
  readHandlers(state, task);
  state.pendingCount += task.row.schedule.pending.length;
}

/**
 * Puts back exactly what was saved; what happened meanwhile is for the HostStarted event.
 * Throws a RangeError where a row cannot be read.
 */
export function restore(snapshot: {
  kernel: KernelRow | null;
  tasks: TaskRow[];
  instances: InstanceRow[];
  serviceRows?: ServiceRow[];
}): State {
  const state = emptyState();
  let services: ServicesKernel | undefined;
  if (snapshot.kernel !== null) {
    if (snapshot.kernel.version !== kernelVersion) {
      throw new RangeError(
        `the stored state has version ${snapshot.kernel.version}, this program knows ${kernelVersion}`,
      );
    }
    const kernel = JSON.parse(snapshot.kernel.json) as Kernel;
    const { seed, minted, recordSeq, settings, diagnostic } = kernel;
    Object.assign(state, { seed, minted, recordSeq, diagnostic });
    // Settings and policies that came later have their defaults in an older store.
    Object.assign(state.configured.maintenance, settings.maintenance);
    Object.assign(state.policy, kernel.policy);
    for (const folder of kernel.folders ?? []) state.folders.set(folder.path.toLowerCase(), folder);
    bringIntoForce(state);
    state.host = { ...kernel.host, running: false };
    state.sessionsSeen = kernel.sessionsSeen ?? [];
    Object.assign(state.maintenance, kernel.maintenance);
    state.notices = kernel.notices ?? [];
    services = kernel.services;
  }
  state.services = restoreServices(services, snapshot.serviceRows ?? []);
  for (const row of snapshot.tasks) readRow(state, row);
  for (const row of snapshot.instances) {
    const id = row.instance as InstanceId;
    state.instances.set(id, { id, row, workingSince: null, slowed: false });
    for (const launch of row.launches) state.launches.set(launch as InstanceId, id);
    state.tasks.get(row.task.toLowerCase())?.live.add(id);
  }
  return state;
}
