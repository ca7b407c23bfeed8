/**
 * Task paths as the Task Scheduler writes them: `\Folder\Name`.
 * Source: reference "task model", section 3 (TSCH 2.3.11).
 */

declare const taskPathBrand: unique symbol;

/** A valid task path; compare with {@link taskKey}, since paths ignore case. */
export type TaskPath = string & { readonly [taskPathBrand]: true };

const longestPath = 260;
// Control characters never belong in a name: they would forge lines in a log.
// eslint-disable-next-line no-control-regex
const forbiddenInName = /[:/\\\u0000-\u001f]/;

/**
 * Says what is wrong with a task path, or `null` when it is valid.
 *
 * @param text a path such as `\Backup\Home`; 2 to 260 characters
 */
export function taskPathProblem(text: string): string | null {
  if (!text.startsWith('\\')) return 'a task path starts with a backslash, such as \\Backup\\Home';
  if (text.length > longestPath) return `a task path has at most ${longestPath} characters`;
  for (const name of text.slice(1).split('\\')) {
    if (name === '') return 'names in a task path are separated by single backslashes and not empty';
    if (name === '.' || name === '..') return `a task name is not "${name}"`;
    if (name !== name.trim()) return `the name "${name}" starts or ends with a space`;
    if (forbiddenInName.test(name)) return `the name "${name}" holds one of : / \\ or a control character`;
  }
  return null;
}

/** Reads a task path; a name without a leading backslash is taken to be in the root. Throws on an invalid one. */
export function parseTaskPath(text: string): TaskPath {
  const path = text.startsWith('\\') ? text : `\\${text}`;
  const problem = taskPathProblem(path);
  if (problem !== null) throw new RangeError(`${JSON.stringify(text)}: ${problem}`);
  return path as TaskPath;
}

/** The key under which two spellings of one path meet (paths ignore case). */
export function taskKey(path: TaskPath): string {
  return path.toLowerCase();
}

/** The last name of the path: what a person calls the task. */
export function taskName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}

/** The folder of the path: `\Backup` for `\Backup\Home`, `\` for a task in the root. */
export function taskFolder(path: string): string {
  const end = path.lastIndexOf('\\');
  return end <= 0 ? '\\' : path.slice(0, end);
}
