import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse, type Refusal } from '../../../src-shared/failure/refusal.js';
import { taskPathProblem } from '../../../src-shared/ids/task-path.js';
import type { State } from '../kernel/state.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { mayAccess } from '../rights/access.js';
import { descriptorOf } from '../rights/defaults.js';
import { formatSddl } from '../rights/format-sddl.js';
import { parseSddl } from '../rights/parse-sddl.js';
import { standardRights } from '../rights/rights.js';
import { wellKnown } from '../rights/sid.js';
import { tokenOf } from '../rights/token.js';
import { findTask, folderSecurity } from './find.js';
import { sddlProblem } from './registration.js';
import { unknownTask } from './task-guard.js';

const rights = { 'read-rights': standardRights.READ_CONTROL, 'change-rights': standardRights.WRITE_DAC };

/** Says why a principal may not see or change the rights of a folder, or null. */
export function folderRefusal(
  state: State,
  principal: Principal,
  folder: string,
  wish: keyof typeof rights,
): Refusal | null {
  const descriptor = descriptorOf(folderSecurity(state, folder));
  if (mayAccess(descriptor, tokenOf(principal), 'folder', rights[wish])) return null;
  return refuse(
    'access-denied',
    `${principal.name} may not do this with the rights of the folder ${folder}.`,
  );
}

/** Gives a task a descriptor of its own; its owner stays where the text names none. */
export function setTaskSecurity(turn: Turn, request: { task: string; sddl: string }): CoreAnswer {
  const wrong = badSddl(request.sddl);
  if (wrong !== null) return wrong;
  const task = findTask(turn.state, request.task);
  if (task === null) return { kind: 'refused', refusal: unknownTask(request.task) };
  const { schedule } = task.row;
  const descriptor = parseSddl(request.sddl);
  const before = schedule.security == null ? null : descriptorOf(schedule.security).owner;
  const owner = descriptor.owner ?? before ?? wellKnown.administrators;
  schedule.security = formatSddl({ ...descriptor, owner });
  turn.changedTasks.add(task.key);
  return { kind: 'done', out: {} };
}

/** Gives a folder a descriptor of its own; what is made in it later takes its inheritable entries. */
export function setFolderSecurity(turn: Turn, request: { folder: string; sddl: string }): CoreAnswer {
  const { folder, sddl } = request;
  const wrong = badSddl(sddl);
  if (wrong !== null) return wrong;
  const problem = folder === '\\' ? null : taskPathProblem(folder);
  if (problem !== null) return { kind: 'refused', refusal: refuse('bad-input', `${folder}: ${problem}`) };
  turn.state.folders.set(folder.toLowerCase(), { path: folder, security: formatSddl(parseSddl(sddl)) });
  return { kind: 'done', out: {} };
}

function badSddl(sddl: string): CoreAnswer | null {
  const wrong = sddlProblem(sddl);
  if (wrong === null) return null;
  return { kind: 'refused', refusal: refuse('bad-input', `The security descriptor: ${wrong}`) };
}
