import type { Problem } from '../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { readCrontab } from './crontab/read.js';
import { fileKind } from './file-kind.js';
import { readLaunchd } from './launchd/read.js';
import { readManifest } from './manifest/read.js';
import { isValid } from './problem.js';
import { readUnits, type UnitInput } from './systemd/read.js';
import { readTaskXml } from './task-xml/read.js';
import type { Translation } from './translate/translated.js';

/** A file that somebody brings. */
export interface InputFile {
  name: string;
  bytes: Uint8Array;
}

/** One task of a file as it was read, or what concerns the file as a whole (task null). */
export interface FileEntry {
  file: string;
  valid: boolean;
  /** Path of the task, where one could be told. */
  task: string | null;
  problems: Problem[];
  /** Null where it is not valid, and where the task stands with another file. */
  definition: TaskDefinition | null;
}

/**
 * Reads files of tasks: Windows documents, manifests, crontabs, timers with their services, jobs of launchd.
 * What belongs together (a timer and its service) is found among the files. Never throws on bad input.
 *
 * @returns one entry a task, in the order of the files; what belongs to a file as a whole first
 */
export function readFiles(files: readonly InputFile[]): FileEntry[] {
  const units: UnitInput[] = [];
  const entries = new Map<InputFile, FileEntry[]>();
  for (const file of files) {
    const kind = fileKind(file.bytes, file.name);
    if (kind === 'unit') units.push({ file: file.name, bytes: file.bytes });
    else entries.set(file, readOne(file, kind));
  }
  const ofUnits = unitEntries(units);
  return files.flatMap((file) => entries.get(file) ?? ofUnits.get(file.name) ?? []);
}

function readOne(
  { name, bytes }: InputFile,
  kind: 'task-xml' | 'manifest' | 'crontab' | 'launchd',
): FileEntry[] {
  switch (kind) {
    case 'task-xml': {
      const { task, problems } = readTaskXml(bytes, name);
      return [{ file: name, valid: task !== null, task: task?.path ?? null, problems, definition: task }];
    }
    case 'crontab':
      return translated(name, readCrontab(bytes, name));
    case 'launchd':
      return translated(name, readLaunchd(bytes, name));
    case 'manifest':
      return manifestEntries(name, bytes);
  }
}

function manifestEntries(file: string, bytes: Uint8Array): FileEntry[] {
  const { manifest, tasks, fileProblems } = readManifest(bytes, file);
  const definitions = new Map((manifest?.tasks ?? []).map((definition) => [definition.path, definition]));
  const results = tasks.map(({ path, problems }): FileEntry => ({
    file,
    valid: isValid(problems),
    task: path,
    problems,
    definition: definitions.get(path) ?? null,
  }));
  return fileProblems.length === 0 && results.length > 0 ? results : [whole(file, fileProblems), ...results];
}

function whole(file: string, problems: Problem[]): FileEntry {
  return { file, valid: isValid(problems), task: null, problems, definition: null };
}

function translated(file: string, { tasks, fileProblems }: Translation): FileEntry[] {
  const entries = tasks.map(({ path, definition, problems }): FileEntry => ({
    file,
    valid: definition !== null,
    task: path,
    problems,
    definition,
  }));
  return fileProblems.length === 0 && entries.length > 0 ? entries : [whole(file, fileProblems), ...entries];
}

/** A service shows the task that it became a part of, without a definition of its own. */
function unitEntries(units: readonly UnitInput[]): Map<string, FileEntry[]> {
  const found = new Map<string, FileEntry[]>();
  for (const { file, tasks, partOf, fileProblems } of readUnits(units)) {
    const entries = translated(file, { tasks, fileProblems });
    found.set(file, partOf === null ? entries : [{ ...whole(file, fileProblems), task: partOf }]);
  }
  return found;
}
