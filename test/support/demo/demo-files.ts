import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { TaskSummary } from '../../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { writeManifest } from '../../../src-main/formats/manifest/write.js';
import type { InputFile } from '../../../src-main/formats/read-files.js';

export interface GivenFile {
  name: string;
  base64: string;
}

function given({ name, base64 }: GivenFile): InputFile {
  return { name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** Reads files as the host does, with the real parsers. */
export async function demoCheck(
  files: GivenFile[],
  tasks: readonly TaskSummary[],
): Promise<RequestOut<'tasks.check'>> {
  const known = new Set(tasks.map((task) => task.path.toLowerCase()));
  const { readFiles } = await import('../../../src-main/formats/read-files.js');
  const entries = readFiles(files.map(given));
  return {
    files: entries.map((entry) => ({ ...entry, exists: known.has((entry.task ?? '').toLowerCase()) })),
  };
}

export const demoYaml = (task: TaskDefinition): string => writeManifest([task]);
