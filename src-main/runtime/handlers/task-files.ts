import type { Principal } from '../../../src-shared/contract/define.js';
import type { RequestOut } from '../../../src-shared/contract/table.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { keyOf, type Task } from '../../core/tasks/task.js';
import type { ReadEntry } from '../../ports/formats.js';
import { Refused, type Office } from './handler.js';

interface GivenFile {
  name: string;
  base64: string;
}

function readFiles({ formats }: Office['parts'], files: GivenFile[]): Promise<ReadEntry[]> {
  return formats.read(
    files.map(({ name, base64 }) => ({ name, bytes: Uint8Array.from(decoded(name, base64), codeOf) })),
  );
}

function decoded(name: string, base64: string): string {
  try {
    return atob(base64);
  } catch {
    throw new Refused(refuse('bad-input', `${name}: its contents are not base64; send the file's bytes so`));
  }
}

const codeOf = (character: string): number => character.charCodeAt(0);

/** What an import would do, and each problem of the files; changes nothing. */
export async function checkFiles(
  { parts, state }: Office,
  files: GivenFile[],
): Promise<RequestOut<'tasks.check'>> {
  const entries = await readFiles(parts, files);
  return {
    files: entries.map((entry) => ({
      ...entry,
      exists: entry.definition !== null && state().tasks.has(keyOf(entry.definition.path)),
    })),
  };
}

/** Imports definitions all or none: one file that is not valid keeps all of them out. */
export async function importFiles(
  { parts, change }: Office,
  files: GivenFile[],
  by: Principal,
): Promise<RequestOut<'tasks.import'>> {
  const entries = await readFiles(parts, files);
  const shown = entries.map(({ file, valid, task, problems }) => ({ file, valid, task, problems }));
  const tasks = entries.flatMap(({ definition }) => definition ?? []);
  if (entries.some(({ valid }) => !valid) || tasks.length === 0) return { files: shown, registered: [] };
  const out = (await change(
    { kind: 'register', tasks, mode: 'create-or-update' },
    by,
  )) as RequestOut<'tasks.register'>;
  return { files: shown, registered: out.registered };
}

/** The definition as a file. */
export function exportTask(
  { parts }: Office,
  task: Task,
  format: 'xml' | 'yaml',
): Promise<RequestOut<'tasks.export'>> {
  return parts.formats.write(task.row.definition, format);
}
