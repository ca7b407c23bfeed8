import {
  emptyRegistrationInfo,
  type Action,
  type ExecAction,
  type Principal,
  type RegistrationInfo,
  type TaskDefinition,
} from '../../../src-shared/model/task.js';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import { listOf, text, textMap, textOrNull, word } from './leaves.js';
import { manifestSettings, readTaskMaintenance, readTaskSettings } from './read-settings.js';
import { readTrigger } from './read-triggers.js';
import type { Field, FieldHandlers, ManifestReading } from './reading.js';

/** Words by which people ask for an order between tasks, which Windows tasks do not have (TASK-54). */
const dependencies = new Set([
  'dependsOn',
  'dependOn',
  'dependencies',
  'dependsOnTask',
  'dependOnTask',
  'dependOnService',
  'dependOnGroup',
  'after',
  'before',
  'requires',
  'needs',
  'wants',
]);

/** The version that a manifest's task implies (promises, section 3). */
export const manifestVersion = '1.4';

/**
 * Reads one task of a manifest into a definition with every default filled in. What it implies: schema
 * version 1.4 and the unified engine. Null when it has no path to call it by.
 */
export function readManifestTask(reading: ManifestReading, entry: Field): TaskDefinition | null {
  const task: TaskDefinition = {
    path: '',
    version: manifestVersion,
    registrationInfo: { ...emptyRegistrationInfo },
    triggers: [],
    principal: null,
    settings: { ...manifestSettings },
    maintenance: null,
    actions: [],
    actionsContext: null,
    data: null,
    keptXml: [],
  };
  reading.at([], entry);
  const before = reading.problems.length;
  reading.children(entry, taskHandlers(reading, task), (field) => {
    if (!dependencies.has(field.key)) return false;
    const message =
      'tasks have no dependencies (TASK-54); give one task several actions, which run in order, or let the program check for itself';
    reading.error(field, resultCodes.unexpectedNode, message);
    return true;
  });
  if (task.path === '') {
    if (reading.problems.length === before || reading.mapping(entry) !== null) {
      reading.missing(entry, 'path', 'write the path of the task, such as \\Backup\\Home');
    }
    return null;
  }
  if (!task.path.startsWith('\\')) task.path = `\\${task.path}`;
  task.registrationInfo.uri = task.path;
  return task;
}

function taskHandlers(reading: ManifestReading, task: TaskDefinition): FieldHandlers {
  const addAction = (action: Action | undefined) => {
    if (action !== undefined) task.actions.push(action);
  };
  return {
    path: (f) => (task.path = text(reading, f, ['path'])?.trim() ?? ''),
    version: (f) => (task.version = text(reading, f, ['version']) ?? manifestVersion),
    description: (f) =>
      (task.registrationInfo.description =
        textOrNull(reading, f, ['registrationInfo', 'description']) ?? null),
    registrationInfo: (f) => readRegistration(reading, f, task.registrationInfo),
    exec: (f) => addAction(readExec(reading, f, ['actions', task.actions.length])),
    comHandler: (f) => addAction(readComHandler(reading, f, ['actions', task.actions.length])),
    actions: (f) => {
      reading.at(['actions'], f);
      for (const entry of entriesOf(reading, f, 'actions, each { exec: … }')) {
        addAction(readAction(reading, entry, ['actions', task.actions.length]));
      }
    },
    actionsContext: (f) => (task.actionsContext = textOrNull(reading, f, ['actionsContext']) ?? null),
    principal: (f) => (task.principal = readPrincipal(reading, f)),
    maintenance: (f) => (task.maintenance = readTaskMaintenance(reading, f)),
    triggers: (f) => {
      reading.at(['triggers'], f);
      for (const entry of entriesOf(reading, f, 'triggers')) {
        const trigger = readTrigger(reading, entry, ['triggers', task.triggers.length]);
        if (trigger !== undefined) task.triggers.push(trigger);
      }
    },
    settings: (f) => (task.settings = readTaskSettings(reading, f)),
    data: (f) => (task.data = textOrNull(reading, f, ['data']) ?? null),
    keptXml: (f) => (task.keptXml = listOf(reading, f, ['keptXml'], (entry, at) => text(reading, entry, at))),
  };
}

function entriesOf(reading: ManifestReading, field: Field, what: string): Field[] {
  if (reading.isNull(field)) return [];
  const entries = reading.list(field);
  if (entries === null)
    reading.error(field, resultCodes.invalidValue, `is not a list; write a list of ${what}`);
  return entries ?? [];
}

function readRegistration(reading: ManifestReading, field: Field, info: RegistrationInfo): void {
  const handlers: FieldHandlers = {};
  for (const key of Object.keys(emptyRegistrationInfo) as (keyof RegistrationInfo)[]) {
    if (key === 'uri') continue;
    handlers[key] = (f) => (info[key] = textOrNull(reading, f, ['registrationInfo', key]) ?? null);
  }
  reading.at(['registrationInfo'], field);
  if (!reading.isNull(field)) reading.children(field, handlers);
}

