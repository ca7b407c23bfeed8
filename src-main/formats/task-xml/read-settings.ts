import {
  defaultTaskSettings,
  yieldModes,
  type TaskDefinition,
  type TaskSettings,
} from '../../../src-shared/model/task.js';
import type { XmlElement } from '../xml/parse.js';
import { readBoolean, readInteger, readText, readToken, readWord } from './leaves.js';
import type { Handlers, Reading } from './reading.js';

type Key = keyof TaskSettings;
type KeysOf<T> = { [K in Key]: TaskSettings[K] extends T ? K : never }[Key];

/** Values of MultipleInstancesPolicy and what they are called in the model. */
export const instancePolicies: Record<string, TaskSettings['multipleInstancesPolicy']> = {
  Parallel: 'parallel',
  Queue: 'queue',
  IgnoreNew: 'ignoreNew',
  StopExisting: 'stopExisting',
};

const modes: Record<string, TaskSettings['yield']> = Object.fromEntries(
  yieldModes.map((mode) => [mode, mode]),
);

/** Reads the Settings element; what is not written has its default (reference "task model", section 7). */
export function readSettings(
  reading: Reading,
  parent: XmlElement,
): { settings: TaskSettings; maintenance: TaskDefinition['maintenance'] } {
  const settings: TaskSettings = { ...defaultTaskSettings };
  let maintenance: TaskDefinition['maintenance'] = null;
  reading.at(['settings'], parent);
  reading.attributes(parent, []);
  const flag = (key: KeysOf<boolean>) => (e: XmlElement) => {
    settings[key] = readBoolean(reading, e, ['settings', key]) ?? defaultTaskSettings[key];
  };
  const handlers: Handlers = {
    AllowStartOnDemand: flag('allowStartOnDemand'),
    DisallowStartIfOnBatteries: flag('disallowStartIfOnBatteries'),
    StopIfGoingOnBatteries: flag('stopIfGoingOnBatteries'),
    AllowHardTerminate: flag('allowHardTerminate'),
    StartWhenAvailable: flag('startWhenAvailable'),
    RunOnlyIfNetworkAvailable: flag('runOnlyIfNetworkAvailable'),
    WakeToRun: flag('wakeToRun'),
    Enabled: flag('enabled'),
    Hidden: flag('hidden'),
    RunOnlyIfIdle: flag('runOnlyIfIdle'),
    UseUnifiedSchedulingEngine: flag('useUnifiedSchedulingEngine'),
    DisallowStartOnRemoteAppSession: flag('disallowStartOnRemoteAppSession'),
    Volatile: flag('volatile'),
    'c:Critical': flag('critical'),
    MultipleInstancesPolicy: (e) =>
      (settings.multipleInstancesPolicy =
        readWord(reading, e, ['settings', 'multipleInstancesPolicy'], instancePolicies) ?? 'ignoreNew'),
    NetworkProfileName: (e) =>
      (settings.networkProfileName = readText(reading, e, ['settings', 'networkProfileName'])),
    NetworkSettings: (e) => (settings.networkSettings = readNetwork(reading, e)),
    RestartOnFailure: (e) => (settings.restartOnFailure = readRestart(reading, e)),
    IdleSettings: (e) => (settings.idleSettings = readIdleSettings(reading, e)),
    DeleteExpiredTaskAfter: (e) =>
      (settings.deleteExpiredTaskAfter = readToken(reading, e, ['settings', 'deleteExpiredTaskAfter'])),
    ExecutionTimeLimit: (e) =>
      (settings.executionTimeLimit = readToken(reading, e, ['settings', 'executionTimeLimit'])),
    Priority: (e) =>
      (settings.priority = readInteger(reading, e, ['settings', 'priority']) ?? defaultTaskSettings.priority),
    MaintenanceSettings: (e) => (maintenance = readMaintenance(reading, e)),
    'c:Yield': (e) => (settings.yield = readWord(reading, e, ['settings', 'yield'], modes) ?? 'freeze'),
    'c:RetryAfter': (e) => (settings.retryAfter = readToken(reading, e, ['settings', 'retryAfter'])),
  };
  reading.children(parent, handlers, { place: 'Settings' });
  return { settings, maintenance };
}

function readNetwork(reading: Reading, element: XmlElement): TaskSettings['networkSettings'] {
  const at = ['settings', 'networkSettings'];
  const network: NonNullable<TaskSettings['networkSettings']> = { name: null, id: null };
  reading.at(at, element);
  reading.children(
    element,
    {
      Name: (e) => (network.name = readText(reading, e, [...at, 'name'])),
      Id: (e) => (network.id = readToken(reading, e, [...at, 'id'])),
    },
    { place: 'Settings/NetworkSettings' },
  );
  return network;
}

function readRestart(reading: Reading, element: XmlElement): TaskSettings['restartOnFailure'] {
  const at = ['settings', 'restartOnFailure'];
  let interval: string | null = null;
  let count: number | null = null;
  reading.at(at, element);
  reading.children(
    element,
    {
      Interval: (e) => (interval = readToken(reading, e, [...at, 'interval'])),
      Count: (e) => (count = readInteger(reading, e, [...at, 'count']) ?? 1),
    },
    { place: 'Settings/RestartOnFailure' },
  );
  if (interval === null)
    reading.missing(element, 'Interval', 'write the time between attempts, such as PT1M');
  if (count === null) reading.missing(element, 'Count', 'write how often to try again, such as 3');
  return { interval: interval ?? 'PT1M', count: count ?? 1 };
}

function readIdleSettings(reading: Reading, element: XmlElement): TaskSettings['idleSettings'] {
  const at = ['settings', 'idleSettings'];
  // The schema's defaults, which clients that write the element mean (reference "task model", section 9).
  const idle: NonNullable<TaskSettings['idleSettings']> = {
    duration: null,
    waitTimeout: null,
    stopOnIdleEnd: true,
    restartOnIdle: false,
  };
  reading.at(at, element);
  reading.children(
    element,
    {
      Duration: (e) => (idle.duration = readToken(reading, e, [...at, 'duration'])),
      WaitTimeout: (e) => (idle.waitTimeout = readToken(reading, e, [...at, 'waitTimeout'])),
      StopOnIdleEnd: (e) => (idle.stopOnIdleEnd = readBoolean(reading, e, [...at, 'stopOnIdleEnd']) ?? true),
      RestartOnIdle: (e) => (idle.restartOnIdle = readBoolean(reading, e, [...at, 'restartOnIdle']) ?? false),
    },
    { place: 'Settings/IdleSettings' },
  );
  return idle;
}

function readMaintenance(reading: Reading, element: XmlElement): TaskDefinition['maintenance'] {
  let period: string | null = null;
  let deadline: string | null = null;
  let exclusive = false;
  reading.at(['maintenance'], element);
  reading.attributes(element, []);
  reading.children(
    element,
    {
      Period: (e) => (period = readToken(reading, e, ['maintenance', 'period'])),
      Deadline: (e) => (deadline = readToken(reading, e, ['maintenance', 'deadline'])),
      Exclusive: (e) => (exclusive = readBoolean(reading, e, ['maintenance', 'exclusive']) ?? false),
    },
    { place: 'Settings/MaintenanceSettings' },
  );
  if (period === null) {
    reading.missing(element, 'Period', 'write how often the task is due, such as P1D');
    // Nothing to compare the deadline with: the least period there is lets its own form be judged.
    period = 'P1D';
  }
  return { period, deadline, exclusive };
}
