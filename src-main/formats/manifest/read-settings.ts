import {
  defaultTaskSettings,
  yieldModes,
  type TaskDefinition,
  type TaskSettings,
} from '../../../src-shared/model/task.js';
import type { SettingsPatch } from '../../../src-shared/model/settings.js';
import { compareDurations, fixedMs, parseDuration } from '../../core/time/duration.js';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import { flag, integer, listOf, text, textOrNull, word } from './leaves.js';
import { readHandlerSettings, readTaskModelSettings } from './read-task-settings-patch.js';
import type { Field, FieldHandlers, ManifestReading } from './reading.js';

const policies = {
  parallel: 'parallel',
  queue: 'queue',
  ignoreNew: 'ignoreNew',
  stopExisting: 'stopExisting',
} as const;
const modes: Record<string, TaskSettings['yield']> = Object.fromEntries(
  yieldModes.map((mode) => [mode, mode]),
);

/** What a manifest's task implies (promises, section 3): the unified engine. */
export const manifestSettings: TaskSettings = { ...defaultTaskSettings, useUnifiedSchedulingEngine: true };

type Key = keyof TaskSettings;
type KeysOf<T> = { [K in Key]: TaskSettings[K] extends T ? K : never }[Key];
const flags: readonly KeysOf<boolean>[] = [
  'allowStartOnDemand',
  'disallowStartIfOnBatteries',
  'stopIfGoingOnBatteries',
  'allowHardTerminate',
  'startWhenAvailable',
  'runOnlyIfNetworkAvailable',
  'wakeToRun',
  'enabled',
  'hidden',
  'runOnlyIfIdle',
  'useUnifiedSchedulingEngine',
  'disallowStartOnRemoteAppSession',
  'volatile',
  'critical',
];

/** Reads the settings of one task; names are those of the Windows documents in camelCase. */
export function readTaskSettings(reading: ManifestReading, field: Field): TaskSettings {
  const settings: TaskSettings = { ...manifestSettings };
  const at = (key: string) => ['settings', key];
  const nullable = (key: 'networkProfileName' | 'deleteExpiredTaskAfter' | 'retryAfter') => (f: Field) => {
    settings[key] = textOrNull(reading, f, at(key)) ?? null;
  };
  const handlers: FieldHandlers = {
    networkProfileName: nullable('networkProfileName'),
    deleteExpiredTaskAfter: nullable('deleteExpiredTaskAfter'),
    retryAfter: nullable('retryAfter'),
    multipleInstancesPolicy: (f) =>
      (settings.multipleInstancesPolicy =
        word(reading, f, at('multipleInstancesPolicy'), policies) ?? 'ignoreNew'),
    yield: (f) => (settings.yield = word(reading, f, at('yield'), modes) ?? 'freeze'),
    priority: (f) => (settings.priority = integer(reading, f, at('priority')) ?? 7),
    // The API's other way to say "no limit" (reference "task model", section 12).
    executionTimeLimit: (f) =>
      (settings.executionTimeLimit = textOrNull(reading, f, at('executionTimeLimit')) ?? 'PT0S'),
    restartOnFailure: (f) => (settings.restartOnFailure = readRestart(reading, f)),
    idleSettings: (f) => (settings.idleSettings = readIdle(reading, f)),
    networkSettings: (f) => (settings.networkSettings = readNetwork(reading, f)),
  };
  for (const key of flags) {
    handlers[key] = (f) => (settings[key] = flag(reading, f, at(key)) ?? manifestSettings[key]);
  }
  reading.at(['settings'], field);
  if (!reading.isNull(field)) reading.children(field, handlers);
  return settings;
}

function readRestart(reading: ManifestReading, field: Field): TaskSettings['restartOnFailure'] {
  const at = ['settings', 'restartOnFailure'];
  reading.at(at, field);
  if (reading.isNull(field)) return null;
  let interval: string | undefined;
  let count: number | undefined;
  reading.children(field, {
    interval: (f) => (interval = text(reading, f, [...at, 'interval']) ?? 'PT1M'),
    count: (f) => (count = integer(reading, f, [...at, 'count']) ?? 1),
  });
  if (interval === undefined)
    reading.missing(field, 'interval', 'write the time between attempts, such as PT1M');
  if (count === undefined) reading.missing(field, 'count', 'write how often to try again, such as 3');
  return { interval: interval ?? 'PT1M', count: count ?? 1 };
}

function readIdle(reading: ManifestReading, field: Field): TaskSettings['idleSettings'] {
  const at = ['settings', 'idleSettings'];
  reading.at(at, field);
  if (reading.isNull(field)) return null;
  const idle: NonNullable<TaskSettings['idleSettings']> = {
    duration: null,
    waitTimeout: null,
    stopOnIdleEnd: true,
    restartOnIdle: false,
  };
  reading.children(field, {
    duration: (f) => (idle.duration = textOrNull(reading, f, [...at, 'duration']) ?? null),
    waitTimeout: (f) => (idle.waitTimeout = textOrNull(reading, f, [...at, 'waitTimeout']) ?? null),
    stopOnIdleEnd: (f) => (idle.stopOnIdleEnd = flag(reading, f, [...at, 'stopOnIdleEnd']) ?? true),
    restartOnIdle: (f) => (idle.restartOnIdle = flag(reading, f, [...at, 'restartOnIdle']) ?? false),
  });
  return idle;
}

