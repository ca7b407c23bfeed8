import type { Repetition, Trigger } from '../../../src-shared/model/task.js';
import { calendarTriggers, duration } from '../translate/calendar-triggers.js';
import { fixedZone } from '../translate/fixed-zone.js';
import { CalendarFault, readCalendar } from './calendar.js';
import { occasionsOfSpec } from './occasions.js';
import { readTimeSpan } from './time-span.js';
import { booleanOf, lastOf, listOf, type UnitEntry } from './unit-file.js';
import type { Units } from './units.js';

export interface TimerTriggers {
  triggers: Trigger[];
  startWhenAvailable: boolean;
  wakeToRun: boolean;
}

/** A repetition is PT1M to P31D (reference "task model", section 2). */
const leastSeconds = 60;
const mostSeconds = 31 * 86_400;

/** The triggers of a `[Timer]` section; what changes its meaning is said at its line. */
export function timerTriggers(units: Units): TimerTriggers {
  const triggers = [...fromCalendar(units), ...fromSpans(units)];
  const persistent = flag(units, 'Persistent');
  if (persistent !== null && booleanOf(persistent.value) === true) {
    units.say('note', persistent, 'a missed start is made up for ten minutes after the chance, not at once');
  }
  const wake = flag(units, 'WakeSystem');
  for (const key of ['OnClockChange', 'OnTimezoneChange']) {
    const entry = flag(units, key);
    if (entry !== null && booleanOf(entry.value) === true) {
      units.say('warning', entry, 'there is no such trigger: a change of the clock does not start the task');
    }
  }
  const accuracy = lastOf(units.timer, 'Timer', 'AccuracySec');
  if (accuracy !== null) {
    units.say(
      'note',
      accuracy,
      'the task starts at the instant itself, not somewhere within this span after it',
    );
  }
  for (const key of ['FixedRandomDelay', 'RandomizedOffsetSec', 'DeferReactivation', 'RemainAfterElapse']) {
    const entry = lastOf(units.timer, 'Timer', key);
    if (entry !== null && booleanOf(entry.value) !== false) {
      units.say('note', entry, 'has no counterpart here; it is left out');
    }
    units.took(entry);
  }
  return {
    triggers,
    startWhenAvailable: persistent !== null && booleanOf(persistent.value) === true,
    wakeToRun: wake !== null && booleanOf(wake.value) === true,
  };
}

/** A boolean of the timer; one that cannot be read is an error. */
function flag(units: Units, key: string): UnitEntry | null {
  const entry = lastOf(units.timer, 'Timer', key);
  if (entry === null) return null;
  units.took(entry);
  if (booleanOf(entry.value) === null)
    units.say('error', entry, 'is neither true nor false; write one of those');
  return entry;
}

function fromCalendar(units: Units): Trigger[] {
  const delay = randomDelay(units);
  return listOf(units.timer, 'Timer', 'OnCalendar').flatMap((entry) => {
    units.took(entry);
    try {
      const spec = readCalendar(entry.value);
      return occasionsOfSpec(spec, zoneOf(units, entry, spec.zone), delay).flatMap(calendarTriggers);
    } catch (error) {
      if (!(error instanceof CalendarFault)) throw error;
      units.say('error', entry, error.message);
      return [];
    }
  });
}

function zoneOf(units: Units, entry: UnitEntry, name: string | null): string {
  if (name === null) return '';
  const zone = fixedZone(name);
  if (zone.kind === 'fixed') return zone.suffix;
  if (zone.kind === 'unknown') {
    units.say('error', entry, `${name} is not a zone that is known; write one such as Europe/Berlin, or UTC`);
  } else {
    const message = `a trigger has no zone of its own, so the times are those of this machine’s zone, not of ${name}`;
    units.say('warning', entry, message);
  }
  return '';
}

function randomDelay(units: Units): string | null {
  const entry = lastOf(units.timer, 'Timer', 'RandomizedDelaySec');
  const seconds = entry === null ? 0 : spanOf(units, entry);
  if (entry === null || seconds === null || seconds < 1) return null;
  if (listOf(units.timer, 'Timer', 'OnCalendar').length === 0) {
    units.say('note', entry, 'a delay after boot or registration is fixed here; no random part is added');
  }
  return duration(Math.round(seconds));
}

function spanOf(units: Units, entry: UnitEntry): number | null {
  units.took(entry);
  const seconds = readTimeSpan(entry.value);
  if (seconds !== null && Number.isFinite(seconds)) return seconds;
  units.say('error', entry, 'is not a span of time; write one such as 15min or 1h 30min');
  return null;
}

/** Spans after boot, after registration, and from one start to the next. */
function fromSpans(units: Units): Trigger[] {
  const repetition = repetitionOf(units);
  const triggers: Trigger[] = [];
  for (const key of ['OnBootSec', 'OnStartupSec', 'OnActiveSec']) {
    for (const entry of listOf(units.timer, 'Timer', key)) {
      const seconds = spanOf(units, entry);
      if (seconds === null) continue;
      const delay = seconds < 1 ? null : duration(Math.round(seconds));
      triggers.push({ kind: 'boot', ...empty, repetition, delay });
      if (key === 'OnActiveSec') triggers.push({ kind: 'registration', ...empty, repetition, delay });
      if (key === 'OnStartupSec') units.say('note', entry, 'counts from the start of Caretaker');
    }
  }
  if (repetition !== null && triggers.length === 0) {
    const entries = listOf(units.timer, 'Timer', 'OnUnitActiveSec').concat(
      listOf(units.timer, 'Timer', 'OnUnitInactiveSec'),
    );
    for (const entry of entries) {
      const message =
        'nothing but a start sets this going, and nothing here starts the service first: the task begins when Caretaker starts or the task is registered';
      units.say('note', entry, message);
    }
    triggers.push({ kind: 'boot', ...empty, repetition, delay: repetition.interval });
    triggers.push({ kind: 'registration', ...empty, repetition, delay: repetition.interval });
  }
  return triggers;
}

const empty = {
  id: null,
  enabled: true,
  startBoundary: null,
  endBoundary: null,
  executionTimeLimit: null,
};

function repetitionOf(units: Units): Repetition | null {
  let shortest: number | null = null;
  for (const key of ['OnUnitActiveSec', 'OnUnitInactiveSec']) {
    for (const entry of listOf(units.timer, 'Timer', key)) {
      const seconds = spanOf(units, entry);
      if (seconds === null) continue;
      if (seconds > mostSeconds) {
        units.say('error', entry, 'a repetition is at most 31 days; write an OnCalendar instead');
        continue;
      }
      if (seconds < leastSeconds)
        units.say('warning', entry, 'a repetition is at least a minute: it becomes one');
      const counts =
        key === 'OnUnitActiveSec'
          ? 'counts from the first start on, in even steps; systemd counts from the last start'
          : 'counts from start to start, in even steps; systemd counts from the end of the last run';
      units.say('note', entry, counts);
      const kept = Math.max(leastSeconds, Math.round(seconds));
      shortest = shortest === null ? kept : Math.min(shortest, kept);
    }
  }
  return shortest === null
    ? null
    : { interval: duration(shortest), duration: null, stopAtDurationEnd: false };
}
