import { record, unsettle, type Turn } from '../kernel/turn.js';
import type { State } from '../kernel/state.js';
import { dueAt, type Task } from '../tasks/task.js';
import { elapsed, iso, type Wall } from '../time/stamp.js';
import type { Plan } from './state.js';

/** One task at a time for this long after the first start, unless one is done before. */
const rampMs = 600_000;
/** Whether a task belongs to the plan: it was due when the machine came back. */
export function isPlanned(state: State, plan: Plan, task: Task): boolean {
  const due = dueAt(task, state.host.zone);
  return due !== null && due <= plan.since;
}

/** Whether the plan of this task was put off. */
export function isPutOff(state: State, task: Task): boolean {
  const { plan } = state.maintenance;
  if (plan === null || plan.until === null || plan.until <= state.now.wall) return false;
  return isPlanned(state, plan, task);
}

/** Others need the machine: the catch-up starts nothing more until they are done. */
export function pressureHolds(state: State): 'load' | 'load-unknown' | null {
  const { plan, run } = state.maintenance;
  const { load } = state.signals;
  if (plan === null || run?.kind === 'manual' || load.value === 'below') return null;
  return load.value === 'above' ? 'load' : 'load-unknown';
}

/** Whether the catch-up still goes one task at a time. */
export function goesSingly(state: State): boolean {
  const { plan, run } = state.maintenance;
  return plan?.oneAtATime === true && run?.kind !== 'manual';
}

/** Its first task starts: the ten minutes begin. */
export function planBegins(turn: Turn): void {
  const { plan } = turn.state.maintenance;
  if (plan?.oneAtATime !== true || turn.state.elapsedDue.at('plan') !== null) return;
  turn.state.elapsedDue.set('plan', elapsed(turn.at.elapsed + rampMs));
}

/** From now on as many at a time as ever. */
export function planWidens(turn: Turn): void {
  const { plan } = turn.state.maintenance;
  turn.state.elapsedDue.set('plan', null);
  if (plan !== null) plan.oneAtATime = false;
  unsettle(turn);
}

/** An instance ended: the first completion widens the plan, the last one ends it. */
export function planProgresses(turn: Turn, completed: boolean): void {
  const { maintenance } = turn.state;
  const { plan } = maintenance;
  if (plan === null) return;
  if (completed && plan.oneAtATime) planWidens(turn);
  if (!plan.tasks.some((key) => maintenance.due.has(key))) endPlan(turn);
}

/** The plan is done, replaced or overtaken by the daily window. */
export function endPlan(turn: Turn): void {
  turn.state.maintenance.plan = null;
  turn.state.elapsedDue.set('plan', null);
  turn.state.wallDue.set('plan', null);
  unsettle(turn);
}

/** Puts the plan off until an instant (911). */
export function putPlanOff(turn: Turn, plan: Plan, until: Wall): void {
  plan.until = until;
  turn.state.wallDue.set('plan', until);
  record(turn, 911, {}, { Action: 'later', Until: iso(until) });
  unsettle(turn);
}

/** The time for which the plan was put off is over. */
export function planReturns(turn: Turn): void {
  const { plan } = turn.state.maintenance;
  if (plan !== null) plan.until = null;
  unsettle(turn);
}
