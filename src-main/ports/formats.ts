import type { Problem } from '../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';

/** One file as it was read: its tasks, or why not. */
export interface ReadFile {
  file: string;
  valid: boolean;
  /** Path of the task, where one could be told. */
  task: string | null;
  problems: Problem[];
  tasks: TaskDefinition[];
}

/** Definitions from files and back (Task Scheduler XML, manifest); loaded when first used. */
export interface Formats {
  read(name: string, bytes: Uint8Array): Promise<ReadFile>;
  write(task: TaskDefinition, format: 'xml' | 'yaml'): Promise<{ fileName: string; text: string }>;
}
