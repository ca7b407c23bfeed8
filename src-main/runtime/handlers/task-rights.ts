import { refuse } from '../../../src-shared/failure/refusal.js';
import { findTask, folderSecurity, taskSecurity } from '../../core/guard/find.js';
import { unknownTask } from '../../core/guard/task-guard.js';
import type { CoreRequest } from '../../core/kernel/event.js';
import { taskDefault } from '../../core/rights/defaults.js';
import { wellKnown } from '../../core/rights/sid.js';
import { Refused, type Office } from './handler.js';

interface Subject {
  task: string | null;
  folder: string | null;
}

function oneSubject({ task, folder }: Subject): { task: string } | { folder: string } {
  if (task !== null && folder === null) return { task };
  if (folder !== null && task === null) return { folder };
  throw new Refused(refuse('bad-input', 'Give either a task or a folder such as \\Backup.'));
}

/** The descriptor in force of a task or a folder, as SDDL. */
export function securityOf({ state }: Office, subject: Subject): string {
  const one = oneSubject(subject);
  if ('folder' in one) return folderSecurity(state(), one.folder);
  const task = findTask(state(), one.task);
  if (task === null) throw new Refused(unknownTask(one.task));
  return taskSecurity(task) ?? taskDefault(wellKnown.administrators);
}

/** The change that gives a task or a folder its descriptor. */
export function securityChange({ sddl, ...subject }: Subject & { sddl: string }): CoreRequest {
  const one = oneSubject(subject);
  return 'folder' in one
    ? { kind: 'folder-security', folder: one.folder, sddl }
    : { kind: 'task-security', task: one.task, sddl };
}
