import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse, type Refusal } from '../../../src-shared/failure/refusal.js';
import { taskFolder } from '../../../src-shared/ids/task-path.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { State } from '../kernel/state.js';
import { mayAccess } from '../rights/access.js';
import { descriptorOf } from '../rights/defaults.js';
import { folderRights, standardRights, taskRights } from '../rights/rights.js';
import { tokenOf } from '../rights/token.js';
import type { Task } from '../tasks/task.js';
import { findTask, folderSecurity, taskDescriptor, taskSecurity } from './find.js';
import { registrationRefusal } from './registration.js';
import { seesTask } from './visible.js';

/** What one may want of a task, with the file right that Windows asks for it ("task model", section 13). */
const wishes = {
  see: { right: taskRights.READ, words: 'look at' },
  change: { right: taskRights.WRITE, words: 'change' },
  run: { right: taskRights.EXECUTE, words: 'run or end' },
  delete: { right: standardRights.DELETE, words: 'delete' },
  'read-rights': { right: standardRights.READ_CONTROL, words: 'see the rights of' },
  'change-rights': { right: standardRights.WRITE_DAC, words: 'change the rights of' },
} as const;
export type TaskWish = keyof typeof wishes;

/** Says why a principal may not do this with a task, or null. Whoever may not even see it hears that there is none. */
export function taskRefusal(principal: Principal, task: Task, wish: TaskWish): Refusal | null {
  if (principal.kind === 'administrator' && taskSecurity(task) === null) return null;
  const { right, words } = wishes[wish];
  if (mayAccess(taskDescriptor(task), tokenOf(principal), 'task', right)) return null;
  const { path } = task.row;
  if (principal.kind !== 'administrator' && !seesTask(principal, task)) return unknownTask(path);
  return refuse(
    'access-denied',
    `${principal.name} may not ${words} ${path}; its descriptor does not grant it.`,
  );
}

/** The same for a task by its name; one that does not exist is for the request itself to refuse. */
export function namedTaskRefusal(
  state: State,
  principal: Principal,
  name: string,
  wish: TaskWish,
): Refusal | null {
  const task = findTask(state, name);
  return task === null ? null : taskRefusal(principal, task, wish);
}

/** Whether a principal may put this definition in place: changing a task, or making one in its folder. */
export function putRefusal(state: State, principal: Principal, definition: TaskDefinition): Refusal | null {
  const wrong = registrationRefusal(principal, definition);
  if (wrong !== null) return wrong;
  const task = findTask(state, definition.path);
  if (task === null) return makeRefusal(state, principal, definition.path);
  const refusal = taskRefusal(principal, task, 'change');
  if (refusal !== null) return refusal.reason === 'unknown-task' ? taken(definition.path) : refusal;
  const wanted = definition.registrationInfo.securityDescriptor;
  const same = wanted === null || wanted === task.row.definition.registrationInfo.securityDescriptor;
  return same ? null : taskRefusal(principal, task, 'change-rights');
}

function makeRefusal(state: State, principal: Principal, path: string): Refusal | null {
  const folder = taskFolder(path);
  const descriptor = descriptorOf(folderSecurity(state, folder));
  if (mayAccess(descriptor, tokenOf(principal), 'folder', folderRights.CREATE)) return null;
  return refuse('access-denied', `${principal.name} may not make a task in the folder ${folder}.`);
}

/** The name is somebody else's: which is all that is told. */
function taken(path: string): Refusal {
  return refuse('access-denied', `${path} belongs to somebody else; choose another name or folder.`);
}

/** The refusal of a task that is not there, or not for these eyes. */
export function unknownTask(name: string): Refusal {
  return refuse('unknown-task', `There is no task ${name}. List them with: caretaker task list`);
}
