import type { Problem } from '../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { boundaryInstant, parseBoundary } from '../core/time/boundary.js';
import { iso, type Wall } from '../core/time/stamp.js';
import { nextOfTask } from '../core/triggers/next-occurrence.js';
import { readFiles, type InputFile } from './read-files.js';

/** One answer of `caretaker task next` (promises, section 2). */
export interface NextRuns {
  task: string;
  zone: string;
  /** UTC, ISO 8601, whole seconds. */
  next: string[];
}

export interface NextOptions {
  /** Only instants strictly after it. */
  from: Wall;
  zone: string;
  count: number;
}

/** The next scheduled instants of a definition, as the command prints them; random delays are not added. */
export function nextRuns(task: TaskDefinition, { from, zone, count }: NextOptions): NextRuns {
  return { task: task.path, zone, next: nextOfTask(task, from, zone, count).map(wholeSeconds) };
}

/** `caretaker task next FILE`: of each task in the files. Empty with the problems when one is not valid. */
export function nextOfFiles(
  files: readonly InputFile[],
  options: NextOptions,
): { runs: NextRuns[]; problems: Problem[] } {
  const entries = readFiles(files);
  const problems = entries.flatMap((entry) => entry.problems);
  if (entries.some(({ valid }) => !valid)) return { runs: [], problems };
  return {
    runs: entries.flatMap(({ definition }) => (definition === null ? [] : [nextRuns(definition, options)])),
    problems,
  };
}

function wholeSeconds(at: Wall): string {
  return iso(at).replace(/\.\d{3}Z$/, 'Z');
}

/**
 * An instant as a person writes it on the command line: `2026-03-02`, `2026-03-02T08:00`, with seconds, with
 * Z or an offset; without one it is local to `zone`.
 *
 * @throws RangeError with a sentence
 */
export function readInstant(text: string, zone: string): Wall {
  const trimmed = text.trim();
  const full = /^\d{4}-\d\d-\d\d$/.test(trimmed)
    ? `${trimmed}T00:00:00`
    : trimmed.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?=$|Z|[+-])/, '$1:00');
  return boundaryInstant(parseBoundary(full), zone);
}