function readAction(reading: ManifestReading, entry: Field, at: DefinitionPath): Action | undefined {
  reading.at(at, entry);
  let action: Action | undefined;
  let written = 0;
  const take = (read: (reading: ManifestReading, field: Field, at: DefinitionPath) => Action | undefined) => {
    return (f: Field) => {
      written++;
      action = read(reading, f, at);
    };
  };
  reading.children(entry, {
    exec: take(readExec),
    comHandler: take(readComHandler),
    kept: take(readKept),
  });
  if (written !== 1 && reading.mapping(entry) !== null) {
    reading.error(
      entry,
      resultCodes.invalidValue,
      'an action is one of exec and comHandler; write one of them',
    );
  }
  return action;
}

function readExec(reading: ManifestReading, field: Field, at: DefinitionPath): ExecAction {
  const action: ExecAction = {
    kind: 'exec',
    id: null,
    command: '',
    arguments: null,
    workingDirectory: null,
    environment: {},
    environmentFile: null,
  };
  const nullable = (key: 'id' | 'workingDirectory' | 'environmentFile') => (f: Field) => {
    action[key] = textOrNull(reading, f, [...at, key]) ?? null;
  };
  reading.at(at, field);
  reading.children(field, {
    id: nullable('id'),
    command: (f) => (action.command = text(reading, f, [...at, 'command']) ?? 'true'),
    arguments: (f) => (action.arguments = readArguments(reading, f, [...at, 'arguments'])),
    workingDirectory: nullable('workingDirectory'),
    environment: (f) => (action.environment = textMap(reading, f, [...at, 'environment'])),
    environmentFile: nullable('environmentFile'),
  });
  if (action.command === '') {
    reading.missing(field, 'command', 'write the program to run');
    action.command = 'true';
  }
  return action;
}

function readArguments(reading: ManifestReading, field: Field, at: DefinitionPath): ExecAction['arguments'] {
  reading.at(at, field);
  if (reading.isNull(field)) return null;
  if (reading.list(field) === null) return text(reading, field, at) ?? null;
  return listOf(reading, field, at, (entry, place) => text(reading, entry, place));
}

function readComHandler(reading: ManifestReading, field: Field, at: DefinitionPath): Action {
  let id: string | null = null;
  let classId: string | undefined;
  let data: string | null = null;
  reading.at(at, field);
  reading.children(field, {
    id: (f) => (id = textOrNull(reading, f, [...at, 'id']) ?? null),
    classId: (f) => (classId = text(reading, f, [...at, 'classId'])),
    data: (f) => (data = textOrNull(reading, f, [...at, 'data']) ?? null),
  });
  if (classId === undefined)
    reading.missing(field, 'classId', 'write the class of the handler as a GUID in braces');
  return { kind: 'comHandler', id, classId: classId ?? '{00000000-0000-0000-0000-000000000000}', data };
}

function readKept(reading: ManifestReading, field: Field, at: DefinitionPath): Action {
  let id: string | null = null;
  let element = '';
  let xml = '';
  reading.at(at, field);
  reading.children(field, {
    id: (f) => (id = textOrNull(reading, f, [...at, 'id']) ?? null),
    element: (f) => (element = text(reading, f, [...at, 'element']) ?? ''),
    xml: (f) => (xml = text(reading, f, [...at, 'xml']) ?? ''),
  });
  if (element === '') reading.missing(field, 'element', 'write the name of the XML element');
  if (xml === '') reading.missing(field, 'xml', 'write the XML element');
  return { kind: 'kept', id, element, xml };
}

const logonTypes = {
  S4U: 'S4U',
  Password: 'Password',
  InteractiveToken: 'InteractiveToken',
  InteractiveTokenOrPassword: 'InteractiveTokenOrPassword',
} as const;
const runLevels = { LeastPrivilege: 'LeastPrivilege', HighestAvailable: 'HighestAvailable' } as const;
const sidTypes = { None: 'None', Unrestricted: 'Unrestricted' } as const;

function readPrincipal(reading: ManifestReading, field: Field): Principal | null {
  reading.at(['principal'], field);
  if (reading.isNull(field)) return null;
  const principal: Principal = {
    id: null,
    userId: null,
    groupId: null,
    displayName: null,
    logonType: null,
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
  };
  const at = (key: keyof Principal) => ['principal', key];
  const nullable = (key: 'id' | 'userId' | 'groupId' | 'displayName') => (f: Field) => {
    principal[key] = textOrNull(reading, f, at(key)) ?? null;
  };
  reading.children(field, {
    id: nullable('id'),
    userId: nullable('userId'),
    groupId: nullable('groupId'),
    displayName: nullable('displayName'),
    logonType: (f) => (principal.logonType = word(reading, f, at('logonType'), logonTypes) ?? null),
    runLevel: (f) => (principal.runLevel = word(reading, f, at('runLevel'), runLevels) ?? null),
    processTokenSidType: (f) =>
      (principal.processTokenSidType = word(reading, f, at('processTokenSidType'), sidTypes) ?? null),
    requiredPrivileges: (f) =>
      (principal.requiredPrivileges = listOf(reading, f, at('requiredPrivileges'), (entry, place) =>
        text(reading, entry, place),
      )),
  });
  return principal;
}
