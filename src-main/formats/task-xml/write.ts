import type { Action, ExecAction, TaskDefinition } from '../../../src-shared/model/task.js';
import { parseXml } from '../xml/parse.js';
import { attribute, XmlWriter } from '../xml/write.js';
import { atRoot, keptAt } from './kept.js';
import { ownNamespace, ownPrefix, taskNamespace } from './names.js';
import { quoteArguments } from './quote.js';
import { instancePolicies } from './read-settings.js';
import { writeTrigger } from './write-triggers.js';

/**
 * A definition as a Task Scheduler document: canonical (one order, two spaces, `\n`), every setting written
 * out, the path as its URI. What the schema has no element for stands in Caretaker's own namespace; kept
 * elements come out as they were. Reading it back gives the same definition.
 *
 * The declaration says UTF-16, as Windows writes it: {@link encodeTaskXml} makes the bytes that go with it.
 */
export function writeTaskXml(task: TaskDefinition): string {
  const out = new XmlWriter();
  out.raw('<?xml version="1.0" encoding="UTF-16"?>');
  const own = usesOwnNamespace(task) ? attribute(`xmlns:${ownPrefix}`, ownNamespace) : '';
  const attributes = attribute('version', task.version) + attribute('xmlns', taskNamespace) + own;
  out.within('Task', attributes, () => {
    writeRegistration(out, task);
    out.within('Triggers', '', () => {
      for (const [index, trigger] of task.triggers.entries()) {
        writeTrigger(out, trigger, index, task.keptXml);
      }
      putBack(out, task, 'Triggers');
    });
    writePrincipal(out, task);
    writeSettings(out, task);
    if (task.data !== null) out.raw(task.data);
    out.within('Actions', attribute('Context', task.actionsContext), () => {
      for (const [index, action] of task.actions.entries()) writeAction(out, task, action, index);
      putBack(out, task, 'Actions');
    });
    putBack(out, task, atRoot);
  });
  return out.toString();
}

/** The bytes of {@link writeTaskXml}: UTF-16, little endian, with a byte-order mark. */
export function encodeTaskXml(task: TaskDefinition): Uint8Array {
  const text = `\uFEFF${writeTaskXml(task).replace(/\n/g, '\r\n')}`;
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), true);
  return bytes;
}

function usesOwnNamespace({ settings, actions }: TaskDefinition): boolean {
  const { yield: mode, critical, retryAfter } = settings;
  return mode !== 'freeze' || critical || retryAfter !== null || actions.some((action) => hasOwn(action));
}

function hasOwn(action: Action): boolean {
  return (
    action.kind === 'exec' &&
    (Array.isArray(action.arguments) ||
      action.environmentFile !== null ||
      Object.keys(action.environment).length > 0)
  );
}

function putBack(out: XmlWriter, task: TaskDefinition, place: string): void {
  for (const xml of keptAt(task.keptXml, place)) out.raw(xml);
}

function writeRegistration(out: XmlWriter, task: TaskDefinition): void {
  const info = task.registrationInfo;
  out.within('RegistrationInfo', '', () => {
    out.leaf('Date', info.date);
    out.leaf('Author', info.author);
    out.leaf('Version', info.version);
    out.leaf('Description', info.description);
    out.leaf('Documentation', info.documentation);
    out.leaf('Source', info.source);
    out.leaf('URI', task.path);
    out.leaf('SecurityDescriptor', info.securityDescriptor);
    putBack(out, task, 'RegistrationInfo');
  });
}

function writePrincipal(out: XmlWriter, task: TaskDefinition): void {
  const { principal } = task;
  if (principal === null) return;
  out.within('Principals', '', () => {
    out.within('Principal', attribute('id', principal.id), () => {
      out.leaf('UserId', principal.userId);
      out.leaf('GroupId', principal.groupId);
      out.leaf('DisplayName', principal.displayName);
      out.leaf('LogonType', principal.logonType);
      out.leaf('RunLevel', principal.runLevel);
      out.leaf('ProcessTokenSidType', principal.processTokenSidType);
      if (principal.requiredPrivileges.length > 0) {
        out.within('RequiredPrivileges', '', () => {
          for (const name of principal.requiredPrivileges) out.leaf('Privilege', name);
        });
      }
      putBack(out, task, 'Principals/Principal');
    });
    putBack(out, task, 'Principals');
  });
}

