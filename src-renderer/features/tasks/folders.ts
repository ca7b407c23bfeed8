import type { TaskSummary } from '../../../src-shared/contract/tasks.js';
import { taskFolder } from '../../../src-shared/ids/task-path.js';

/** A row of the tree: a folder with how many tasks lie in it and below, or a task. */
export type TreeRow =
  | { kind: 'folder'; folder: string; name: string; depth: number; count: number; open: boolean }
  | { kind: 'task'; task: TaskSummary; depth: number; first: boolean };

const keyOf = (folder: string) => folder.toLowerCase();

/** The folders above a task, outermost first: `\A\B\Task` lies in `\A` and `\A\B`; in the root none. */
function chainOf(path: string): string[] {
  const folder = taskFolder(path);
  if (folder === '\\') return [];
  const names = folder.slice(1).split('\\');
  return names.map((_, index) => `\\${names.slice(0, index + 1).join('\\')}`);
}

/** What is put in order first: a folder's own tasks, then its folders, both by name. */
function sortKey(path: string): string {
  const folder = taskFolder(path);
  const depth = folder === '\\' ? '' : `${keyOf(folder).slice(1).replaceAll('\\', '\u0001\u0002')}\u0001`;
  return `${depth}\u0001${keyOf(path.slice(path.lastIndexOf('\\') + 1))}`;
}

/**
 * Tasks as the rows of a folder tree: each folder once, its own tasks first, then the folders in it. What lies in
 * a closed folder is left out.
 *
 * @param closed folders that are closed, in lower case
 */
export function treeRows(tasks: readonly TaskSummary[], closed: ReadonlySet<string>): TreeRow[] {
  const counts = new Map<string, number>();
  const keyed = tasks.map((task) => ({ task, chain: chainOf(task.path), key: sortKey(task.path) }));
  for (const { chain } of keyed) {
    for (const folder of chain) counts.set(keyOf(folder), (counts.get(keyOf(folder)) ?? 0) + 1);
  }
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const rows: TreeRow[] = [];
  const shown = new Set<string>();
  for (const { task, chain } of keyed) {
    let hidden = false;
    for (const [depth, folder] of chain.entries()) {
      const key = keyOf(folder);
      if (!hidden && !shown.has(key)) {
        shown.add(key);
        const name = depth === 0 ? folder : folder.slice(folder.lastIndexOf('\\') + 1);
        const count = counts.get(key) ?? 0;
        rows.push({ kind: 'folder', folder, name, depth, count, open: !closed.has(key) });
      }
      hidden ||= closed.has(key);
    }
    if (hidden) continue;
    const before = rows.at(-1);
    rows.push({ kind: 'task', task, depth: Math.max(0, chain.length - 1), first: before?.kind !== 'task' });
  }
  return rows;
}
