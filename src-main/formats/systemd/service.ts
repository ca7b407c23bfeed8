import type { Action, Principal, TaskSettings } from '../../../src-shared/model/task.js';
import { account, exec } from '../translate/translated.js';
import { duration } from '../translate/calendar-triggers.js';
import {
  CommandFault,
  hasVariable,
  readCommandLine,
  shellLine,
  splitWords,
  withoutDoubled,
} from './command-line.js';
import { readTimeSpan } from './time-span.js';
import { booleanOf, lastOf, listOf, type UnitEntry } from './unit-file.js';
import type { Units } from './units.js';

export interface ServiceTask {
  actions: Action[];
  principal: Principal | null;
  settings: Partial<TaskSettings>;
}

/** What a `[Service]` section comes to as a task; what changes its meaning is said at its line. */
export function serviceTask(units: Units): ServiceTask {
  const { service } = units;
  const surroundings = surroundingsOf(units);
  const lines = ['ExecStartPre', 'ExecStart', 'ExecStartPost'].flatMap((key) =>
    listOf(service, 'Service', key),
  );
  const actions = lines.flatMap((entry) => commandOf(units, entry, surroundings) ?? []);
  const [, second] = lines;
  if (second !== undefined) {
    units.say('note', second, 'the actions run one after another whether the one before succeeded or not');
  }
  return { actions, principal: principalOf(units), settings: settingsOf(units) };
}

interface Surroundings {
  workingDirectory: string | null;
  environment: Record<string, string>;
  environmentFile: string | null;
}

function surroundingsOf(units: Units): Surroundings {
  const { service } = units;
  const directory = lastOf(service, 'Service', 'WorkingDirectory');
  units.took(directory);
  const environment: Record<string, string> = {};
  for (const entry of listOf(service, 'Service', 'Environment')) {
    units.took(entry);
    for (const word of wordsOf(units, entry) ?? []) {
      const at = word.indexOf('=');
      if (at > 0) environment[word.slice(0, at)] = word.slice(at + 1);
      else units.say('error', entry, `“${word}” is no assignment; write NAME=value`);
    }
  }
  const files = listOf(service, 'Service', 'EnvironmentFile');
  for (const entry of files.slice(0, -1)) {
    units.say('warning', entry, 'a task reads one file of variables, the last; put all into one');
  }
  units.took(...files);
  return {
    workingDirectory: directory?.value.replace(/^-/, '') ?? null,
    environment,
    environmentFile: files.at(-1)?.value.replace(/^-/, '') ?? null,
  };
}

function wordsOf(units: Units, entry: UnitEntry): string[] | null {
  try {
    return splitWords(entry.value);
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    units.say('error', entry, error.message);
    return null;
  }
}

function commandOf(units: Units, entry: UnitEntry, surroundings: Surroundings): Action | null {
  units.took(entry);
  try {
    const { prefixes, words } = readCommandLine(entry.value);
    if (prefixes.includes('@')) {
      words.splice(1, 1);
      units.say('note', entry, 'the name that @ gives the process is left out');
    }
    if (/[+!]/.test(prefixes)) {
      units.say('warning', entry, 'the program gets the rights of the task, not full ones');
    }
    if (prefixes.includes('-')) {
      units.say(
        'note',
        entry,
        'a failure is recorded as the result of the run; a minus would have it ignored',
      );
    }
    const [command = '', ...args] = words;
    if (command === '') {
      units.say('error', entry, 'names no program; write the path of one');
      return null;
    }
    if (words.includes(';')) {
      units.say('error', entry, 'holds several commands; write one ExecStart for each');
      return null;
    }
    if (prefixes.includes(':')) return exec(command, args, surroundings);
    if (!words.some(hasVariable)) return exec(command, args.map(withoutDoubled), surroundings);
    units.say('note', entry, 'variables are replaced by a shell, which then runs the program');
    return exec('/bin/sh', ['-c', `exec ${shellLine(words)}`], surroundings);
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    units.say('error', entry, error.message);
    return null;
  }
}

function principalOf(units: Units): Principal | null {
  const user = lastOf(units.service, 'Service', 'User');
  units.took(user);
  const dynamic = lastOf(units.service, 'Service', 'DynamicUser');
  if (dynamic !== null && booleanOf(dynamic.value) === true) {
    units.say('warning', dynamic, 'no account is made for the run; it has the account of the task');
  }
  return user === null ? null : account(user.value);
}

