import type { Problem } from '../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';

/** One task of a file as it was read, or what concerns the file as a whole (task null). */
export interface ReadEntry {
  file: string;
  valid: boolean;
  /** Path of the task, where one could be told. */
  task: string | null;
  problems: Problem[];
  definition: TaskDefinition | null;
}

/** Definitions from files and back (Task Scheduler XML, manifest; other schedulers’ files are only read); loaded when first used. */
export interface Formats {
  /** What belongs together, such as a timer and its service, is found among the files. */
  read(files: { name: string; bytes: Uint8Array }[]): Promise<ReadEntry[]>;
  write(task: TaskDefinition, format: 'xml' | 'yaml'): Promise<{ fileName: string; text: string }>;
}
