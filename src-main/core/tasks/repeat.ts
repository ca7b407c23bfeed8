import type { Repeat } from '../kernel/rows.js';
import type { Turn } from '../kernel/turn.js';
import { addDuration } from '../time/calendar.js';
import { fixedMs, parseDuration, type Duration } from '../time/duration.js';
import { elapsed, type Elapsed } from '../time/stamp.js';
import { fire, type Firing } from './fire.js';
import type { Task } from './task.js';
import { triggerDetails } from './trigger-details.js';

/**
 * Repetition of a trigger that something sets off: k × interval of elapsed time from the moment it fired,
 * both ends of the duration included, without a duration for ever (reference "task model", section 4).
 */
export function beginRepeat(turn: Turn, task: Task, index: number, firing: Firing): void {
  const trigger = task.row.definition.triggers[index];
  if (trigger?.repetition == null) return;
  const { repeats } = task.row.schedule;
  const known = repeats.findIndex((repeat) => repeat.trigger === index);
  if (known >= 0) repeats.splice(known, 1);
  const repeat: Repeat = {
    trigger: index,
    from: elapsed(turn.at.elapsed + firing.delayMs),
    steps: 0,
    cause: firing.cause,
    user: firing.user,
    variables: firing.variables,
  };
  repeats.push(repeat);
  turn.changedTasks.add(task.key);
  armRepeat(turn, task, repeat);
}

/** The end of a repetition on the elapsed clock; null = for ever. */
export function repeatEnd(turn: Turn, task: Task, index: number, from: Elapsed): Elapsed | null {
  const written = task.row.definition.triggers[index]?.repetition?.duration ?? null;
  return written === null ? null : elapsed(from + lengthOf(turn, parseDuration(written)));
}

function lengthOf(turn: Turn, duration: Duration): number {
  const { wall: now } = turn.at;
  return fixedMs(duration) ?? addDuration(now, duration, turn.state.host.zone) - now;
}

/** Sets the timer of the next step, or ends the repetition. */
export function armRepeat(turn: Turn, task: Task, repeat: Repeat): void {
  const { state, at } = turn;
  const trigger = task.row.definition.triggers[repeat.trigger];
  const written = trigger?.repetition?.interval ?? null;
  const interval = written === null ? null : fixedMs(parseDuration(written));
  const key = repeatKey(task, repeat.trigger);
  // Steps that were slept through are passed over: the next one serves them all.
  const passed = interval === null ? 0 : Math.floor((at.elapsed - repeat.from) / interval);
  const step = Math.max(repeat.steps, passed) + 1;
  const due = interval === null ? null : elapsed(repeat.from + step * interval);
  const end = repeatEnd(turn, task, repeat.trigger, repeat.from);
  if (due === null || (end !== null && due > end)) {
    drop(turn, task, repeat);
    return;
  }
  repeat.steps = step - 1;
  state.elapsedDue.set(key, due);
}

/** A step is due. */
export function repeatDue(turn: Turn, task: Task, index: number): void {
  const { schedule, definition } = task.row;
  const repeat = schedule.repeats.find(({ trigger }) => trigger === index);
  if (repeat === undefined) return;
  const details = triggerDetails(turn, task, index, null);
  if (!definition.settings.enabled || (details.notAfter !== null && turn.at.wall > details.notAfter)) {
    drop(turn, task, repeat);
    return;
  }
  repeat.steps += 1;
  turn.changedTasks.add(task.key);
  armRepeat(turn, task, repeat);
  const { cause, user, variables } = repeat;
  const endsAt = stopsAtEnd(task, index) ? repeatEnd(turn, task, index, repeat.from) : null;
  fire(turn, task, { cause, user, variables, delayMs: 0, details: { ...details, endsAt } });
}

/** Whether what the trigger started is stopped at the end of its repetition. */
export function stopsAtEnd(task: Task, index: number): boolean {
  return task.row.definition.triggers[index]?.repetition?.stopAtDurationEnd === true;
}

/** Ends every repetition of a task. */
export function stopRepeats(turn: Turn, task: Task): void {
  for (const repeat of [...task.row.schedule.repeats]) drop(turn, task, repeat);
}

function drop(turn: Turn, task: Task, repeat: Repeat): void {
  const { repeats } = task.row.schedule;
  const place = repeats.indexOf(repeat);
  if (place >= 0) repeats.splice(place, 1);
  turn.state.elapsedDue.set(repeatKey(task, repeat.trigger), null);
  turn.changedTasks.add(task.key);
}

function repeatKey(task: Task, index: number): string {
  return `repeat:${String(index)}:${task.key}`;
}
