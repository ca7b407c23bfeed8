import type { Problem } from '../../src-shared/contract/tasks.js';
import { readManifest } from './manifest/read.js';
import { isValid } from './problem.js';
import { readTaskXml } from './task-xml/read.js';

/** One entry of `caretaker task check --json` (promises, section 2). */
export interface CheckResult {
  file: string;
  valid: boolean;
  /** Path of the task; null for what concerns the file as a whole. */
  task: string | null;
  problems: Problem[];
}

/** Whether a file is taken for XML: by its ending, else by its first bytes. */
export function looksLikeXml(bytes: Uint8Array, fileName: string): boolean {
  if (/\.xml$/i.test(fileName)) return true;
  if (/\.(?:ya?ml|json)$/i.test(fileName)) return false;
  const [first, second] = bytes;
  const wide =
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
  if (wide) return true;
  const begin = new TextDecoder().decode(bytes.subarray(0, 200));
  return begin.trimStart().startsWith('<');
}

/**
 * Checks one file without a host: a Windows document or a manifest. One entry a task; problems of a manifest
 * that belong to no task stand in an entry of their own, first.
 */
export function checkFile(bytes: Uint8Array, fileName: string): CheckResult[] {
  if (looksLikeXml(bytes, fileName)) {
    const { task, problems } = readTaskXml(bytes, fileName);
    return [{ file: fileName, valid: task !== null, task: task?.path ?? null, problems }];
  }
  const { tasks, fileProblems } = readManifest(bytes, fileName);
  const results = tasks.map(({ path, problems }) => ({
    file: fileName,
    valid: isValid(problems),
    task: path,
    problems,
  }));
  if (fileProblems.length === 0 && results.length > 0) return results;
  const whole = { file: fileName, valid: isValid(fileProblems), task: null, problems: fileProblems };
  return [whole, ...results];
}

/** One line a problem: `file:line element value: severity: message [code]`; a valid entry without any says so. */
export function textReport(results: readonly CheckResult[]): string[] {
  return results.flatMap(({ file, valid, task, problems }) => {
    const lines = problems.map(({ severity, line, element, value, code, message }) => {
      const place = line === null ? file : `${file}:${line}`;
      const about = [element, value].filter((part) => part !== null && part !== '').join(' ');
      const head = about === '' ? place : `${place} ${about}`;
      return oneLine(`${head}: ${severity}: ${message}${code === null ? '' : ` [${code}]`}`);
    });
    return valid ? [...lines, oneLine(`${file}: ${task ?? 'the file'} is valid`)] : lines;
  });
}

/** Values come from a stranger's file: control characters must not reach a terminal. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is what it is for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
