import { command, type Turn } from '../kernel/turn.js';
import { isOverdue } from '../tasks/task.js';
import { isCritical } from './yield-modes.js';

/**
 * Keeps the machine (never the screen) awake on AC while a window, manual or emergency run or a
 * critical task works; never on battery (design section 5, "keep awake").
 */
export function keepAwake(turn: Turn): void {
  const { state } = turn;
  const wanted = state.host.running && state.signals.power.settled === 'ac' && deserves(turn);
  if (wanted === state.maintenance.awake) return;
  state.maintenance.awake = wanted;
  command(turn, wanted ? { kind: 'keep-awake', why: 'maintenance is running' } : { kind: 'release-awake' });
}

function deserves(turn: Turn): boolean {
  const { state } = turn;
  const { run } = state.maintenance;
  for (const { row } of state.instances.values()) {
    if (!row.maintenance || row.phase === 'suspended') continue;
    if (run !== null && run.kind !== 'idle') return true;
    const task = state.tasks.get(row.task.toLowerCase());
    if (isCritical(task)) return true;
    if (task !== undefined && isOverdue(task, turn.at.wall, state.host.zone)) return true;
  }
  return false;
}