/** Settings that a schema version brought are written only where the version has them, or where they say something. */
function writeSettings(out: XmlWriter, task: TaskDefinition): void {
  const { settings } = task;
  const minor = Number(task.version.slice(2));
  const policy = Object.entries(instancePolicies).find(
    ([, mode]) => mode === settings.multipleInstancesPolicy,
  );
  out.within('Settings', '', () => {
    out.leaf('MultipleInstancesPolicy', policy?.[0] ?? null);
    out.leaf('DisallowStartIfOnBatteries', settings.disallowStartIfOnBatteries);
    out.leaf('StopIfGoingOnBatteries', settings.stopIfGoingOnBatteries);
    out.leaf('AllowHardTerminate', settings.allowHardTerminate);
    out.leaf('StartWhenAvailable', settings.startWhenAvailable);
    out.leaf('RunOnlyIfNetworkAvailable', settings.runOnlyIfNetworkAvailable);
    out.leaf('NetworkProfileName', settings.networkProfileName);
    writeGroups(out, task);
    out.leaf('AllowStartOnDemand', settings.allowStartOnDemand);
    out.leaf('Enabled', settings.enabled);
    out.leaf('Hidden', settings.hidden);
    out.leaf('RunOnlyIfIdle', settings.runOnlyIfIdle);
    const remote = settings.disallowStartOnRemoteAppSession;
    out.leaf('DisallowStartOnRemoteAppSession', minor >= 3 || remote ? remote : null);
    const unified = settings.useUnifiedSchedulingEngine;
    out.leaf('UseUnifiedSchedulingEngine', minor >= 3 || unified ? unified : null);
    writeMaintenance(out, task);
    out.leaf('WakeToRun', settings.wakeToRun);
    out.leaf('ExecutionTimeLimit', settings.executionTimeLimit);
    out.leaf('DeleteExpiredTaskAfter', settings.deleteExpiredTaskAfter);
    out.leaf('Priority', settings.priority);
    out.leaf('Volatile', settings.volatile ? true : null);
    out.leaf(`${ownPrefix}:Yield`, settings.yield === 'freeze' ? null : settings.yield);
    out.leaf(`${ownPrefix}:Critical`, settings.critical ? true : null);
    out.leaf(`${ownPrefix}:RetryAfter`, settings.retryAfter);
    putBack(out, task, 'Settings');
  });
}

function writeGroups(out: XmlWriter, task: TaskDefinition): void {
  const { networkSettings, idleSettings, restartOnFailure } = task.settings;
  if (networkSettings !== null) {
    out.within('NetworkSettings', '', () => {
      out.leaf('Name', networkSettings.name);
      out.leaf('Id', networkSettings.id);
      putBack(out, task, 'Settings/NetworkSettings');
    });
  }
  if (idleSettings !== null) {
    out.within('IdleSettings', '', () => {
      out.leaf('Duration', idleSettings.duration);
      out.leaf('WaitTimeout', idleSettings.waitTimeout);
      out.leaf('StopOnIdleEnd', idleSettings.stopOnIdleEnd);
      out.leaf('RestartOnIdle', idleSettings.restartOnIdle);
      putBack(out, task, 'Settings/IdleSettings');
    });
  }
  if (restartOnFailure !== null) {
    out.within('RestartOnFailure', '', () => {
      out.leaf('Interval', restartOnFailure.interval);
      out.leaf('Count', restartOnFailure.count);
      putBack(out, task, 'Settings/RestartOnFailure');
    });
  }
}

function writeMaintenance(out: XmlWriter, task: TaskDefinition): void {
  const { maintenance } = task;
  if (maintenance === null) return;
  out.within('MaintenanceSettings', '', () => {
    out.leaf('Period', maintenance.period);
    out.leaf('Deadline', maintenance.deadline);
    out.leaf('Exclusive', maintenance.exclusive);
    putBack(out, task, 'Settings/MaintenanceSettings');
  });
}

function writeAction(out: XmlWriter, task: TaskDefinition, action: Action, index: number): void {
  if (action.kind === 'kept') return out.raw(action.xml);
  const id = attribute('id', action.id);
  if (action.kind === 'comHandler') {
    out.within('ComHandler', id, () => {
      out.leaf('ClassId', action.classId);
      writeData(out, action.data);
      putBack(out, task, `Actions/${index}`);
    });
    return;
  }
  out.within('Exec', id, () => {
    writeExec(out, action);
    putBack(out, task, `Actions/${index}`);
  });
}

/** Data is any XML: elements go out as they came in, everything else as text. */
function writeData(out: XmlWriter, data: string | null): void {
  if (data === null || data.includes('\r') || !holdsElements(data)) return out.leaf('Data', data);
  out.raw(`<Data>${data}</Data>`);
}

function holdsElements(data: string): boolean {
  try {
    return parseXml(`<Data xmlns="${taskNamespace}">${data}</Data>`).children.length > 0;
  } catch {
    return false;
  }
}

function writeExec(out: XmlWriter, action: ExecAction): void {
  const list = Array.isArray(action.arguments) ? action.arguments : null;
  out.leaf('Command', action.command);
  out.leaf('Arguments', list === null ? (action.arguments as string | null) : quoteArguments(list));
  out.leaf('WorkingDirectory', action.workingDirectory);
  if (list !== null) {
    out.within(`${ownPrefix}:Arguments`, '', () => {
      for (const argument of list) out.leaf(`${ownPrefix}:Argument`, argument);
    });
  }
  const variables = Object.entries(action.environment);
  if (variables.length > 0) {
    out.within(`${ownPrefix}:Environment`, '', () => {
      for (const [name, value] of variables) {
        out.leaf(`${ownPrefix}:Variable`, value, attribute('name', name));
      }
    });
  }
  out.leaf(`${ownPrefix}:EnvironmentFile`, action.environmentFile);
}
