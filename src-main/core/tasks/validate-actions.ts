import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { resultCodes, type Findings } from './validate-finding.js';
import { checkGuid } from './validate-settings.js';

const mostActions = 32;
const mostPrivileges = 64;
const longestPath = 260;

/** Actions and the principal: limits and rules of reference "task model", sections 2, 13 and 14. */
export function validateActions(task: TaskDefinition, findings: Findings): void {
  if (task.actions.length === 0) {
    findings.error(
      ['actions'],
      null,
      resultCodes.missingNode,
      'a task has at least one action; add one, such as Exec with a Command',
    );
  }
  if (task.actions.length > mostActions) {
    findings.error(
      ['actions'],
      task.actions.length,
      resultCodes.tooManyNodes,
      `a task has at most ${mostActions} actions; remove ${task.actions.length - mostActions}`,
    );
  }
  for (const [index, action] of task.actions.entries()) {
    const at = ['actions', index];
    if (action.kind === 'comHandler') checkGuid(action.classId, [...at, 'classId'], findings);
    if (action.kind !== 'exec') continue;
    if (action.command.length > longestPath) {
      const message = `is longer than ${longestPath} characters, which Windows would refuse; Caretaker takes it`;
      findings.warning([...at, 'command'], action.command, message);
    }
    for (const name of Object.keys(action.environment)) {
      if (name !== '' && !name.includes('=') && !name.includes('\0')) continue;
      const message = 'is not a name of an environment variable; write one without = and not empty';
      findings.error([...at, 'environment'], name, resultCodes.invalidValue, message);
    }
  }
}

/** The 35 privilege names of the schema, and one that later versions of Windows added. */
const privileges = new Set(
  (
    'CreateToken AssignPrimaryToken LockMemory IncreaseQuota UnsolicitedInput MachineAccount Tcb Security ' +
    'TakeOwnership LoadDriver SystemProfile Systemtime ProfileSingleProcess IncreaseBasePriority ' +
    'CreatePagefile CreatePermanent Backup Restore Shutdown Debug Audit SystemEnvironment ChangeNotify ' +
    'RemoteShutdown Undock SyncAgent EnableDelegation ManageVolume Impersonate CreateGlobal ' +
    'TrustedCredManAccess Relabel IncreaseWorkingSet TimeZone CreateSymbolicLink ' +
    'DelegateSessionUserImpersonate'
  )
    .split(' ')
    .map((name) => `Se${name}Privilege`.toLowerCase()),
);

/** The account: at most one of user and group, known privileges. */
export function validatePrincipal({ principal, actionsContext }: TaskDefinition, findings: Findings): void {
  if (principal === null) return;
  if (principal.userId !== null && principal.groupId !== null) {
    findings.error(
      ['principal', 'groupId'],
      principal.groupId,
      resultCodes.unexpectedNode,
      'a principal has either a UserId or a GroupId; remove one of the two',
    );
  }
  if (actionsContext !== null && principal.id !== null && actionsContext !== principal.id) {
    findings.warning(
      ['actionsContext'],
      actionsContext,
      `names no principal: the task's own is ${principal.id}, which is used`,
    );
  }
  if (principal.requiredPrivileges.length > mostPrivileges) {
    findings.error(
      ['principal', 'requiredPrivileges'],
      principal.requiredPrivileges.length,
      resultCodes.tooManyNodes,
      `a principal has at most ${mostPrivileges} privileges`,
    );
  }
  for (const [index, name] of principal.requiredPrivileges.entries()) {
    if (privileges.has(name.toLowerCase())) continue;
    findings.error(
      ['principal', 'requiredPrivileges', index],
      name,
      resultCodes.invalidValue,
      'is not a privilege; write a name such as SeChangeNotifyPrivilege',
    );
  }
}
