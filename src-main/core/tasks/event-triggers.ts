import { iso } from '../time/stamp.js';
import type { JournalReading } from '../signals/readings.js';
import type { LogEntry } from '../history/log-entry.js';
import { command, record, type Turn } from '../kernel/turn.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { wall } from '../time/stamp.js';
import { selects } from '../triggers/event-query.js';
import {
  channelOf,
  entryEvent,
  journalChannel,
  journalEvent,
  type EventNode,
} from '../triggers/event-tree.js';
import { firstValue } from '../triggers/xpath-match.js';
import { eventStartsPerMinuteMax } from './limits.js';
import { setOff } from './react.js';
import { noteRefusal } from './refused-start.js';
import type { Subscription } from './subscriptions.js';
import type { Task } from './task.js';

/** SCHED_E_SERVICE_TOO_BUSY. */
const tooBusy = 0x80041323;
/** SCHED_E_INVALIDVALUE: the subscription cannot be read. */
const invalidValue = 0x80041318;
const minuteMs = 60_000;
/** Values of MatchingElement that are counted apart; the oldest gives way. */
const occurrencesMax = 200;

/** Takes the event triggers of a definition in; one that cannot be subscribed is told (150) and never fires. */
export function subscribe(turn: Turn, task: Task): number {
  const { state } = turn;
  const { path, definition } = task.row;
  const had = state.subscriptions.has(task.key);
  if (!had && !definition.triggers.some(({ kind }) => kind === 'event')) return 0;
  const failed = state.subscriptions.put(task.key, definition);
  for (const { why } of failed) {
    record(turn, 150, { task: path }, { TaskName: path, ResultCode: invalidValue, Reason: why });
  }
  watchJournal(turn);
  return failed.length;
}

/** Tells the journal's reader what tasks wait for, when that has changed. */
export function watchJournal(turn: Turn): void {
  const { state } = turn;
  const wanted = state.subscriptions.ofJournal((key, index) => {
    const trigger = state.tasks.get(key)?.row.definition.triggers[index];
    return trigger?.kind === 'event' ? trigger.subscription : null;
  });
  const text = wanted.join('\n');
  if (text === state.journalWatched) return;
  state.journalWatched = text;
  command(turn, { kind: 'watch-journal', subscriptions: wanted });
}

/** Shows the records of this step to the tasks that wait for records (TASK-09). */
export function matchRecords(turn: Turn): void {
  if (turn.state.subscriptions.size === 0) return;
  // What a task is told because of these records is for the tasks of the next step, not of this one.
  for (const entry of [...turn.records]) match(turn, channelOf(entry.log), () => entryEvent(entry), entry);
}

export function journalWritten(turn: Turn, reading: JournalReading): void {
  match(turn, journalChannel, () => journalEvent(reading), null);
}

function match(turn: Turn, channel: string, make: () => EventNode, entry: LogEntry | null): void {
  const { state, at } = turn;
  let event: EventNode | null = null;
  for (const [key, list] of state.subscriptions.entries()) {
    const task = state.tasks.get(key);
    // A task is not set off by its own course, else it would run for ever.
    if (task === undefined || (entry !== null && entry.task?.toLowerCase() === key)) continue;
    for (const subscription of list) {
      event ??= make();
      if (!selects(subscription.query, channel, event, at.wall)) continue;
      if (counted(turn, task, subscription, event)) eventFires(turn, task, subscription, event);
    }
  }
}

/** NumberOfOccurrences within PeriodOfOccurrence, apart for each value of MatchingElement. */
function counted(turn: Turn, task: Task, { trigger, matching }: Subscription, event: EventNode): boolean {
  const written = task.row.definition.triggers[trigger];
  if (written?.kind !== 'event' || written.numberOfOccurrences <= 1) return true;
  const period = written.periodOfOccurrence;
  const periodMs = period === null ? 0 : (fixedMs(parseDuration(period)) ?? 0);
  const now = turn.at.wall;
  const value = matching === null ? '' : (firstValue(matching, event, now) ?? '');
  const { occurrences } = task.row.schedule;
  const place = `${String(trigger)}:${value.slice(0, 200)}`;
  const recent = (occurrences[place] ?? []).filter((then) => periodMs === 0 || now - then <= periodMs);
  recent.push(now);
  turn.changedTasks.add(task.key);
  if (recent.length < written.numberOfOccurrences) {
    occurrences[place] = recent;
    const [oldest] = Object.keys(occurrences);
    if (Object.keys(occurrences).length > occurrencesMax && oldest !== undefined) delete occurrences[oldest];
    return false;
  }
  delete occurrences[place];
  return true;
}

function eventFires(turn: Turn, task: Task, { trigger, values }: Subscription, event: EventNode): void {
  const now = turn.at.wall;
  const { eventStarts } = task;
  while ((eventStarts[0] ?? now) < now - minuteMs) eventStarts.shift();
  if (eventStarts.length >= eventStartsPerMinuteMax) {
    noteRefusal(turn, task, 130, 'crowded', { ResultCode: tooBusy });
    return;
  }
  eventStarts.push(wall(now));
  const variables: Record<string, string> = {};
  for (const { name, path } of values) {
    const value = firstValue(path, event, now);
    if (value !== null) variables[name] = value;
  }
  record(turn, 999, { task: task.row.path }, { String: `a record set off ${task.row.path} at ${iso(now)}` });
  setOff(turn, task, trigger, { cause: 'event', user: null, variables });
}
