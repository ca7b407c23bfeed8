import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse, type Refusal } from '../../../src-shared/failure/refusal.js';
import type { TaskDefinition, Trigger } from '../../../src-shared/model/task.js';
import { parseSddl } from '../rights/parse-sddl.js';
import { userSid } from '../rights/sid.js';

/** Priorities above this one need an administrator (reference "task model", section 8). */
const highestForUsers = 2;

/**
 * What only an administrator may register (reference "task model", section 13): start at boot, at anybody's
 * log-on or session change, priority 0 and 1, another account. Null where nothing bars it. A descriptor that
 * cannot be read is refused for everybody.
 */
export function registrationRefusal(principal: Principal, definition: TaskDefinition): Refusal | null {
  const { path, registrationInfo } = definition;
  const wrong = sddlProblem(registrationInfo.securityDescriptor);
  if (wrong !== null) return refuse('invalid-task', `${path}: SecurityDescriptor: ${wrong}`);
  if (principal.kind === 'administrator') return null;
  const why = barred(principal, definition);
  return why === null ? null : refuse('access-denied', `${path}: ${why} needs an administrator.`);
}

/** What is wrong with the text of a descriptor, or null. */
export function sddlProblem(text: string | null): string | null {
  if (text === null) return null;
  try {
    parseSddl(text);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function barred(
  principal: Principal,
  { triggers, settings, principal: runsAs }: TaskDefinition,
): string | null {
  if (principal.account === undefined) return 'making a task';
  if (triggers.some(({ kind }) => kind === 'boot')) return 'a boot trigger';
  const strange = triggers.find((trigger) => concernsOthers(principal, trigger));
  if (strange !== undefined) return `a ${strange.kind} trigger for everybody or somebody else`;
  if (settings.priority < highestForUsers) return `priority ${settings.priority}`;
  if (runsAs?.groupId != null) return 'a task for a group';
  if (runsAs?.userId != null && !isSelf(principal, runsAs.userId)) return `running as ${runsAs.userId}`;
  return null;
}

function concernsOthers(principal: Principal, trigger: Trigger): boolean {
  if (trigger.kind !== 'logon' && trigger.kind !== 'sessionStateChange') return false;
  return trigger.userId === null || !isSelf(principal, trigger.userId);
}

/** Whether a user id of a definition means this very principal: by name, uid or SID. */
function isSelf({ name, account }: Principal, userId: string): boolean {
  if (account === undefined) return false;
  const bare = userId.slice(userId.lastIndexOf('\\') + 1);
  return bare === name || userId.toUpperCase() === userSid(account.uid);
}

/** A user's task runs as that user: the account's name is written into the definition where none is named. */
export function asOwnTask(name: string, definition: TaskDefinition): TaskDefinition {
  const { principal } = definition;
  if (principal?.userId != null) return definition;
  const plain = {
    id: null,
    groupId: null,
    displayName: null,
    logonType: null,
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
  };
  return { ...definition, principal: { ...plain, ...principal, userId: name } };
}
