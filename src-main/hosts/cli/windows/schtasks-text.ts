import { taskFolder, taskName } from '../../../../src-shared/ids/task-path.js';
import {
  longColumns,
  nextRunOf,
  shortColumns,
  statusOf,
  type Column,
  type ListedTask,
} from './schtasks-columns.js';

export interface Look {
  format: 'TABLE' | 'LIST' | 'CSV';
  header: boolean;
  verbose: boolean;
  host: string;
  zone: string;
}

/** Tasks under one `Folder:` line. */
export interface Folder {
  folder: string;
  tasks: ListedTask[];
}

/** Tasks by their folders, both in name order. */
export function byFolder(tasks: ListedTask[]): Folder[] {
  const folders = new Map<string, ListedTask[]>();
  const key = (task: ListedTask): string => task.summary.path.toLowerCase();
  for (const task of [...tasks].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const folder = taskFolder(task.summary.path);
    folders.set(folder, [...(folders.get(folder) ?? []), task]);
  }
  return [...folders]
    .map(([folder, list]) => ({ folder, tasks: list }))
    .sort((a, b) => (a.folder.toLowerCase() < b.folder.toLowerCase() ? -1 : 1));
}

const nameWidth = 40;
const timeWidth = 22;
const statusWidth = 15;

/** Cells side by side, each cut to its width; nothing trails. */
function row(cells: readonly (readonly [string, number])[]): string {
  return cells
    .map(([text, width]) => text.slice(0, width).padEnd(width))
    .join(' ')
    .trimEnd();
}

function rule(widths: readonly number[]): string {
  return widths.map((width) => '='.repeat(width)).join(' ');
}

/** The list in the wanted layout (TASK-23). */
export function listText(folders: Folder[], look: Look): string[] {
  return folders.flatMap((one) => {
    if (look.format === 'CSV') return csv(one.tasks, look);
    return [
      '',
      `Folder: ${one.folder}`,
      ...(look.format === 'LIST' ? list(one.tasks, look) : table(one.tasks, look)),
    ];
  });
}

function table(tasks: ListedTask[], look: Look): string[] {
  if (look.verbose) return wideTable(tasks, look);
  const widths = [nameWidth, timeWidth, statusWidth] as const;
  const header = row([
    ['TaskName', nameWidth],
    ['Next Run Time', timeWidth],
    ['Status', statusWidth],
  ]);
  const rows = tasks.map(({ summary }) =>
    row([
      [taskName(summary.path), nameWidth],
      [nextRunOf(summary, look.zone), timeWidth],
      [statusOf(summary), statusWidth],
    ]),
  );
  return look.header ? [header, rule(widths), ...rows] : rows;
}

/** Every column of /V side by side, each as wide as its label and what is usual in it. */
function wideTable(tasks: ListedTask[], look: Look): string[] {
  const records = tasks.flatMap((task) => longColumns(task, look.host, look.zone));
  const [first] = records;
  if (first === undefined) return [];
  const usual: Readonly<Record<string, number>> = {
    HostName: 15,
    TaskName: nameWidth,
    'Next Run Time': timeWidth,
    Status: statusWidth,
    'Logon Mode': 20,
    'Last Run Time': timeWidth,
    'Last Result': 12,
    Author: 20,
    'Task To Run': 40,
    'Start In': 25,
    Comment: 40,
    'Idle Time': 20,
    'Power Management': 43,
    'Run As User': 40,
    Schedule: 48,
    'Schedule Type': 27,
    Days: 43,
    Months: 43,
  };
  const widths = first.map(([label]) => Math.max(label.length, usual[label] ?? 10));
  const line = (columns: Column[], part: 0 | 1): string =>
    row(columns.map((column, index) => [column[part], widths[index] ?? 0] as const));
  const rows = records.map((columns) => line(columns, 1));
  return look.header ? [line(first, 0), rule(widths), ...rows] : rows;
}

function records(tasks: ListedTask[], { verbose, host, zone }: Look): Column[][] {
  return tasks.flatMap((task) =>
    verbose ? longColumns(task, host, zone) : [shortColumns(task, host, zone)],
  );
}

/** One line a column; values at column 16, with /V at column 39. */
function list(tasks: ListedTask[], look: Look): string[] {
  const width = look.verbose ? 38 : 15;
  return records(tasks, look).flatMap((columns, index) => [
    ...(index === 0 ? [] : ['']),
    ...columns.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`),
  ]);
}

function csv(tasks: ListedTask[], look: Look): string[] {
  const quoted = (cells: string[]): string =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const shown = records(tasks, look).map((columns) =>
    look.verbose ? columns : columns.filter(([label]) => label !== 'HostName' && label !== 'Logon Mode'),
  );
  const [first] = shown;
  if (first === undefined) return [];
  const rows = shown.map((columns) => quoted(columns.map(([, value]) => value)));
  return look.header ? [quoted(first.map(([label]) => label)), ...rows] : rows;
}
