import type { Principal } from '../../../src-shared/contract/define.js';
import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { Task } from '../../core/tasks/task.js';
import type { Office } from './handler.js';

/** Imports definitions all or none: one file that is not valid keeps all of them out. */
export async function importFiles(
  { parts, change }: Office,
  files: { name: string; base64: string }[],
  by: Principal,
): Promise<RequestOut<'tasks.import'>> {
  const read = await Promise.all(
    files.map(({ name, base64 }) =>
      parts.formats.read(
        name,
        Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
      ),
    ),
  );
  const entries = read.flat();
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
