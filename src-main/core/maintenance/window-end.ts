import type { Turn } from '../kernel/turn.js';
import { unsettle } from '../kernel/turn.js';
import { isOverdue } from '../tasks/task.js';
import { anyOverdueWaits } from './proceed.js';
import { becomeIdleRun, endRun } from './run.js';
import type { Run } from './state.js';
import { isCritical, isSlow, slowInstance, yieldInstance } from './yield-modes.js';
import { mayRunAutomatically } from './yield.js';

/**
 * The daily window is over (WAM-15, WAM-20, WAM-27). Still idle and on AC, and not after our own wake:
 * the run goes on as an idle run. Else tasks within their deadline are suspended and stay due; overdue
 * ones go on until they complete, which extends the window.
 */
export function closeWindow(turn: Turn): void {
  const { state } = turn;
  const { maintenance, settings } = state;
  maintenance.window = null;
  unsettle(turn);
  const { run } = maintenance;
  if (run?.kind !== 'regular') return;
  const open = mayRunAutomatically(state);
  if (settings.maintenance.profile === 'opportunistic' && open && maintenance.woken === null) {
    becomeIdleRun(turn, run);
    return;
  }
  const extended = yieldAtEnd(turn, run) || (open && anyOverdueWaits(turn, run));
  if (extended) run.extended = true;
  else endRun(turn);
}

/** Suspends what is within its deadline; true when something goes on beyond the end. */
function yieldAtEnd(turn: Turn, run: Run): boolean {
  const { state } = turn;
  let goesOn = false;
  for (const instance of state.instances.values()) {
    const task = state.tasks.get(instance.row.task.toLowerCase());
    if (task === undefined || run.tasks[task.key] !== 'live') continue;
    const works = instance.row.phase === 'running' || instance.row.phase === 'starting';
    if (isOverdue(task, turn.at.wall, state.host.zone)) goesOn = true;
    else if (!works || isCritical(task)) continue;
    else if (isSlow(task)) {
      // It may hold locks, and the next window is a day away.
      slowInstance(turn, instance, 'window');
      goesOn = true;
    } else yieldInstance(turn, instance, 'window');
  }
  return goesOn;
}
