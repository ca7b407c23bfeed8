import type { TaskIdentity } from '../../../src-shared/contract/tasks.js';
import type { State } from '../kernel/state.js';
import { accountOf, mayLogOnAsBatch, needsBatchLogon, needsSession } from '../tasks/account.js';
import type { Task } from '../tasks/task.js';

/**
 * As what a task really runs here: account, session, level and hardening (TASK-51, TASK-52, TASK-61 to
 * TASK-63). Levels are what the process has, named as Windows names them; none is set.
 */
export function identityView(state: State, task: Task): TaskIdentity {
  const { definition } = task.row;
  const { principal } = definition;
  const account = accountOf(definition);
  const asRoot = isRoot(state.host.user);
  const listed = principal?.requiredPrivileges ?? [];
  const small = account.kind === 'local-service' || account.kind === 'network-service';
  const hardening: string[] = [];
  if (small && asRoot) {
    hardening.push(
      'no new privileges',
      account.kind === 'local-service' ? 'no capabilities' : 'low ports only',
    );
    if (principal?.processTokenSidType !== 'None') hardening.push('an identity of its own');
  }
  if (listed.length > 0 && asRoot) hardening.push(`only ${listed.join(', ')}`);
  return {
    runsAs:
      account.kind === 'host'
        ? state.host.user
        : account.kind === 'user' || account.kind === 'group'
          ? account.name
          : account.kind,
    session: needsSession(definition) || (account.kind === 'host' && !asRoot) ? 'interactive' : 'services',
    level: levelOf(account.kind, asRoot, account.kind === 'user' && isRoot(account.name)),
    hardening,
    obstacle: obstacleOf(state, task, asRoot),
  };
}

function isRoot(user: string): boolean {
  return user === 'root' || user === 'SYSTEM';
}

function levelOf(
  kind: ReturnType<typeof accountOf>['kind'],
  asRoot: boolean,
  namedRoot: boolean,
): TaskIdentity['level'] {
  if (kind === 'host' || kind === 'system') return asRoot ? 'system' : 'medium';
  if (kind === 'local-service' || kind === 'network-service') return 'low';
  return namedRoot ? 'system' : 'medium';
}

/** Why its account cannot be taken on here; null when it can. */
function obstacleOf(state: State, task: Task, asRoot: boolean): string | null {
  const account = accountOf(task.row.definition);
  if (account.kind === 'host') return null;
  const name = account.kind === 'user' || account.kind === 'group' ? account.name : account.kind;
  if (!asRoot && name !== state.host.user) {
    return `this host runs as ${state.host.user} and starts tasks only as that user`;
  }
  if (account.kind === 'user' && needsBatchLogon(task.row.definition) && !mayLogOnAsBatch(state, name)) {
    return `${name} is not in the list of accounts with the batch logon right`;
  }
  return null;
}
