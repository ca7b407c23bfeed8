import type { TaskWaitReason } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { elapsed, type Elapsed } from '../time/stamp.js';
import type { Task } from './task.js';
import { idleHold } from './task-idle.js';

/** How long a start waits for idle where the definition does not say (reference "task model", section 9). */
const waitTimeoutDefault = 'PT1H';

/** A condition that refuses the start: the event that says so, and the reason (decisions section 2, "conditions"). */
export interface RefusedBy {
  id: 326 | 112;
  reason: TaskWaitReason;
}

/** Power and network: refused at once, or waited for as levels where the task may start late. */
export function refusedBy(state: State, task: Task): RefusedBy | null {
  const { settings } = task.row.definition;
  if (settings.disallowStartIfOnBatteries && state.signals.power.settled !== 'ac') {
    return { id: 326, reason: state.signals.power.settled === 'battery' ? 'power' : 'power-unknown' };
  }
  if (settings.runOnlyIfNetworkAvailable && !networkServes(state, task))
    return { id: 112, reason: 'network' };
  return null;
}

/** Any network, or the one that is named by id or by name (TASK-31 to TASK-33); unknown is none. */
export function networkServes(state: State, task: Task): boolean {
  const { addresses, networks } = state.signals.network;
  const { networkSettings } = task.row.definition.settings;
  const id = bare(networkSettings?.id);
  const name = networkSettings?.name?.trim().toLowerCase() ?? '';
  if (id === '' && name === '') return (addresses?.length ?? 0) > 0;
  return (networks ?? []).some(
    (network) =>
      (id !== '' && bare(network.id) === id) || (name !== '' && network.name.toLowerCase() === name),
  );
}

function bare(id: string | null | undefined): string {
  return (id ?? '').replace(/[{}]/g, '').trim().toLowerCase();
}

/**
 * Why the idle condition does not hold; null when it does or is not asked for. Duration counts from the
 * last input, so that time already idle counts (reference "task model", section 9).
 */
export function idleRefusal(state: State, task: Task): TaskWaitReason | null {
  const { settings } = task.row.definition;
  if (!settings.runOnlyIfIdle) return null;
  const hold = idleHold(state);
  if (hold !== null) return hold;
  const enough = idleEnoughAt(state, task);
  return enough !== null && state.now.elapsed < enough ? 'not-idle' : null;
}

/** When the machine will have been idle for the task's own Duration; null while somebody is here. */
export function idleEnoughAt(state: State, task: Task): Elapsed | null {
  const { awaySince } = state.taskIdle;
  if (awaySince === null) return null;
  const written = task.row.definition.settings.idleSettings?.duration ?? null;
  const ms = written === null ? 0 : (fixedMs(parseDuration(written)) ?? 0);
  return elapsed(awaySince + ms);
}

/** How long a start waits for idle, ms. */
export function idlePatienceMs(task: Task): number {
  const written = task.row.definition.settings.idleSettings?.waitTimeout ?? waitTimeoutDefault;
  return fixedMs(parseDuration(written)) ?? 0;
}

/** Whether a condition that refused the start is then waited for as a level. */
export function mayStartLate(task: Task): boolean {
  return task.maintenance !== null || task.row.definition.settings.startWhenAvailable;
}
