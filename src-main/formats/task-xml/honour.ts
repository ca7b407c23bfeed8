import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { Findings } from '../../core/tasks/validate-finding.js';

/**
 * One note for each element that asks for something this system does not have: what was asked, and what
 * happens instead (decisions, section 2, "what cannot be honoured"). The elements are kept and exported.
 */
export function noteWhatCannotBeHonoured(task: TaskDefinition, findings: Findings): void {
  noteAccount(task, findings);
  noteSettings(task, findings);
  noteTriggers(task, findings);
  noteActions(task, findings);
}

function noteAccount({ principal, registrationInfo }: TaskDefinition, findings: Findings): void {
  if (registrationInfo.securityDescriptor !== null) {
    findings.note(
      ['registrationInfo', 'securityDescriptor'],
      registrationInfo.securityDescriptor,
      'the descriptor is kept, but who may see and change the task is decided by Caretaker’s own rights',
    );
  }
  if (principal === null) return;
  const account = principal.userId ?? principal.groupId;
  if (account !== null) {
    findings.note(
      ['principal', principal.userId === null ? 'groupId' : 'userId'],
      account,
      'the task runs as this account where the Caretaker host is root and has an account of that name; a user’s host refuses every other account (0x8007052E)',
    );
  }
  if (principal.logonType !== null && principal.logonType !== 'InteractiveToken') {
    const message =
      'no password is asked or stored here: a host that runs as root starts the task as its account, outside any session';
    findings.note(['principal', 'logonType'], principal.logonType, message);
  }
  if (principal.runLevel === 'HighestAvailable') {
    const message = 'the task has the rights of its account; there is no elevation here';
    findings.note(['principal', 'runLevel'], principal.runLevel, message);
  }
  if (principal.requiredPrivileges.length > 0) {
    const message =
      'where the host is root the task keeps only the capabilities that stand for these privileges';
    findings.note(['principal', 'requiredPrivileges'], principal.requiredPrivileges.join(' '), message);
  }
  if (principal.processTokenSidType !== null) {
    const message = 'a task of LOCAL SERVICE or NETWORK SERVICE has a user id of its own; None gives that up';
    findings.note(['principal', 'processTokenSidType'], principal.processTokenSidType, message);
  }
}

function noteSettings({ settings }: TaskDefinition, findings: Findings): void {
  if (settings.wakeToRun) {
    const message =
      'the machine is woken for the daily maintenance window alone, and only where the settings allow it';
    findings.note(['settings', 'wakeToRun'], 'true', message);
  }
  if (settings.disallowStartOnRemoteAppSession) {
    const message = 'there are no RemoteApp sessions here; it is kept without effect';
    findings.note(['settings', 'disallowStartOnRemoteAppSession'], 'true', message);
  }
  if (settings.networkSettings !== null && settings.runOnlyIfNetworkAvailable) {
    const message =
      'networks are matched by name, or by the id that this system gives them; Windows’ own id is not known here';
    findings.note(['settings', 'networkSettings'], settings.networkSettings.name, message);
  }
}

function noteTriggers({ triggers }: TaskDefinition, findings: Findings): void {
  for (const [index, trigger] of triggers.entries()) {
    const at = ['triggers', index];
    if (trigger.kind === 'event') {
      const message =
        'the query is matched with Caretaker’s own logs and, under Path="Journal", with the system’s journal; there is no Windows event log here';
      findings.note([...at, 'subscription'], trigger.subscription, message);
    }
    if ((trigger.kind === 'logon' || trigger.kind === 'sessionStateChange') && trigger.userId !== null) {
      const message =
        'Windows accounts are not known here; the name is compared with the user names of this system';
      findings.note([...at, 'userId'], trigger.userId, message);
    }
  }
}

/** A drive letter, a variable in per cent signs, or an ending that only Windows runs. */
const windowsProgram = /^"?(?:[A-Za-z]:[\\/]|%[^%]+%|\\\\)|\.(?:exe|bat|cmd|vbs|com|msc)"?$/i;

function noteActions({ actions }: TaskDefinition, findings: Findings): void {
  for (const [index, action] of actions.entries()) {
    const at = ['actions', index];
    if (action.kind === 'comHandler') {
      const message =
        'the handler is kept; the task can start only where a module is registered for this class';
      findings.note([...at, 'classId'], action.classId, message);
    }
    if (action.kind === 'exec' && windowsProgram.test(action.command.trim())) {
      const message =
        'is a Windows program: on another system the start fails with 0x80070002 until the Command is changed';
      findings.note([...at, 'command'], action.command, message);
    }
  }
}
