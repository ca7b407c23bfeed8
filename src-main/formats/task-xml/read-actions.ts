import type { Action, ExecAction, Principal } from '../../../src-shared/model/task.js';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import type { XmlElement } from '../xml/parse.js';
import { readText, readToken, readWord } from './leaves.js';
import { startTagEnd } from '../xml/verbatim.js';
import { droppedActions } from './names.js';
import type { Handlers, Reading } from './reading.js';

/** Reads the Actions element (reference "task model", section 14). */
export function readActions(
  reading: Reading,
  parent: XmlElement,
): { actions: Action[]; actionsContext: string | null } {
  const actions: Action[] = [];
  reading.at(['actions'], parent);
  reading.at(['actionsContext'], parent);
  reading.attributes(parent, ['Context']);
  const take = (read: (reading: Reading, element: XmlElement, at: DefinitionPath) => Action) => {
    return (element: XmlElement) => {
      const at = ['actions', actions.length];
      reading.at(at, element);
      reading.attributes(element, ['id']);
      actions.push(read(reading, element, at));
    };
  };
  const handlers: Handlers = { Exec: take(readExec), ComHandler: take(readComHandler) };
  for (const name of droppedActions) handlers[name] = take(readDropped);
  reading.children(parent, handlers, { place: 'Actions', many: Object.keys(handlers) });
  return { actions, actionsContext: parent.attributes.get('Context') ?? null };
}

function readExec(reading: Reading, element: XmlElement, at: DefinitionPath): ExecAction {
  let command: string | null = null;
  let list: string[] | null = null;
  const action: ExecAction = {
    kind: 'exec',
    id: element.attributes.get('id') ?? null,
    command: '',
    arguments: null,
    workingDirectory: null,
    environment: {},
    environmentFile: null,
  };
  reading.children(
    element,
    {
      Command: (e) => (command = readText(reading, e, [...at, 'command'])),
      Arguments: (e) => (action.arguments = readText(reading, e, [...at, 'arguments'])),
      WorkingDirectory: (e) => (action.workingDirectory = readText(reading, e, [...at, 'workingDirectory'])),
      'c:Arguments': (e) => (list = readArguments(reading, e, at)),
      'c:Environment': (e) => (action.environment = readEnvironment(reading, e, at)),
      'c:EnvironmentFile': (e) => (action.environmentFile = readText(reading, e, [...at, 'environmentFile'])),
    },
    { place: `Actions/${at[1] ?? 0}` },
  );
  // The list needs no quoting, so it is the better source; the string beside it is for Windows.
  if (list !== null) action.arguments = list;
  const written: string | null = command;
  if (written === null) reading.missing(element, 'Command', 'write the program to run');
  else if (written === '') {
    const { line } = element;
    const message = 'is empty; write the program to run';
    reading.error({ ...element, name: 'Command', line }, resultCodes.invalidValue, message);
  }
  return { ...action, command: written === null || written === '' ? 'true' : written };
}

function readArguments(reading: Reading, element: XmlElement, at: DefinitionPath): string[] {
  const found: string[] = [];
  const take = (e: XmlElement) => void found.push(readText(reading, e, [...at, 'arguments', found.length]));
  reading.at([...at, 'arguments'], element);
  reading.children(element, { 'c:Argument': take }, { place: null, many: ['c:Argument'] });
  return found;
}

function readEnvironment(reading: Reading, element: XmlElement, at: DefinitionPath): Record<string, string> {
  const found: Record<string, string> = {};
  reading.at([...at, 'environment'], element);
  const take = (e: XmlElement) => {
    const name = e.attributes.get('name');
    if (name === undefined) reading.missing(e, 'name', 'write it as an attribute of Variable');
    const value = readText(reading, { ...e, attributes: new Map() }, [...at, 'environment', name ?? '']);
    if (name !== undefined) Object.defineProperty(found, name, { value, ...ownProperty });
  };
  reading.children(element, { 'c:Variable': take }, { place: null, many: ['c:Variable'] });
  return found;
}

/** A plain property even for a name that objects inherit, such as `__proto__`. */
const ownProperty = { enumerable: true, writable: true, configurable: true };

