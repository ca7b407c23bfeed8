import type { Problem } from '../../src-shared/contract/tasks.js';
import { readFiles, type InputFile } from './read-files.js';

/** One entry of `caretaker task check --json` (promises, section 2). */
export interface CheckResult {
  file: string;
  valid: boolean;
  /** Path of the task; null for what concerns the file as a whole. */
  task: string | null;
  problems: Problem[];
}

/**
 * Checks files without a host: Windows documents, manifests, and the files of other schedulers. One entry a
 * task; problems that belong to no task stand in an entry of their own, first.
 */
export function checkFiles(files: readonly InputFile[]): CheckResult[] {
  return readFiles(files).map(({ file, valid, task, problems }) => ({ file, valid, task, problems }));
}

/** {@link checkFiles} of a single file. */
export function checkFile(bytes: Uint8Array, fileName: string): CheckResult[] {
  return checkFiles([{ name: fileName, bytes }]);
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
