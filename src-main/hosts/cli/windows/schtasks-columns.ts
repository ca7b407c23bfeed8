import type { TaskSummary } from '../../../../src-shared/contract/tasks.js';
import type { Action, TaskDefinition, Trigger } from '../../../../src-shared/model/task.js';
import { monthNames } from '../../../../src-shared/model/task.js';
import { fixedMs, parseDuration } from '../../../core/time/duration.js';
import { quoteArguments } from '../../../formats/task-xml/quote.js';
import { dateText, dateTimeText, momentAt, momentOfBoundary, timeText } from './us-dates.js';

/** A task with all that is shown of it. */
export interface ListedTask {
  summary: TaskSummary;
  /** Null where it was not asked for (no /V). */
  definition: TaskDefinition | null;
}

export type Column = readonly [label: string, value: string];

const statuses: Record<TaskSummary['state'], string> = {
  Disabled: 'Disabled',
  Queued: 'Queued',
  Ready: 'Ready',
  Running: 'Running',
  // Windows has no word for it: the instance lives.
  Suspended: 'Running',
};

/** The task's status in the words of schtasks. */
export function statusOf({ state }: TaskSummary): string {
  return statuses[state];
}

/** The next run in local time, or N/A. */
export function nextRunOf({ nextRun }: TaskSummary, zone: string): string {
  return nextRun === null ? 'N/A' : dateTimeText(momentAt(nextRun, zone));
}

/** What Windows shows as the last run of a task that never ran. */
const neverRan = '11/30/1999 12:00:00 AM';

/** The columns of LIST and CSV without /V. */
export function shortColumns({ summary, definition }: ListedTask, host: string, zone: string): Column[] {
  return [
    ['HostName', host],
    ['TaskName', summary.path],
    ['Next Run Time', nextRunOf(summary, zone)],
    ['Status', statusOf(summary)],
    ['Logon Mode', logonMode(definition)],
  ];
}

/** The columns of /V, one set for each trigger (reference, section 6.2). */
export function longColumns(task: ListedTask, host: string, zone: string): Column[][] {
  const { definition } = task;
  if (definition === null) return [];
  const triggers: (Trigger | null)[] = definition.triggers.length === 0 ? [null] : definition.triggers;
  return triggers.map((trigger) => [
    ...shortColumns(task, host, zone),
    ...taskColumns(task.summary, definition, zone),
    ...scheduleColumns(trigger, zone),
  ]);
}

function logonMode(definition: TaskDefinition | null): string {
  const principal = definition?.principal;
  const named = principal?.userId ?? principal?.groupId ?? null;
  if (
    named === null ||
    /^(s-1-5-(18|19|20)|(nt authority\\)?(local |network )?(system|service))$/i.test(named)
  ) {
    return 'Interactive/Background';
  }
  if (principal?.logonType === 'S4U') return 'Background only';
  const stored = principal?.logonType === 'Password' || principal?.logonType === 'InteractiveTokenOrPassword';
  return stored ? 'Interactive/Background' : 'Interactive only';
}

function taskColumns(summary: TaskSummary, definition: TaskDefinition, zone: string): Column[] {
  const { registrationInfo, settings, principal } = definition;
  const { lastRun, lastResult } = summary;
  return [
    ['Last Run Time', lastRun === null ? neverRan : dateTimeText(momentAt(lastRun, zone))],
    ['Last Result', String((lastResult ?? 0) | 0)],
    ['Author', registrationInfo.author ?? 'N/A'],
    ['Task To Run', taskToRun(definition.actions)],
    ['Start In', startIn(definition.actions)],
    ['Comment', registrationInfo.description ?? 'N/A'],
    ['Scheduled Task State', settings.enabled ? 'Enabled' : 'Disabled'],
    ['Idle Time', idleTime(settings)],
    ['Power Management', power(settings)],
    ['Run As User', principal?.userId ?? principal?.groupId ?? 'N/A'],
    ['Delete Task If Not Rescheduled', settings.deleteExpiredTaskAfter === null ? 'Disabled' : 'Enabled'],
    ['Stop Task If Runs X Hours and X Mins', limit(settings.executionTimeLimit)],
    ['Schedule', 'Scheduling data is not available in this format.'],
  ];
}

function taskToRun(actions: Action[]): string {
  const [first] = actions;
  if (actions.length > 1) return 'Multiple actions';
  if (first?.kind !== 'exec') return first?.kind === 'comHandler' ? 'COM handler' : 'N/A';
  const given = first.arguments;
  const words = given === null ? '' : typeof given === 'string' ? given : quoteArguments(given);
  return words === '' ? first.command : `${first.command} ${words}`;
}

function startIn([first]: Action[]): string {
  return first?.kind === 'exec' && first.workingDirectory !== null ? first.workingDirectory : 'N/A';
}

function minutesOf(duration: string | null | undefined, otherwise: string): number {
  return Math.round((fixedMs(parseDuration(duration ?? otherwise)) ?? 0) / 60_000);
}