function readComHandler(reading: Reading, element: XmlElement, at: DefinitionPath): Action {
  let classId: string | null = null;
  let data: string | null = null;
  reading.children(
    element,
    {
      ClassId: (e) => (classId = readToken(reading, e, [...at, 'classId'])),
      Data: (e) => {
        reading.at([...at, 'data'], e);
        data = e.children.length === 0 ? e.text : innerXml(reading, e);
      },
    },
    { place: `Actions/${at[1] ?? 0}` },
  );
  if (classId === null)
    reading.missing(element, 'ClassId', 'write the class of the handler as a GUID in braces');
  const id = element.attributes.get('id') ?? null;
  return { kind: 'comHandler', id, classId: classId ?? '{00000000-0000-0000-0000-000000000000}', data };
}

/** What stands between the tags of an element, as written. */
function innerXml(reading: Reading, element: XmlElement): string {
  const written = reading.text.slice(element.begin, element.end);
  return written.slice(startTagEnd(written), written.lastIndexOf('</'));
}

function readDropped(reading: Reading, element: XmlElement): Action {
  const { name } = element;
  reading.note(
    element,
    `${name} was dropped in Windows 8; it is kept and exported unchanged, and never runs here`,
  );
  const id = element.attributes.get('id') ?? null;
  return { kind: 'kept', id, element: name, xml: reading.verbatim(element) };
}

const logonTypes = {
  S4U: 'S4U',
  Password: 'Password',
  InteractiveToken: 'InteractiveToken',
  InteractiveTokenOrPassword: 'InteractiveTokenOrPassword',
} as const;
const runLevels = { LeastPrivilege: 'LeastPrivilege', HighestAvailable: 'HighestAvailable' } as const;
const sidTypes = { None: 'None', Unrestricted: 'Unrestricted' } as const;

/** Reads the Principals element: one account at most (reference "task model", sections 2 and 13). */
export function readPrincipals(reading: Reading, parent: XmlElement): Principal | null {
  let principal: Principal | null = null;
  const take = (element: XmlElement) => {
    if (principal !== null) {
      const message = 'a task has one Principal; remove the others';
      reading.error(element, resultCodes.tooManyNodes, message, element.attributes.get('id'));
      return;
    }
    principal = readPrincipal(reading, element);
  };
  reading.children(parent, { Principal: take }, { place: 'Principals', many: ['Principal'] });
  return principal;
}

function readPrincipal(reading: Reading, element: XmlElement): Principal {
  const principal: Principal = {
    id: element.attributes.get('id') ?? null,
    userId: null,
    groupId: null,
    displayName: null,
    logonType: null,
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
  };
  const at = (key: keyof Principal) => ['principal', key];
  reading.at(['principal'], element);
  reading.attributes(element, ['id']);
  reading.children(
    element,
    {
      UserId: (e) => (principal.userId = readText(reading, e, at('userId'))),
      GroupId: (e) => (principal.groupId = readText(reading, e, at('groupId'))),
      DisplayName: (e) => (principal.displayName = readText(reading, e, at('displayName'))),
      LogonType: (e) => (principal.logonType = readWord(reading, e, at('logonType'), logonTypes) ?? null),
      RunLevel: (e) => (principal.runLevel = readWord(reading, e, at('runLevel'), runLevels) ?? null),
      ProcessTokenSidType: (e) =>
        (principal.processTokenSidType = readWord(reading, e, at('processTokenSidType'), sidTypes) ?? null),
      RequiredPrivileges: (list) => {
        const names = principal.requiredPrivileges;
        reading.at(at('requiredPrivileges'), list);
        const take = (e: XmlElement) =>
          void names.push(readToken(reading, e, [...at('requiredPrivileges'), names.length]));
        reading.children(list, { Privilege: take }, { place: null, many: ['Privilege'] });
        if (list.children.length === 0) {
          reading.missing(list, 'Privilege', 'write one, or remove RequiredPrivileges');
        }
      },
    },
    { place: 'Principals/Principal' },
  );
  return principal;
}
