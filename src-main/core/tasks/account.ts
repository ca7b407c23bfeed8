import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { State } from '../kernel/state.js';

/** Under whose name a task runs (reference "task model", section 13; TASK-45 to TASK-47). */
export type TaskAccount =
  /** Nobody is named: the account of the host. */
  | { kind: 'host' }
  | { kind: 'system' | 'local-service' | 'network-service' }
  | { kind: 'user'; name: string }
  /** Each member who is logged on. */
  | { kind: 'group'; name: string };

const wellKnown: Record<string, 'system' | 'local-service' | 'network-service'> = {
  's-1-5-18': 'system',
  system: 'system',
  localsystem: 'system',
  's-1-5-19': 'local-service',
  localservice: 'local-service',
  's-1-5-20': 'network-service',
  networkservice: 'network-service',
};

/** Reads the principal: `DOMAIN\user`, `user@domain`, `.\user`, a service account in any of its spellings, or a SID. */
export function accountOf({ principal }: Pick<TaskDefinition, 'principal'>): TaskAccount {
  if (principal?.groupId != null) return { kind: 'group', name: bareName(principal.groupId) };
  const written = principal?.userId?.trim() ?? '';
  if (written === '') return { kind: 'host' };
  const name = bareName(written);
  const known = wellKnown[name.replace(/\s+/g, '').toLowerCase()];
  return known === undefined ? { kind: 'user', name } : { kind: known };
}

function bareName(written: string): string {
  const name = written.slice(written.lastIndexOf('\\') + 1).trim();
  const at = name.indexOf('@');
  return at > 0 ? name.slice(0, at) : name;
}

/** Whether it runs only in the session of a user who is logged on; service accounts never do (TASK-51). */
export function needsSession(definition: Pick<TaskDefinition, 'principal'>): boolean {
  const account = accountOf(definition);
  if (account.kind === 'group') return true;
  if (account.kind !== 'user') return false;
  const logon = definition.principal?.logonType ?? 'InteractiveToken';
  return logon === 'InteractiveToken';
}

/** Whether it logs its user on as a batch job, which needs the batch logon right (TASK-47). */
export function needsBatchLogon(definition: Pick<TaskDefinition, 'principal'>): boolean {
  return accountOf(definition).kind === 'user' && !needsSession(definition);
}

/** Whether the settings give the account the right to log on as a batch job; without a list everybody has it. */
export function mayLogOnAsBatch(state: State, name: string): boolean {
  const list = state.settings.tasks?.batchLogon ?? null;
  return list === null || list.some((entry) => entry.toLowerCase() === name.toLowerCase());
}

/** Users that are logged on, each once; null where nobody can tell. */
export function loggedOn(state: State): string[] | null {
  const { sessions } = state.signals;
  return sessions === null ? null : [...new Set(sessions.map(({ user }) => user))];
}

/** Members of a group who are logged on, each once. */
export function membersLoggedOn(state: State, group: string): string[] {
  const wanted = group.toLowerCase();
  const members = (state.signals.sessions ?? []).filter(({ groups = [] }) =>
    groups.some((name) => name.toLowerCase() === wanted || (isEverybody(wanted) && name !== '')),
  );
  return [...new Set(members.map(({ user }) => user))];
}

/** Windows' groups of all users: Users, INTERACTIVE, Everyone. */
function isEverybody(group: string): boolean {
  return ['users', 's-1-5-32-545', 'interactive', 's-1-5-4', 'everyone', 's-1-1-0'].includes(group);
}

/** Whether a user of that name has a session; where nobody can tell, the start is tried. */
export function isLoggedOn(state: State, name: string): boolean {
  const users = loggedOn(state);
  return users === null || users.some((user) => user.toLowerCase() === name.toLowerCase());
}