function idleTime({ runOnlyIfIdle, idleSettings }: TaskDefinition['settings']): string {
  if (!runOnlyIfIdle) return 'Disabled';
  const idle = minutesOf(idleSettings?.duration, 'PT10M');
  const retry = minutesOf(idleSettings?.waitTimeout, 'PT1H');
  const stop = (idleSettings?.stopOnIdleEnd ?? true) ? ' Stop the task if Idle State end' : '';
  return `Only Start If Idle for ${idle} minutes, If Not Idle Retry For ${retry} minutes${stop}`;
}

function power({ stopIfGoingOnBatteries, disallowStartIfOnBatteries }: TaskDefinition['settings']): string {
  const words = [
    stopIfGoingOnBatteries ? 'Stop On Battery Mode' : '',
    disallowStartIfOnBatteries ? 'No Start On Batteries' : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

function limit(text: string): string {
  const seconds = Math.round((fixedMs(parseDuration(text)) ?? 0) / 1000);
  if (seconds === 0) return 'Disabled';
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

const kinds: Record<Exclude<Trigger['kind'], 'time'>, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  monthlyDayOfWeek: 'Monthly',
  boot: 'At system start up',
  logon: 'At logon time',
  idle: 'At idle time',
  event: 'When an event occurs',
  registration: 'When the task is created or modified',
  sessionStateChange: 'On a change of session state',
  kept: 'N/A',
};

function scheduleType(trigger: Trigger | null): string {
  if (trigger === null) return 'On demand only';
  if (trigger.kind !== 'time') return kinds[trigger.kind];
  if (trigger.repetition === null) return 'One Time Only';
  const minutes = minutesOf(trigger.repetition.interval, 'PT0S');
  return `One Time Only, ${minutes >= 60 && minutes % 60 === 0 ? 'Hourly' : 'Minute'}`;
}

const none = ['N/A', 'N/A', 'N/A', 'N/A'];
const repeatLabels = [
  'Repeat: Every',
  'Repeat: Until: Time',
  'Repeat: Until: Duration',
  'Repeat: Stop If Still Running',
] as const;

function scheduleColumns(trigger: Trigger | null, zone: string): Column[] {
  const timed =
    trigger !== null && ['time', 'daily', 'weekly', 'monthly', 'monthlyDayOfWeek'].includes(trigger.kind);
  const start =
    timed && trigger.startBoundary !== null ? momentOfBoundary(trigger.startBoundary, zone) : null;
  const end = trigger?.endBoundary == null ? null : momentOfBoundary(trigger.endBoundary, zone);
  const [days, months] = trigger === null ? ['N/A', 'N/A'] : daysAndMonths(trigger);
  const repeats = timed ? repetition(trigger.repetition) : none;
  return [
    ['Schedule Type', scheduleType(trigger)],
    ['Start Time', start === null ? 'N/A' : timeText(start)],
    ['Start Date', start === null ? 'N/A' : dateText(start)],
    ['End Date', end === null ? 'N/A' : dateText(end)],
    ['Days', days],
    ['Months', months],
    ...repeatLabels.map((label, index): Column => [label, repeats[index] ?? 'N/A']),
  ];
}

const short = (name: string): string => name.slice(0, 3).toUpperCase();

function monthList(months: readonly string[]): string {
  return months.length === monthNames.length ? 'Every month' : months.map(short).join(', ');
}

const ordinals = ['FIRST', 'SECOND', 'THIRD', 'FOURTH'];

function daysAndMonths(trigger: Trigger): [days: string, months: string] {
  switch (trigger.kind) {
    case 'daily':
      return [`Every ${trigger.daysInterval} day(s)`, 'N/A'];
    case 'weekly':
      return [trigger.daysOfWeek.map(short).join(', '), `Every ${trigger.weeksInterval} week(s)`];
    case 'monthly':
      return [
        trigger.daysOfMonth.map((day) => (day === 'last' ? 'LAST' : String(day))).join(', '),
        monthList(trigger.months),
      ];
    case 'monthlyDayOfWeek': {
      const weeks = trigger.weeks.map((week) => (week === 'last' ? 'LAST' : (ordinals[week - 1] ?? '')));
      return [`${weeks.join(', ')} ${trigger.daysOfWeek.map(short).join(', ')}`, monthList(trigger.months)];
    }
    default:
      return ['N/A', 'N/A'];
  }
}

function hoursAndMinutes(duration: string): string {
  const minutes = minutesOf(duration, 'PT0S');
  return `${Math.floor(minutes / 60)} Hour(s), ${minutes % 60} Minute(s)`;
}

function repetition(repeats: Trigger['repetition']): string[] {
  if (repeats === null) return ['Disabled', 'Disabled', 'Disabled', 'Disabled'];
  const { interval, duration, stopAtDurationEnd } = repeats;
  return [
    hoursAndMinutes(interval),
    'None',
    duration === null ? 'Disabled' : hoursAndMinutes(duration),
    stopAtDurationEnd ? 'Enabled' : 'Disabled',
  ];
}
