import type { TaskDefinition, Trigger } from '../../../src-shared/model/task.js';
import { boundaryInstant } from '../time/boundary.js';
import { addDuration } from '../time/calendar.js';
import { dayMs, dayNumber } from '../time/civil.js';
import { wall, type Wall } from '../time/stamp.js';
import { localToInstant, offsetAt } from '../time/zone.js';
import { scheduleOf, type Schedule } from './schedule.js';

/**
 * The next scheduled instant of a trigger, strictly after `after`; null when there is none, and for
 * triggers that wait for something to happen. Random delays are not added; `enabled` is not looked at.
 *
 * Rules (reference "task model", sections 4 and 6; decisions, section 2):
 * - a time inside a gap of the clock is the first existing instant, in a repeated hour the first pass;
 * - with Z or an offset in the start boundary the dates and the time of day are those of that offset;
 * - repetition: k × interval of elapsed time from the pattern's start, both ends of the duration included,
 *   without a duration for ever; the next pattern's start ends the one before;
 * - the end boundary itself is still a chance.
 *
 * @param zone the machine's zone, for boundaries without one
 */
export function nextOccurrence(trigger: Trigger, after: Wall, zone: string): Wall | null {
  const schedule = scheduleOf(trigger);
  if (schedule === null) return null;
  const ownZone = schedule.start.zone ?? zone;
  const upcoming = patternAfter(schedule, after, ownZone);
  const step = repetitionAfter(schedule, after, ownZone);
  const found = step !== null && (upcoming === null || step < upcoming) ? step : upcoming;
  if (found === null || found > latest) return null;
  if (schedule.end !== null && found > boundaryInstant(schedule.end, zone)) return null;
  return found;
}

/** The last instant of the year 9999: no boundary lies beyond it. */
const latest = dayNumber(10_000, 1, 1) * dayMs - 1;

function patternOn(schedule: Schedule, day: number, zone: string): Wall {
  return localToInstant(zone, day * dayMs + schedule.timeMs);
}

function localDay(at: Wall, zone: string): number {
  return Math.floor((at + offsetAt(zone, at)) / dayMs);
}

/** The start of the pattern that a scheduled instant belongs to; null for triggers without a calendar. */
export function patternStart(trigger: Trigger, at: Wall, zone: string): Wall | null {
  const schedule = scheduleOf(trigger);
  return schedule === null ? null : patternBefore(schedule, at, schedule.start.zone ?? zone);
}

/** The first start of a pattern after `after`. */
function patternAfter(schedule: Schedule, after: Wall, zone: string): Wall | null {
  // A day of margin: changes of the clock may cross midnight in either direction.
  let day: number | null = Math.max(schedule.startDay, localDay(after, zone) - 1);
  for (;;) {
    day = schedule.dates.atOrAfter(day);
    if (day === null) return null;
    const at = patternOn(schedule, day, zone);
    if (at > after) return at;
    day++;
  }
}

/** The last start of a pattern at or before `at`. */
function patternBefore(schedule: Schedule, at: Wall, zone: string): Wall | null {
  let day: number | null = localDay(at, zone) + 1;
  for (;;) {
    day = schedule.dates.atOrBefore(day);
    if (day === null) return null;
    const start = patternOn(schedule, day, zone);
    if (start <= at) return start;
    day--;
  }
}

/** The next step of the pattern that is under way at `after`. */
function repetitionAfter(schedule: Schedule, after: Wall, zone: string): Wall | null {
  const { repeat } = schedule;
  if (repeat === null) return null;
  const start = patternBefore(schedule, after, zone);
  if (start === null) return null;
  const steps = Math.floor((after - start) / repeat.intervalMs) + 1;
  const at = wall(start + steps * repeat.intervalMs);
  if (repeat.duration === null) return at;
  const end =
    repeat.durationMs === null ? addDuration(start, repeat.duration, zone) : start + repeat.durationMs;
  return at <= end ? at : null;
}

/**
 * The next `count` scheduled instants of a task, ascending, each once however many triggers name it.
 * Only what will really start it counts: a disabled trigger adds nothing, a disabled task has none.
 * (Windows' own list of run times counts disabled triggers; a person who asks "when next?" is not helped
 * by an instant at which nothing happens.)
 */
export function nextOfTask(
  definition: Pick<TaskDefinition, 'triggers' | 'settings'>,
  after: Wall,
  zone: string,
  count: number,
): Wall[] {
  if (!definition.settings.enabled) return [];
  const heads = definition.triggers
    .filter((trigger) => trigger.enabled)
    .map((trigger) => ({ trigger, at: nextOccurrence(trigger, after, zone) }));
  const found: Wall[] = [];
  while (found.length < count) {
    let first: Wall | null = null;
    for (const { at } of heads) if (at !== null && (first === null || at < first)) first = at;
    if (first === null) break;
    found.push(first);
    for (const head of heads) {
      if (head.at === first) head.at = nextOccurrence(head.trigger, first, zone);
    }
  }
  return found;
}
