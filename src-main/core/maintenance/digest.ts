import { notify, record, type Turn } from '../kernel/turn.js';
import { isOverdue, isSchedulable } from '../tasks/task.js';
import { nextTimeOfDay } from '../time/calendar.js';
import { wall } from '../time/stamp.js';
import { isStarved } from './starved.js';
import type { Week } from './state.js';

/** Told at this time of day, a week after the last one. */
const digestTime = '10:00';
const nearlyWeekMs = 6.5 * 86_400_000;
const retryMs = 60_000;

/** Arms the weekly digest; the first one comes a week after the first start. */
export function armDigest(turn: Turn): void {
  const { state } = turn;
  const week: Week = (state.maintenance.week ??= { since: turn.at.wall, completed: 0, failed: 0 });
  const at = nextTimeOfDay(wall(week.since + nearlyWeekMs), digestTime, state.host.zone);
  state.wallDue.set('digest', at);
}

/** Counts a maintenance instance that ended by itself. */
export function countForDigest(turn: Turn, outcome: 'completed' | 'failed'): void {
  const { week } = turn.state.maintenance;
  if (week !== null) week[outcome] += 1;
}

/**
 * The week is over: one notice that sums it up (914), so that nothing need be told on success. A week in
 * which there was nothing to do and nothing is wrong is not told.
 */
export function tellDigest(turn: Turn): void {
  const { state, at } = turn;
  const { week } = state.maintenance;
  if (week === null || state.signals.settledAt !== null || state.signals.system.value !== 'on') {
    state.wallDue.set('digest', wall(at.wall + retryMs));
    return;
  }
  let overdue = 0;
  let starved = 0;
  for (const task of state.tasks.values()) {
    if (!isSchedulable(task)) continue;
    if (isOverdue(task, at.wall, state.host.zone)) overdue += 1;
    if (isStarved(task, at.wall, state.host.zone)) starved += 1;
  }
  const { completed, failed } = week;
  state.maintenance.week = { since: at.wall, completed: 0, failed: 0 };
  armDigest(turn);
  if (completed + failed + overdue + starved === 0) return;
  record(turn, 914, {}, { Completed: completed, Failed: failed, Overdue: overdue, Starved: starved });
  notify(turn, 'digest', `digest:${String(at.wall)}`, {
    actions: ['open-panel'],
    values: { completed, failed, overdue, starved },
  });
}