function settingsOf(units: Units): Partial<TaskSettings> {
  const { service } = units;
  const power = [...service, ...units.timer].filter(
    ({ section, key }) => section === 'Unit' && key === 'ConditionACPower',
  );
  units.took(...power);
  const settings: Partial<TaskSettings> = {
    disallowStartIfOnBatteries: power.some(({ value }) => booleanOf(value) === true),
    multipleInstancesPolicy: 'ignoreNew',
    executionTimeLimit: limitOf(units),
    priority: priorityOf(units),
    runOnlyIfNetworkAvailable: networkOf(units),
    restartOnFailure: restartOf(units),
  };
  return settings;
}

/** TimeoutStartSec bounds the run of a oneshot, RuntimeMaxSec that of any other. */
function limitOf(units: Units): string {
  const type = lastOf(units.service, 'Service', 'Type');
  units.took(type);
  const oneshot = type?.value === 'oneshot';
  if (type !== null && /^(?:forking|dbus|notify|notify-reload|idle)$/.test(type.value)) {
    units.say(
      'warning',
      type,
      'the run ends when the program ends; a program that goes into the background is not followed',
    );
  }
  const entry =
    lastOf(units.service, 'Service', 'RuntimeMaxSec') ??
    (oneshot ? lastOf(units.service, 'Service', 'TimeoutStartSec') : null);
  if (entry === null) return 'PT0S';
  units.took(entry);
  const seconds = readTimeSpan(entry.value);
  if (seconds !== null) return Number.isFinite(seconds) ? duration(Math.round(seconds)) : 'PT0S';
  units.say('error', entry, 'is not a span of time; write one such as 15min');
  return 'PT0S';
}

/** The task priority whose nice value is nearest (reference "task model", section 8). */
function priorityOf(units: Units): number {
  const nice = lastOf(units.service, 'Service', 'Nice');
  const io = lastOf(units.service, 'Service', 'IOSchedulingClass');
  const cpu = lastOf(units.service, 'Service', 'CPUSchedulingPolicy');
  units.took(nice, io, cpu);
  if (io?.value === 'idle' || cpu?.value === 'idle') return 9;
  for (const entry of [io, cpu]) {
    if (entry !== null) units.say('note', entry, 'has no counterpart; the priority of the task decides');
  }
  if (nice === null) return 5;
  const value = /^-?\d{1,2}$/.test(nice.value) ? Number(nice.value) : Number.NaN;
  if (!(value >= -20 && value <= 19)) {
    units.say('error', nice, 'is not a nice value; write -20 to 19');
    return 5;
  }
  const priority = value < 0 ? 3 : value < 3 ? 5 : value < 15 ? 7 : 9;
  if (![-5, 0, 10, 19].includes(value)) {
    units.say('note', nice, `becomes priority ${priority}, the nearest that a task has`);
  }
  return priority;
}

function networkOf(units: Units): boolean {
  const entries = [...units.service, ...units.timer].filter(
    ({ section, key, value }) =>
      section === 'Unit' &&
      /^(?:After|Wants|Requires|BindsTo)$/.test(key) &&
      /(?:^|\s)network(?:-online)?\.target(?:\s|$)/.test(value),
  );
  for (const entry of entries) {
    units.say(
      'note',
      entry,
      'a task knows no other unit; the network becomes a condition of the start, the rest is left out',
    );
  }
  return entries.some(({ value }) => value.includes('network-online'));
}

function restartOf(units: Units): TaskSettings['restartOnFailure'] {
  const restart = lastOf(units.service, 'Service', 'Restart');
  const pause = lastOf(units.service, 'Service', 'RestartSec');
  units.took(restart, pause);
  if (restart === null || restart.value === 'no') return null;
  if (!/^on-(?:failure|abnormal|abort|watchdog)$/.test(restart.value)) {
    units.say('warning', restart, 'a task is not started anew when it ends well; make it a service for that');
    return null;
  }
  const seconds = pause === null ? 0 : (readTimeSpan(pause.value) ?? 0);
  const bounded = Math.min(31 * 86_400, Math.max(60, Math.round(seconds)));
  units.say(
    'note',
    restart,
    `becomes up to 3 restarts, ${duration(bounded)} apart, the shortest a task may ask for being PT1M`,
  );
  return { interval: duration(bounded), count: 3 };
}
