import type { StartDetails } from '../kernel/rows.js';
import type { Turn } from '../kernel/turn.js';
import { boundaryInstant, parseBoundary } from '../time/boundary.js';
import { addDuration } from '../time/calendar.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { elapsed, type Elapsed, type Wall } from '../time/stamp.js';
import { patternStart } from '../triggers/next-occurrence.js';
import { noDetails } from './fire.js';
import type { Task } from './task.js';

/** What one trigger gives to the instances it starts: its limit, its end, the end of its repetition. */
export function triggerDetails(turn: Turn, task: Task, index: number, due: Wall | null): StartDetails {
  const trigger = task.row.definition.triggers[index];
  if (trigger === undefined) return noDetails;
  const { zone } = turn.state.host;
  const limit = trigger.executionTimeLimit;
  return {
    trigger: index,
    limitMs: limit === null ? null : (fixedMs(parseDuration(limit)) ?? 0),
    endsAt: due === null ? null : patternEndsAt(turn, task, index, due),
    notAfter: trigger.endBoundary === null ? null : boundaryInstant(parseBoundary(trigger.endBoundary), zone),
  };
}

/** When a calendar trigger's repetition stops what it started (StopAtDurationEnd). */
function patternEndsAt(turn: Turn, task: Task, index: number, due: Wall): Elapsed | null {
  const trigger = task.row.definition.triggers[index];
  if (trigger?.repetition?.stopAtDurationEnd !== true || trigger.repetition.duration === null) return null;
  const { zone } = turn.state.host;
  const start = patternStart(trigger, due, zone);
  if (start === null) return null;
  const end = addDuration(start, parseDuration(trigger.repetition.duration), zone);
  return elapsed(turn.at.elapsed + Math.max(0, end - turn.at.wall));
}
