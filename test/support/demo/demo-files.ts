import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { TaskSummary } from '../../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { readManifest } from '../../../src-main/formats/manifest/read.js';
import { writeManifest } from '../../../src-main/formats/manifest/write.js';
import { isValid } from '../../../src-main/formats/problem.js';
import type { ReadEntry } from '../../../src-main/ports/formats.js';

export interface GivenFile {
  name: string;
  base64: string;
}

async function read({ name, base64 }: GivenFile): Promise<ReadEntry[]> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (name.endsWith('.xml')) {
    const { fileFormats } = await import('../../../src-main/hosts/file-formats.js');
    return fileFormats.read(name, bytes);
  }
  const { manifest, tasks, fileProblems } = readManifest(bytes, name);
  const whole = { file: name, valid: isValid(fileProblems), task: null, definition: null };
  return [
    ...(fileProblems.length > 0 ? [{ ...whole, problems: fileProblems }] : []),
    ...tasks.map(({ path, problems }) => ({
      file: name,
      valid: isValid(problems),
      task: path,
      problems,
      definition: manifest?.tasks.find((task) => task.path === path) ?? null,
    })),
  ];
}

/** Reads files as the host does, with the real parsers. */
export async function demoCheck(
  files: GivenFile[],
  tasks: readonly TaskSummary[],
): Promise<RequestOut<'tasks.check'>> {
  const known = new Set(tasks.map((task) => task.path.toLowerCase()));
  const entries = (await Promise.all(files.map(read))).flat();
  return {
    files: entries.map((entry) => ({ ...entry, exists: known.has((entry.task ?? '').toLowerCase()) })),
  };
}

export const demoYaml = (task: TaskDefinition): string => writeManifest([task]);
