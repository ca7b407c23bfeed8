import { taskFolder } from '../../../src-shared/ids/task-path.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { Turn } from '../kernel/turn.js';
import { descriptorOf } from '../rights/defaults.js';
import { formatSddl } from '../rights/format-sddl.js';
import { inheritFrom } from '../rights/inherit.js';
import { tokenOf } from '../rights/token.js';
import { wellKnown } from '../rights/sid.js';
import { findTask, folderSecurity } from './find.js';

/**
 * After tasks were registered: a new one belongs to who made it and takes the rights of its folder; a
 * descriptor that its definition carries rules. What has rights already keeps them.
 */
export function claim(turn: Turn, definitions: readonly TaskDefinition[], isNew: ReadonlySet<string>): void {
  const maker = turn.asker === null ? wellKnown.administrators : tokenOf(turn.asker).user;
  for (const { path, registrationInfo } of definitions) {
    const task = findTask(turn.state, path);
    if (task === null) continue;
    const { schedule } = task.row;
    const written = registrationInfo.securityDescriptor;
    const before = schedule.security ?? null;
    let security = before;
    if (written !== null) security = owned(written, maker);
    else if (isNew.has(task.key)) security = inherited(turn, path, maker);
    if (security === before) continue;
    schedule.security = security;
    turn.changedTasks.add(task.key);
  }
}

function owned(text: string, maker: string): string {
  const descriptor = descriptorOf(text);
  return formatSddl({ ...descriptor, owner: descriptor.owner ?? maker });
}

/** Null where it is what every administrator's task has. */
function inherited(turn: Turn, path: string, maker: string): string | null {
  if (turn.state.folders.size === 0 && maker === wellKnown.administrators) return null;
  return formatSddl(inheritFrom(descriptorOf(folderSecurity(turn.state, taskFolder(path))), 'task', maker));
}
