import type { Turn } from '../kernel/turn.js';
import { unsettle } from '../kernel/turn.js';
import { suspendInstance } from '../tasks/hold.js';
import { isOverdue } from '../tasks/task.js';
import { becomeIdleRun, endRun } from './run.js';
import { mayRunAutomatically } from './yield.js';

/**
 * The daily window is over (WAM-15, WAM-20, WAM-27). Still idle and on AC: the run goes on as an idle
 * run. Else tasks within their deadline are suspended and stay due; overdue ones go on until they
 * complete, which extends the window.
 */
export function closeWindow(turn: Turn): void {
  const { state } = turn;
  const { maintenance, settings, host } = state;
  maintenance.window = null;
  unsettle(turn);
  const { run } = maintenance;
  if (run?.kind !== 'regular') return;
  if (settings.maintenance.profile === 'opportunistic' && mayRunAutomatically(state)) {
    becomeIdleRun(turn, run);
    return;
  }
  let overdue = false;
  for (const instance of state.instances.values()) {
    const task = state.tasks.get(instance.row.task.toLowerCase());
    if (task === undefined || run.tasks[task.key] !== 'live') continue;
    if (isOverdue(task, turn.at.wall, host.zone)) overdue = true;
    else if (instance.row.phase === 'running' || instance.row.phase === 'starting') {
      if (!task.row.definition.settings.critical) suspendInstance(turn, instance, 'window');
    }
  }
  if (overdue) run.extended = true;
  else endRun(turn);
}
