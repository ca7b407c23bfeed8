import type { State } from '../kernel/state.js';
import type { Task } from '../tasks/task.js';
import { parallelLimit } from './order.js';
import { goesSingly } from './plan.js';

/**
 * Why there is no room for this task beside those that work: an exclusive one runs alone and after the
 * others, nothing new starts beside it, and the rest share the parallel limit (WAM-53, WAM-54). What a
 * user stopped is suspended and holds nobody back.
 */
export function crowdedBy(state: State, task: Task): 'exclusive' | 'parallel' | 'plan' | null {
  let working = 0;
  let exclusiveUnderWay = false;
  for (const { row } of state.instances.values()) {
    const key = row.task.toLowerCase();
    if (!row.maintenance || key === task.key) continue;
    if (row.phase !== 'suspended') working += 1;
    const held = row.phase === 'suspended' && isHeld(state, key);
    if (!held && state.tasks.get(key)?.maintenance?.exclusive === true) exclusiveUnderWay = true;
  }
  if (exclusiveUnderWay) return 'exclusive';
  if (task.maintenance?.exclusive === true) return working > 0 ? 'exclusive' : null;
  if (working >= parallelLimit(state.settings.maintenance.parallel, state.host.cores)) return 'parallel';
  return working > 0 && goesSingly(state) ? 'plan' : null;
}

/** Two exclusive tasks never work side by side, whoever asked for them: a start by hand waits its turn (WAM-53). */
export function waitsForExclusive(state: State, task: Task): boolean {
  if (task.maintenance?.exclusive !== true) return false;
  for (const { row } of state.instances.values()) {
    const other = state.tasks.get(row.task.toLowerCase());
    if (row.phase !== 'suspended' && other?.maintenance?.exclusive === true) return true;
  }
  return false;
}

/** Ended or stopped by a user, or impossible to launch: not before the next daily activation. */
export function isHeld(state: State, key: string): boolean {
  const until = state.tasks.get(key)?.row.schedule.heldUntil ?? null;
  return until !== null && until > state.now.wall;
}
