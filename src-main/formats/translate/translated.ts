import type { Problem } from '../../../src-shared/contract/tasks.js';
import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type Action,
  type ExecAction,
  type Principal,
  type TaskDefinition,
  type TaskSettings,
  type Trigger,
} from '../../../src-shared/model/task.js';
import { taskPathProblem } from '../../../src-shared/ids/task-path.js';
import { findProblems } from '../../core/tasks/validate.js';
import { Findings, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import { isValid, located, ordered, problem } from '../problem.js';
import { noteWhatCannotBeHonoured } from '../task-xml/honour.js';

/** A task made of another scheduler's file. */
export interface TranslatedTask {
  path: string;
  /** Null when a problem is an error. */
  definition: TaskDefinition | null;
  problems: Problem[];
}

/** All that one file, or one pair of files, says. */
export interface Translation {
  tasks: TranslatedTask[];
  /** What belongs to no task. */
  fileProblems: Problem[];
}

/** What a foreign job comes to, before it is cut into tasks that keep the limits of a task. */
export interface Draft {
  path: string;
  description: string | null;
  /** Where it came from, such as the file's name. */
  source: string;
  triggers: Trigger[];
  principal: Principal | null;
  settings: Partial<TaskSettings>;
  actions: Action[];
  problems: Problem[];
  /** The line of a place in the definition. */
  locate: (at: DefinitionPath) => number | null;
}

const mostTriggers = 48;

/**
 * What other schedulers do not know: no battery rule, no limit of time, no lowered priority. A translated
 * task behaves as it did where it came from, until somebody changes it.
 */
export const foreignSettings: Partial<TaskSettings> = {
  disallowStartIfOnBatteries: false,
  stopIfGoingOnBatteries: false,
  executionTimeLimit: 'PT0S',
  priority: 5,
};

/** The task, or the tasks where it takes more triggers than one task may have. */
export function finish(draft: Draft): TranslatedTask[] {
  const count = Math.max(1, Math.ceil(draft.triggers.length / mostTriggers));
  return Array.from({ length: count }, (_, index) => {
    const path = index === 0 ? draft.path : `${draft.path} (${index + 1})`;
    const triggers = draft.triggers.slice(index * mostTriggers, (index + 1) * mostTriggers);
    const split = index === 0 && count > 1 ? [splitNote(draft, count)] : [];
    return finishOne(draft, path, triggers, index === 0 ? [...draft.problems, ...split] : []);
  });
}

function splitNote({ triggers, settings, locate }: Draft, count: number): Problem {
  const overlap =
    settings.multipleInstancesPolicy === 'parallel'
      ? ''
      : '; the tasks do not know of each other, so two of them may run at once';
  const message = `takes ${triggers.length} triggers and a task has at most ${mostTriggers}: it becomes ${count} tasks${overlap}`;
  return problem('note', message, { line: locate(['triggers']), element: 'Triggers' });
}

function finishOne(draft: Draft, path: string, triggers: Trigger[], own: Problem[]): TranslatedTask {
  const { description, source, principal, settings, actions, locate } = draft;
  const task: TaskDefinition = {
    path,
    version: '1.4',
    registrationInfo: { ...emptyRegistrationInfo, uri: path, description, source },
    triggers,
    principal,
    settings: { ...defaultTaskSettings, ...foreignSettings, ...settings },
    maintenance: null,
    actions,
    actionsContext: principal?.id ?? null,
    data: null,
    keptXml: [],
  };
  const problems = [...own, ...located(findProblems(task), locate)];
  if (!isValid(problems)) return { path, definition: null, problems: ordered(problems) };
  const notes = new Findings(task);
  noteWhatCannotBeHonoured(task, notes);
  return { path, definition: task, problems: ordered([...problems, ...located(notes.list, locate)]) };
}

/** The account that a foreign job runs as, whether it is logged on or not. */
export function account(userId: string): Principal {
  return {
    id: 'Author',
    userId,
    groupId: null,
    displayName: null,
    logonType: 'S4U',
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
  };
}

/**
 * A program with its arguments. Caretaker puts values in for `$(Name)` and reads `$$(Name)` as `$(Name)` (reference
 * "task model", section 14): a doubled dollar of the other scheduler gets a third there.
 */
export function exec(
  command: string,
  args: string[],
  more: Partial<Pick<ExecAction, 'workingDirectory' | 'environment' | 'environmentFile'>> = {},
): ExecAction {
  return {
    kind: 'exec',
    id: null,
    command,
    arguments: args.map((text) => text.replaceAll('$$(', () => '$$$(')),
    workingDirectory: more.workingDirectory ?? null,
    environment: more.environment ?? {},
    environmentFile: more.environmentFile ?? null,
  };
}

/** A name that a task may have, made of foreign text; never empty. */
export function nameFrom(text: string): string {
  const name = text
    // eslint-disable-next-line no-control-regex -- file names and labels may hold control characters
    .replace(/[:/\\\u0000-\u001f\u007f]+/g, '-')
    .slice(0, 60)
    .trim();
  return name === '' || taskPathProblem(`\\${name}`) !== null ? 'Task' : name;
}

/** Gives out paths in a folder, each once. */
export class Names {
  private readonly taken = new Set<string>();

  constructor(private readonly folder: string) {}

  next(name: string): string {
    for (let count = 1; ; count++) {
      const path = `${this.folder}\\${nameFrom(name)}${count === 1 ? '' : `-${count}`}`;
      if (this.taken.has(path.toLowerCase())) continue;
      this.taken.add(path.toLowerCase());
      return path;
    }
  }
}

/** The last part of a file's name, without folders. */
export function baseName(fileName: string): string {
  return fileName.split(/[\\/]/).at(-1) ?? fileName;
}
