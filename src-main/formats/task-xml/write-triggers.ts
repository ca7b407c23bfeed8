import type { Trigger } from '../../../src-shared/model/task.js';
import { triggerElement } from '../../core/tasks/validate-finding.js';
import { attribute, type XmlWriter } from '../xml/write.js';
import { keptAt } from './kept.js';

/** Writes one trigger; `index` finds what was kept for it. */
export function writeTrigger(out: XmlWriter, trigger: Trigger, index: number, kept: readonly string[]): void {
  if (trigger.kind === 'kept') return out.raw(trigger.xml);
  const place = `Triggers/${index}`;
  out.within(triggerElement(trigger), attribute('id', trigger.id), () => {
    writeBase(out, trigger, place, kept);
    writeOwn(out, trigger, place, kept);
    for (const xml of keptAt(kept, place)) out.raw(xml);
  });
}

function writeBase(out: XmlWriter, trigger: Trigger, place: string, kept: readonly string[]): void {
  const { repetition } = trigger;
  if (repetition !== null) {
    out.within('Repetition', '', () => {
      out.leaf('Interval', repetition.interval);
      out.leaf('Duration', repetition.duration);
      out.leaf('StopAtDurationEnd', repetition.stopAtDurationEnd);
      for (const xml of keptAt(kept, `${place}/Repetition`)) out.raw(xml);
    });
  }
  out.leaf('StartBoundary', trigger.startBoundary);
  out.leaf('EndBoundary', trigger.endBoundary);
  out.leaf('ExecutionTimeLimit', trigger.executionTimeLimit);
  out.leaf('Enabled', trigger.enabled);
}

function writeOwn(out: XmlWriter, trigger: Trigger, place: string, kept: readonly string[]): void {
  if ('delay' in trigger) out.leaf('Delay', trigger.delay);
  if ('randomDelay' in trigger) out.leaf('RandomDelay', trigger.randomDelay);
  switch (trigger.kind) {
    case 'logon':
      return out.leaf('UserId', trigger.userId);
    case 'sessionStateChange':
      out.leaf('UserId', trigger.userId);
      return out.leaf('StateChange', trigger.stateChange);
    case 'event':
      return writeEvent(out, trigger, place, kept);
    case 'daily':
    case 'weekly':
    case 'monthly':
    case 'monthlyDayOfWeek':
      return writeSchedule(out, trigger, place, kept);
    default:
      return;
  }
}

function writeEvent(
  out: XmlWriter,
  trigger: Extract<Trigger, { kind: 'event' }>,
  place: string,
  kept: readonly string[],
): void {
  out.leaf('Subscription', trigger.subscription);
  out.leaf('PeriodOfOccurrence', trigger.periodOfOccurrence);
  out.leaf('NumberOfOccurrences', trigger.numberOfOccurrences);
  out.leaf('MatchingElement', trigger.matchingElement);
  if (trigger.valueQueries.length === 0) return;
  out.within('ValueQueries', '', () => {
    for (const { name, query } of trigger.valueQueries) out.leaf('Value', query, attribute('name', name));
    for (const xml of keptAt(kept, `${place}/ValueQueries`)) out.raw(xml);
  });
}

const scheduleElements = {
  daily: 'ScheduleByDay',
  weekly: 'ScheduleByWeek',
  monthly: 'ScheduleByMonth',
  monthlyDayOfWeek: 'ScheduleByMonthDayOfWeek',
} as const;

function writeSchedule(
  out: XmlWriter,
  trigger: Extract<Trigger, { kind: keyof typeof scheduleElements }>,
  place: string,
  kept: readonly string[],
): void {
  const element = scheduleElements[trigger.kind];
  out.within(element, '', () => {
    if (trigger.kind === 'daily') out.leaf('DaysInterval', trigger.daysInterval);
    if (trigger.kind === 'weekly') out.leaf('WeeksInterval', trigger.weeksInterval);
    if (trigger.kind === 'monthlyDayOfWeek') writeNumbers(out, 'Weeks', 'Week', trigger.weeks);
    if (trigger.kind === 'monthly') writeNumbers(out, 'DaysOfMonth', 'Day', trigger.daysOfMonth);
    if ('daysOfWeek' in trigger) writeNames(out, 'DaysOfWeek', trigger.daysOfWeek);
    if ('months' in trigger) writeNames(out, 'Months', trigger.months);
    for (const xml of keptAt(kept, `${place}/${element}`)) out.raw(xml);
  });
}

function writeNumbers(
  out: XmlWriter,
  list: string,
  item: string,
  values: readonly (number | 'last')[],
): void {
  out.within(list, '', () => {
    for (const value of values) out.leaf(item, value === 'last' ? 'Last' : value);
  });
}

function writeNames(out: XmlWriter, list: string, names: readonly string[]): void {
  out.within(list, '', () => {
    for (const name of names) out.raw(`<${name} />`);
  });
}
