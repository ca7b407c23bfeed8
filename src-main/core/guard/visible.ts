import type { Principal } from '../../../src-shared/contract/define.js';
import type { State } from '../kernel/state.js';
import { mayAccess } from '../rights/access.js';
import { serviceRights, taskRights } from '../rights/rights.js';
import { tokenOf } from '../rights/token.js';
import type { Task } from '../tasks/task.js';
import { findService, findTask, serviceDescriptor, taskDescriptor, taskSecurity } from './find.js';

/** What one principal may see at this moment. */
export interface Sight {
  task(path: string): boolean;
  service(name: string): boolean;
}

/** Whether a principal sees a task: who may read it. Others' tasks are not there for a user. */
export function seesTask(principal: Principal, task: Task): boolean {
  if (principal.kind === 'administrator' && taskSecurity(task) === null) return true;
  return mayAccess(taskDescriptor(task), tokenOf(principal), 'task', taskRights.READ);
}

/** What a principal sees, by name. A task or service that is gone is seen by administrators alone. */
export function sightOf(state: State, principal: Principal): Sight {
  const administrator = principal.kind === 'administrator';
  const token = tokenOf(principal);
  return {
    task: (path) => {
      const task = findTask(state, path);
      return task === null ? administrator : seesTask(principal, task);
    },
    // Who may not query a status does not find the service in a list (reference "service model", section 15).
    service: (name) => {
      const found = findService(state, name);
      if (found === null) return administrator;
      return mayAccess(serviceDescriptor(found), token, 'service', serviceRights.QUERY_STATUS);
    },
  };
}
