import type { MaintenancePlan } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { settlesAt } from '../signals/snapshot.js';
import type { Plan } from '../maintenance/state.js';
import { dueAt, isOverdue, type Task } from '../tasks/task.js';
import { iso, wall } from '../time/stamp.js';

/** The catch-up as it is shown before it starts and while it goes on. */
export function planView(state: State, plan: Plan): MaintenancePlan {
  const tasks = plan.tasks.map((key) => state.tasks.get(key)).filter((task) => task !== undefined);
  const { until, cause, since, oneAtATime } = plan;
  const settled = settlesAt(state.signals, state.now);
  const startsAt = until === null ? settled : wall(Math.max(until, settled ?? until));
  return {
    cause,
    since: iso(since),
    startsAt: startsAt === null ? null : iso(startsAt),
    postponed: until !== null,
    oneAtATime,
    tasks: tasks.map((task) => ({
      task: task.row.path,
      since: iso(plannedSince(state, plan, task)),
      overdue: isOverdue(task, state.now.wall, state.host.zone),
      state: progressOf(state, task),
    })),
  };
}

/** Since when it was due; once it is done, since the plan. */
function plannedSince(state: State, plan: Plan, task: Task): Plan['since'] {
  const due = dueAt(task, state.host.zone);
  return due !== null && due <= plan.since ? due : plan.since;
}

function progressOf(state: State, task: Task): MaintenancePlan['tasks'][number]['state'] {
  const phases = [...task.live].map((id) => state.instances.get(id)?.row.phase);
  if (phases.includes('suspended')) return 'suspended';
  if (phases.length > 0) return 'running';
  return state.maintenance.due.has(task.key) ? 'waiting' : 'done';
}
