import { taskPathProblem } from '../../../src-shared/ids/task-path.js';
import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type RegistrationInfo,
  type TaskDefinition,
} from '../../../src-shared/model/task.js';
import type { Problem } from '../../../src-shared/contract/tasks.js';
import { findProblems } from '../../core/tasks/validate.js';
import { Findings, resultCodes } from '../../core/tasks/validate-finding.js';
import { isValid, located, ordered, problem } from '../problem.js';
import { decodeXml } from '../xml/decode.js';
import { parseXml, XmlFault, type XmlElement } from '../xml/parse.js';
import { noteWhatCannotBeHonoured } from './honour.js';
import { readText } from './leaves.js';
import { atRoot, inOrder } from './kept.js';
import { newestKnown, taskNamespace } from './names.js';
import { readActions, readPrincipals } from './read-actions.js';
import { readSettings } from './read-settings.js';
import { readTriggers } from './read-triggers.js';
import { Reading } from './reading.js';

/** A task definition is a page; anything longer than this is not one. */
export const longestTaskXml = 4 * 1024 * 1024;

export interface TaskXmlResult {
  /** The definition with every default filled in; null when a problem is an error. */
  task: TaskDefinition | null;
  problems: Problem[];
}

/**
 * Reads a Task Scheduler document from the bytes of a file, in any encoding that Windows tools write.
 *
 * All problems are collected, each with its line. Never throws on bad input, and takes a bounded time:
 * size, depth, element and attribute counts are limited, a DOCTYPE is refused unread.
 *
 * @param source the file's name: a task without a URI is named after it
 */
export function readTaskXml(bytes: Uint8Array, source: string): TaskXmlResult {
  if (bytes.length > longestTaskXml) {
    const message = `the file has ${megabytes(bytes.length)} MB; a task has at most ${megabytes(longestTaskXml)} MB`;
    return refused(problem('error', message, { code: resultCodes.malformedXml }));
  }
  const decoded = decodeXml(bytes);
  if (decoded.kind === 'fault') return refused(decoded.problem);
  try {
    const root = parseXml(decoded.text);
    const result = readDocument(decoded.text, root, source);
    return { ...result, problems: ordered([...decoded.notes, ...result.problems]) };
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const { line, code, element, message } = error;
    return { task: null, problems: [...decoded.notes, problem('error', message, { line, code, element })] };
  }
}