function readNetwork(reading: ManifestReading, field: Field): TaskSettings['networkSettings'] {
  const at = ['settings', 'networkSettings'];
  reading.at(at, field);
  if (reading.isNull(field)) return null;
  const network: NonNullable<TaskSettings['networkSettings']> = { name: null, id: null };
  reading.children(field, {
    name: (f) => (network.name = textOrNull(reading, f, [...at, 'name']) ?? null),
    id: (f) => (network.id = textOrNull(reading, f, [...at, 'id']) ?? null),
  });
  return network;
}

/** Reads the maintenance part of one task: period, deadline, exclusive. */
export function readTaskMaintenance(reading: ManifestReading, field: Field): TaskDefinition['maintenance'] {
  reading.at(['maintenance'], field);
  if (reading.isNull(field)) return null;
  let period: string | undefined;
  let deadline: string | null = null;
  let exclusive = false;
  reading.children(field, {
    period: (f) => (period = text(reading, f, ['maintenance', 'period']) ?? 'P1D'),
    deadline: (f) => (deadline = textOrNull(reading, f, ['maintenance', 'deadline']) ?? null),
    exclusive: (f) => (exclusive = flag(reading, f, ['maintenance', 'exclusive']) ?? false),
  });
  if (period === undefined) reading.missing(field, 'period', 'write how often the task is due, such as P1D');
  return { period: period ?? 'P1D', deadline, exclusive };
}

type MaintenancePatch = NonNullable<SettingsPatch['maintenance']>;

const profiles = { opportunistic: 'opportunistic', 'window-only': 'window-only' } as const;

/** Reads the settings of the manifest itself: a change, so only what is written is in it. */
export function readSettingsPatch(reading: ManifestReading, field: Field): SettingsPatch {
  const patch: SettingsPatch = {};
  if (reading.isNull(field)) return patch;
  reading.children(field, {
    maintenance: (f) => (patch.maintenance = readMaintenancePatch(reading, f)),
    handlers: (f) => (patch.handlers = readHandlerSettings(reading, f)),
    tasks: (f) => (patch.tasks = readTaskModelSettings(reading, f)),
  });
  return patch;
}

function readMaintenancePatch(reading: ManifestReading, field: Field): MaintenancePatch {
  const patch: MaintenancePatch = {};
  if (reading.isNull(field)) return patch;
  const set = <K extends keyof MaintenancePatch>(key: K, value: MaintenancePatch[K] | undefined) => {
    if (value !== undefined) patch[key] = value;
  };
  const at = (key: string) => ['maintenance', key];
  const duration =
    (key: 'window' | 'randomDelay' | 'idleAfter', least: string, most: string) => (f: Field) => {
      set(key, readBounded(reading, f, at(key), least, most));
    };
  reading.children(field, {
    time: (f) => set('time', readTime(reading, f, at('time'))),
    // Ranges: decisions, section 1; the window is part of a day.
    window: duration('window', 'PT1M', 'P1D'),
    randomDelay: duration('randomDelay', 'PT0S', 'P1D'),
    idleAfter: duration('idleAfter', 'PT10S', 'PT4H'),
    wake: (f) => set('wake', flag(reading, f, at('wake'))),
    enabled: (f) => set('enabled', flag(reading, f, at('enabled'))),
    profile: (f) => set('profile', word(reading, f, at('profile'), profiles)),
    parallel: (f) => set('parallel', readNumber(reading, f, at('parallel'), 64)),
    minBattery: (f) => set('minBattery', readNumber(reading, f, at('minBattery'), 100)),
    busyPrograms: (f) => set('busyPrograms', readPrograms(reading, f, at('busyPrograms'))),
  });
  return patch;
}

function readTime(reading: ManifestReading, field: Field, at: DefinitionPath): string | undefined {
  const time = text(reading, field, at);
  if (time === undefined || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) return time;
  reading.error(field, resultCodes.invalidValue, 'is not a time of day; write it as "03:00"');
  return undefined;
}

function readBounded(
  reading: ManifestReading,
  field: Field,
  at: DefinitionPath,
  least: string,
  most: string,
): string | undefined {
  const written = text(reading, field, at);
  if (written === undefined) return undefined;
  try {
    const duration = parseDuration(written);
    const low = compareDurations(duration, parseDuration(least));
    const high = compareDurations(duration, parseDuration(most));
    if (fixedMs(duration) !== null && low !== -1 && high !== 1) return written;
    reading.error(
      field,
      resultCodes.invalidValue,
      `is not between ${least} and ${most}; write a duration of that range`,
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reading.error(field, resultCodes.invalidValue, message);
  }
  return undefined;
}

/** A whole number from 1 up to `most`, or null. */
function readNumber(
  reading: ManifestReading,
  field: Field,
  at: DefinitionPath,
  most: number,
): number | null | undefined {
  if (reading.isNull(field)) return null;
  const count = integer(reading, field, at);
  if (count === undefined || (count >= 1 && count <= most)) return count;
  const message = `is not a number from 1 to ${String(most)}; write one of those, or null`;
  reading.error(field, resultCodes.invalidValue, message);
  return undefined;
}

const longestProgram = 200;
const mostPrograms = 100;

/** Names or paths of programs. */
function readPrograms(reading: ManifestReading, field: Field, at: DefinitionPath): string[] {
  const programs = listOf(reading, field, at, (f, place) => text(reading, f, place));
  if (
    programs.length > mostPrograms ||
    programs.some((name) => name.length > longestProgram || name === '')
  ) {
    const message = `has more than ${String(mostPrograms)} programs, or a name that is empty or longer than ${String(longestProgram)} characters`;
    reading.error(field, resultCodes.invalidValue, message);
  }
  return programs;
}
