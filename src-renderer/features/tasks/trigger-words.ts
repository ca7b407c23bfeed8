import type { Trigger } from '../../../src-shared/model/task.js';
import type { Words } from '../../state/words.svelte.js';
import { dayNames, monthNames } from './trigger-names.js';

/** The local time of a boundary such as `2026-03-02T03:00:00`, or null. */
function timeOf(boundary: string | null): string | null {
  return /T(\d\d:\d\d)/.exec(boundary ?? '')?.[1] ?? null;
}

const wallParts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/** A boundary as written, in words: the wall time without offset, or that very instant. */
function boundaryText(boundary: string, words: Words): string {
  const match = wallParts.exec(boundary);
  if (match === null) return boundary;
  if (match[6] !== undefined) return words.inline(boundary);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1, 6).map(Number);
  return new Intl.DateTimeFormat(words.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, day, hour, minute));
}

/** Names of weekdays and months come from the reader's locale, not from a catalogue. */
function calendarNames(
  words: Words,
  names: readonly string[],
  all: readonly string[],
  unit: 'day' | 'month',
) {
  if (names.length === all.length)
    return words.say(unit === 'day' ? 'trigger.everyDay' : 'trigger.everyMonth');
  return names.map((name) => nameOf(words, all.indexOf(name), unit)).join(', ');
}

// 4 January 1970 was a Sunday.
const sunday = Date.UTC(1970, 0, 4);
const dayMs = 86_400_000;

/** A weekday (0 = Sunday) or month (0 = January) short, as on a button, and in full for those who hear it. */
export function shortName(
  words: Words,
  index: number,
  unit: 'day' | 'month',
): { text: string; name: string } {
  return { text: nameOf(words, index, unit, 'short'), name: nameOf(words, index, unit) };
}

function nameOf(
  words: Words,
  index: number,
  unit: 'day' | 'month',
  length: 'long' | 'short' = 'long',
): string {
  const date = unit === 'day' ? sunday + index * dayMs : Date.UTC(1970, index, 1);
  const options: Intl.DateTimeFormatOptions = unit === 'day' ? { weekday: length } : { month: length };
  return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: 'UTC' }).format(date);
}

/** What starts the task, in one line. */
export function triggerText(trigger: Trigger, words: Words): string {
  const time = timeOf(trigger.startBoundary) ?? '';
  switch (trigger.kind) {
    case 'time':
      return words.say('trigger.time', { moment: boundaryText(trigger.startBoundary, words) });
    case 'daily':
      return words.say('trigger.daily', { count: trigger.daysInterval, time });
    case 'weekly': {
      const days = calendarNames(words, trigger.daysOfWeek, dayNames, 'day');
      return words.say('trigger.weekly', { count: trigger.weeksInterval, days, time });
    }
    case 'monthly': {
      const days = trigger.daysOfMonth
        .map((day) => (day === 'last' ? words.say('trigger.lastDay') : String(day)))
        .join(', ');
      const months = calendarNames(words, trigger.months, monthNames, 'month');
      return words.say('trigger.monthly', { days, months, time });
    }
    case 'monthlyDayOfWeek': {
      const weeks = trigger.weeks
        .map((week) => (week === 'last' ? words.say('trigger.lastWeek') : String(week)))
        .join(', ');
      const days = calendarNames(words, trigger.daysOfWeek, dayNames, 'day');
      const months = calendarNames(words, trigger.months, monthNames, 'month');
      return words.say('trigger.monthlyDayOfWeek', { weeks, days, months, time });
    }
    case 'logon':
      return trigger.userId === null
        ? words.say('trigger.logon')
        : words.say('trigger.logon.user', { user: trigger.userId });
    case 'sessionStateChange':
      return words.say(`trigger.session.${trigger.stateChange}`);
    case 'kept':
      return words.say('trigger.kept', { element: trigger.element });
    case 'idle':
    case 'registration':
    case 'boot':
    case 'event':
      return words.say(`trigger.${trigger.kind}`);
  }
}

/** Second lines: delay, repetition, bounds. */
export function triggerDetails(trigger: Trigger, words: Words): string[] {
  const details: string[] = [];
  if ('delay' in trigger && trigger.delay !== null) {
    details.push(words.say('trigger.delay', { period: words.period(trigger.delay) }));
  }
  if ('randomDelay' in trigger && trigger.randomDelay !== null) {
    details.push(words.say('trigger.randomDelay', { period: words.period(trigger.randomDelay) }));
  }
  if (trigger.repetition !== null) {
    const interval = words.period(trigger.repetition.interval);
    details.push(
      trigger.repetition.duration === null
        ? words.say('trigger.repeat', { interval })
        : words.say('trigger.repeatFor', { interval, duration: words.period(trigger.repetition.duration) }),
    );
  }
  if (trigger.executionTimeLimit !== null) {
    details.push(words.say('trigger.limit', { period: words.period(trigger.executionTimeLimit) }));
  }
  if (trigger.endBoundary !== null)
    details.push(words.say('trigger.end', { moment: boundaryText(trigger.endBoundary, words) }));
  if (trigger.kind === 'event') details.push(trigger.subscription);
  return details;
}
