import { refuse } from '../../../src-shared/failure/refusal.js';
import type { CoreRequest } from '../kernel/event.js';
import { record, unsettle, type CoreAnswer, type Turn } from '../kernel/turn.js';
import { findTask } from '../tasks/requests.js';
import { addDuration } from '../time/calendar.js';
import { compareDurations, parseDuration } from '../time/duration.js';
import { iso, type Wall } from '../time/stamp.js';
import { reschedule } from './due.js';
import { skipPlan } from './catch-up.js';
import { putPlanOff } from './plan.js';
import { yieldInstance } from './yield-modes.js';

type Request<K extends CoreRequest['kind']> = Extract<CoreRequest, { kind: K }>;

const longest = parseDuration('P7D');
const nothing = parseDuration('PT0S');

function refused(...args: Parameters<typeof refuse>): CoreAnswer {
  return { kind: 'refused', refusal: refuse(...args) };
}

/** The instant that far from now, or what is wrong with the duration: more than nothing, at most seven days. */
function instantIn(turn: Turn, text: string): Wall | string {
  try {
    const duration = parseDuration(text);
    if (compareDurations(duration, nothing) !== 1 || compareDurations(duration, longest) === 1)
      return `${text}: give more than nothing and at most seven days, such as PT4H`;
    return addDuration(turn.at.wall, duration, turn.state.host.zone);
  } catch {
    return `${text} is not a duration such as PT4H`;
  }
}

/** Postpones a maintenance task (912): not before then of the scheduler's own accord; by hand it runs all the same. */
export function postpone(turn: Turn, by: string, request: Request<'postpone'>): CoreAnswer {
  const task = findTask(turn, request.task);
  if (task === null)
    return refused('unknown-task', `There is no task ${request.task}. List them with: caretaker task list`);
  const { path } = task.row;
  if (task.maintenance === null)
    return refused('bad-input', `${path} is no maintenance task; only those can be postponed.`);
  const until = instantIn(turn, request.for);
  if (typeof until === 'string') return refused('bad-input', until);
  Object.assign(task.row.schedule, { heldUntil: until, heldBy: 'postponed' });
  turn.changedTasks.add(task.key);
  reschedule(turn, task);
  for (const id of task.live) {
    const instance = turn.state.instances.get(id);
    const works = instance?.row.phase === 'running' || instance?.row.phase === 'starting';
    if (instance !== undefined && works && instance.row.cause !== 'user')
      yieldInstance(turn, instance, 'user');
  }
  record(turn, 912, { task: path }, { TaskName: path, UserContext: by, Until: iso(until) });
  unsettle(turn);
  return { kind: 'done', out: { until: iso(until) } };
}

/** Puts the catch-up off. */
export function later(turn: Turn, request: Request<'later'>): CoreAnswer {
  const { plan } = turn.state.maintenance;
  if (plan === null) return refused('no-plan', 'No catch-up is planned.');
  const until = instantIn(turn, request.for);
  if (typeof until === 'string') return refused('bad-input', until);
  putPlanOff(turn, plan, until);
  return { kind: 'done', out: { until: iso(until) } };
}

/** Skips the catch-up: nothing of it before the next daily activation. */
export function skip(turn: Turn): CoreAnswer {
  const { plan } = turn.state.maintenance;
  if (plan === null) return refused('no-plan', 'No catch-up is planned.');
  return { kind: 'done', out: { until: iso(skipPlan(turn, plan)) } };
}