function refused(only: Problem): TaskXmlResult {
  return { task: null, problems: [only] };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

function readDocument(text: string, root: XmlElement, source: string): TaskXmlResult {
  const wrong = wrongRoot(root);
  if (wrong !== null) return refused(wrong);
  const version = readVersion(root);
  if (typeof version !== 'string') return refused(version);
  const reading = new Reading(text, Number(version.slice(2)), root.attributes.get('version') ?? null);
  const task = readTask(reading, root, version, source);
  const problems = [...reading.problems, ...located(findProblems(task), reading.locate)];
  if (!isValid(problems)) return { task: null, problems };
  const notes = new Findings(task);
  noteWhatCannotBeHonoured(task, notes);
  return { task, problems: [...problems, ...located(notes.list, reading.locate)] };
}

function wrongRoot(root: XmlElement): Problem | null {
  const { line, name, namespace } = root;
  if (name !== 'Task') {
    const message = 'is not a task: the outermost element must be Task; export one task to a file';
    return problem('error', message, { line, element: name, code: resultCodes.unexpectedNode });
  }
  if (namespace === taskNamespace) return null;
  return problem('error', `is not in the namespace of tasks; write xmlns="${taskNamespace}"`, {
    line,
    element: name,
    value: namespace === '' ? null : namespace,
    code: resultCodes.namespace,
  });
}

/** The stated version as `1.2`, the newest known without one, or the problem with it. */
function readVersion(root: XmlElement): string | Problem {
  const stated = root.attributes.get('version')?.trim();
  if (stated === undefined) return `1.${newestKnown}`;
  const parts = { line: root.line, element: 'Task', value: stated };
  const match = /^(\d{1,9})\.(\d{1,9})(?:\.\d{1,9}){0,2}$/.exec(stated);
  if (match === null) {
    const message = 'is not a version: two to four numbers with dots between; write 1.2, 1.3 or 1.4';
    return problem('error', message, { ...parts, code: resultCodes.invalidValue });
  }
  const minor = Number(match[2]);
  if (Number(match[1]) === 1 && minor >= 1 && minor <= 6) return `1.${minor}`;
  const which =
    Number(match[1]) < 1 || (Number(match[1]) === 1 && minor < 1)
      ? 'of the AT command'
      : 'newer than any that is known';
  const message = `the schema version is ${which}; export the task for version 1.2, 1.3 or 1.4`;
  return problem('error', message, { ...parts, code: resultCodes.unknownVersion });
}

function readTask(reading: Reading, root: XmlElement, version: string, source: string): TaskDefinition {
  const task: TaskDefinition = {
    path: '',
    version,
    registrationInfo: { ...emptyRegistrationInfo },
    triggers: [],
    principal: null,
    settings: { ...defaultTaskSettings },
    maintenance: null,
    actions: [],
    actionsContext: null,
    data: null,
    keptXml: [],
  };
  reading.at([], root);
  reading.at(['version'], root);
  reading.attributes(root, ['version']);
  reading.children(
    root,
    {
      RegistrationInfo: (e) => (task.registrationInfo = readRegistration(reading, e)),
      Triggers: (e) => (task.triggers = readTriggers(reading, e)),
      Settings: (e) => Object.assign(task, readSettings(reading, e)),
      Principals: (e) => (task.principal = readPrincipals(reading, e)),
      Actions: (e) => Object.assign(task, readActions(reading, e)),
      Data: (e) => (task.data = reading.verbatim(e)),
    },
    { place: atRoot },
  );
  nameTask(reading, root, task, source);
  task.keptXml = inOrder(reading.kept);
  return task;
}

function readRegistration(reading: Reading, element: XmlElement): RegistrationInfo {
  const info: RegistrationInfo = { ...emptyRegistrationInfo };
  const field = (key: keyof RegistrationInfo) => (e: XmlElement) => {
    info[key] = readText(reading, e, ['registrationInfo', key]);
  };
  reading.attributes(element, []);
  reading.children(
    element,
    {
      URI: field('uri'),
      SecurityDescriptor: field('securityDescriptor'),
      Source: field('source'),
      Date: field('date'),
      Author: field('author'),
      Version: field('version'),
      Description: field('description'),
      Documentation: field('documentation'),
    },
    { place: 'RegistrationInfo' },
  );
  return info;
}

/** The path: the URI, else the file's name in the root. From then on the URI is the path, as in Windows. */
function nameTask(reading: Reading, root: XmlElement, task: TaskDefinition, source: string): void {
  const uri = task.registrationInfo.uri?.trim() ?? '';
  if (uri === '') {
    task.path = `\\${nameFrom(source)}`;
    const message = `the file names no URI, so the task is called ${task.path} after the file`;
    reading.problems.push(problem('note', message, { line: root.line, element: 'URI' }));
  } else {
    task.path = uri.startsWith('\\') ? uri : `\\${uri}`;
    const line = reading.locate(['registrationInfo', 'uri']);
    if (line !== null) reading.at(['path'], { ...root, line });
  }
  task.registrationInfo.uri = task.path;
}

/** A task name made of a file name: without folders and ending, and without what a name may not hold. */
function nameFrom(source: string): string {
  const file = source.split(/[\\/]/).at(-1) ?? '';
  const name = file
    .replace(/\.xml$/i, '')
    // eslint-disable-next-line no-control-regex -- a file name on Linux may hold control characters
    .replace(/[:\u0000-\u001f]/g, '-')
    .trim();
  return name === '' || taskPathProblem(`\\${name}`) !== null ? 'Task' : name;
}
