import type { Turn } from '../kernel/turn.js';
import { isOverdue, type Task } from '../tasks/task.js';
import { starvation } from './due.js';

/**
 * The order in which due tasks are taken: overdue ones first, then the most starved, ties by path;
 * exclusive ones after all others (WAM-53, WAM-54).
 */
export function inOrder(turn: Turn, tasks: Task[]): Task[] {
  const { zone } = turn.state.host;
  const ranked = tasks.map((task) => ({
    task,
    exclusive: task.maintenance?.exclusive === true,
    overdue: isOverdue(task, turn.at.wall, zone),
    starved: starvation(turn, task),
  }));
  ranked.sort((a, b) => {
    if (a.exclusive !== b.exclusive) return a.exclusive ? 1 : -1;
    if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
    if (a.starved !== b.starved) return b.starved - a.starved;
    return a.task.key < b.task.key ? -1 : 1;
  });
  return ranked.map(({ task }) => task);
}

/** How many maintenance tasks may run side by side: the setting, else half the cores, at least one. */
export function parallelLimit(parallel: number | null, cores: number): number {
  return parallel ?? Math.max(1, Math.floor(cores / 2));
}
