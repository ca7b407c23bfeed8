import type { State } from '../kernel/state.js';
import { drawBetween } from '../kernel/chance.js';
import { unsettle, type Turn } from '../kernel/turn.js';
import { addDuration, nextTimeOfDay } from '../time/calendar.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { wall, type Wall } from '../time/stamp.js';
import type { Task } from '../tasks/task.js';
import { endPlan } from './plan.js';
import type { Window } from './state.js';

const dayMs = 86_400_000;

/** The window of the first activation after `after`; the random delay is drawn once per day from the seed. */
export function windowAfter(state: State, after: Wall): Window {
  const { time, window, randomDelay } = state.settings.maintenance;
  const activation = nextTimeOfDay(after, time, state.host.zone);
  const bound = fixedMs(parseDuration(randomDelay)) ?? 0;
  const delay = bound === 0 ? 0 : drawBetween(state.seed, Math.floor(activation / dayMs), bound);
  const opens = wall(activation + delay);
  return { activation, opens, closes: wall(opens + (fixedMs(parseDuration(window)) ?? 0)) };
}

/** The next daily activation after now: until then a user's stop holds. */
export function nextActivation(state: State): Wall {
  return nextTimeOfDay(state.now.wall, state.settings.maintenance.time, state.host.zone);
}

/**
 * Works out the coming window anew: after a start, a change of settings, clock or zone. A window that
 * was already served is not served again when the clock is set back.
 *
 * @param inProgress whether a window that has begun already may still be used (after a start or a
 *   sleep: yes; after a change of settings: no, nobody expects a run for a time just chosen and past)
 */
export function planWindow(turn: Turn, inProgress: boolean): void {
  const { maintenance, settings } = turn.state;
  maintenance.next = settings.maintenance.enabled ? comingWindow(turn.state, inProgress) : null;
  turn.state.wallDue.set('window-opens', maintenance.next?.opens ?? null);
}

function comingWindow(state: State, inProgress: boolean): Window {
  const now = state.now.wall;
  const { served } = state.maintenance;
  // 26 hours back reaches the last activation also across the longest day.
  let window = windowAfter(state, wall(now - 26 * 3_600_000));
  while (window.closes <= now || window.activation === served || (!inProgress && window.opens <= now)) {
    window = windowAfter(state, window.activation);
  }
  return window;
}

/** The window opens; one that was slept through is passed over, its tasks stay due (WAM-17). */
export function openWindow(turn: Turn): void {
  const { maintenance } = turn.state;
  const window = maintenance.next;
  if (window !== null && turn.at.wall < window.closes) {
    maintenance.window = window;
    maintenance.served = window.activation;
    maintenance.stoppedByUser = false;
    // A run that was extended all day is within a window again.
    if (maintenance.run !== null) maintenance.run.extended = false;
    turn.state.wallDue.set('window-closes', window.closes);
    // The daily run takes over what a catch-up had left.
    if (maintenance.plan !== null) endPlan(turn);
  }
  planWindow(turn, true);
  unsettle(turn);
}

/** Whether the window is open now. */
export function windowIsOpen(state: State): boolean {
  return state.maintenance.window !== null;
}

/**
 * Eligible for the open window in the window-only profile: the last completed instance finished
 * before activation − period; a task that falls due inside the window does not join (WAM-24;
 * reference "automatic maintenance", section 4).
 */
export function eligibleForWindow(state: State, task: Task): boolean {
  const { window } = state.maintenance;
  if (window === null || task.maintenance === null) return false;
  const { completed, registered, retryAt } = task.row.schedule;
  if (retryAt !== null) return retryAt <= window.activation;
  if (completed === null) return registered <= window.activation;
  return addDuration(completed, task.maintenance.period, state.host.zone) < window.activation;
}
