import { watch, type FSWatcher } from 'node:fs';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Exit } from '../../core/tasks/process.js';
import type { Wall } from '../../core/time/stamp.js';
import type { InstanceFolder } from './instance-folder.js';
import type { OutputFile } from './output-file.linux.js';
import type { ProcessIdentity } from './process-identity.linux.js';
import type { ProcessTree } from './process-tree.js';
import type { TaskVoice } from './task-voice.js';

/** How far the end of an instance has been asked for. */
export interface StopAsked {
  hard: boolean;
  /** Ends the timer of the grace. */
  cancelGrace: () => void;
  /** The grace is over: everything that is left is killed until nothing is. */
  killing: boolean;
}

/** What the runner knows of an instance that has not ended yet. */
export interface LiveInstance {
  readonly id: InstanceId;
  readonly folder: InstanceFolder;
  readonly output: OutputFile;
  readonly maintenance: boolean;
  /** The program's full path. */
  readonly path: string;
  readonly priority: number;
  readonly stateOf: InstanceId;
  readonly voice: TaskVoice;
  tree: ProcessTree;
  shim: ProcessIdentity;
  watcher: FSWatcher | null;
  timer: NodeJS.Timeout | null;
  /** What was asked last: also for processes that are not there yet. */
  wanted: 'running' | 'still';
  /** At the lowest priority; an adopted one counts as slowed, for nobody knows what the last host did. */
  slowed: boolean;
  /** It was asked to save and is to be frozen; calling this takes the question back. */
  cancelAsk: (() => void) | null;
  /** When it was asked to, performance.now(). */
  askedAt: number;
  launched: boolean;
  /** When the program was first seen, performance.now(); it may be the shell just before it becomes the program. */
  programSeenAt: number | null;
  stop: StopAsked | null;
  /** The program's own end; the instance lives on while its tree does. */
  ending: { exit: Exit; at: Wall } | null;
  /** CPU time and moment of the last look at processes that outlived their program. */
  leftovers: { since: number; cpuMs: number } | null;
  /** CPU time at the last look, ms. */
  cpuMs: number;
}

/** Watches the folder in which the shim writes. Null where the system allows no more watches: the slow look serves. */
export function watchFolder(folder: InstanceFolder, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder.path, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
