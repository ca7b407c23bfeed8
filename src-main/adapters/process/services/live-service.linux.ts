import type { Exit } from '../../../core/tasks/process.js';
import type { Wall } from '../../../core/time/stamp.js';
import type { ProcessIdentity } from '../process-identity.linux.js';
import type { ProcessTree } from '../process-tree.js';
import type { ServiceFolder } from './service-folder.js';
import type { Voice } from './voice.js';

/** What this host knows of a process of services that has not ended yet. */
export interface LiveService {
  readonly id: string;
  readonly folder: ServiceFolder;
  tree: ProcessTree;
  voice: Voice;
  /** Words of the tools that become the program one after another, and the program's own. */
  readonly tools: string[];
  readonly words: string[];
  /** The shell that waits for the program; null while it is not known. */
  shim: ProcessIdentity | null;
  /** The program; null before its start. */
  program: ProcessIdentity | null;
  /** When its shell was first seen, performance.now(). */
  seenAt: number | null;
  launched: boolean;
  stop: { cancel: () => void; killing: boolean } | null;
  /** The program's end, while others of its tree still live. */
  ending: { exit: Exit; at: Wall } | null;
  cpuMs: number;
}
