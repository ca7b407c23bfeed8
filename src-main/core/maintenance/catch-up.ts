import { record, type Turn } from '../kernel/turn.js';
import { isSchedulable, type Task } from '../tasks/task.js';
import { iso, type Wall } from '../time/stamp.js';
import { inOrder } from './order.js';
import { endPlan, isPlanned } from './plan.js';
import { isHeld } from './room.js';
import type { Plan } from './state.js';
import { nextActivation } from './window.js';

/** A longer list helps nobody; what is due beyond it is taken after it all the same. */
const shownMax = 200;
/** Names in the record. */
const namedMax = 10;

/**
 * Plans what was missed while the machine slept or was off (decisions section 1, "after sleep or boot"):
 * an ordered list, shown while the machine settles. One task goes at a time at first, and nothing of it
 * starts while others need the machine.
 */
export function makePlan(turn: Turn, cause: Plan['cause']): void {
  const { state } = turn;
  state.maintenance.plan = null;
  // Outside its window this profile makes up for nothing; inside, the window rules.
  if (state.settings.maintenance.profile === 'window-only' || !state.settings.maintenance.enabled) return;
  const due = [...state.maintenance.due]
    .map((key) => state.tasks.get(key))
    .filter((task) => task !== undefined && isSchedulable(task) && !isHeld(state, task.key));
  if (due.length === 0) return;
  const ordered = inOrder(turn, due as Task[]);
  const tasks = ordered.slice(0, shownMax).map(({ key }) => key);
  state.maintenance.plan = { cause, since: turn.at.wall, tasks, until: null, oneAtATime: true };
  const named = ordered.slice(0, namedMax).map(({ row }) => row.path);
  const more = ordered.length > namedMax ? '; …' : '';
  record(turn, 910, {}, { Tasks: named.join('; ') + more, Count: ordered.length, Cause: cause });
}

/** Nothing of the plan before the next daily activation, but by hand (911). */
export function skipPlan(turn: Turn, plan: Plan): Wall {
  const { state } = turn;
  const until = nextActivation(state);
  for (const key of state.maintenance.due) {
    const task = state.tasks.get(key);
    if (task === undefined || !isPlanned(state, plan, task)) continue;
    Object.assign(task.row.schedule, { heldUntil: until, heldBy: 'plan' });
    turn.changedTasks.add(key);
  }
  record(turn, 911, {}, { Action: 'skip', Until: iso(until) });
  endPlan(turn);
  return until;
}
