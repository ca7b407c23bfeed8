import type { AdviceRule } from './advice.js';

/** The accounts with every right: of Windows, by name and by SID, and of Linux. */
const mostPrivileged = /^(?:(?:NT AUTHORITY\\)?SYSTEM|LOCAL ?SYSTEM|\.\\LocalSystem|S-1-5-18|root)$/i;

/** What starts with the machine or with the session makes everybody wait for it (TASK-34). */
const startsWithMachine: AdviceRule = ({ triggers }) => {
  const index = triggers.findIndex(
    (trigger) =>
      trigger.enabled && (trigger.kind === 'boot' || trigger.kind === 'logon') && trigger.delay === null,
  );
  return index === -1
    ? null
    : {
        kind: 'starts-with-machine',
        at: ['triggers', index],
        message:
          'a task that starts at boot or logon slows both down; give it a schedule with StartWhenAvailable, or at least a Delay',
      };
};

/** A task without a single condition takes the machine whenever its time comes (TASK-35). */
const noConditions: AdviceRule = ({ maintenance, settings, triggers }) => {
  const { disallowStartIfOnBatteries, runOnlyIfIdle, runOnlyIfNetworkAvailable } = settings;
  const byItself = triggers.some(({ enabled }) => enabled);
  const conditioned = disallowStartIfOnBatteries || runOnlyIfIdle || runOnlyIfNetworkAvailable;
  return maintenance !== null || conditioned || !byItself
    ? null
    : {
        kind: 'no-conditions',
        at: ['settings'],
        message:
          'it starts on battery, while somebody works and without a network; set the conditions that it needs: idle, mains, network',
      };
};

/** The account with the least rights that will do (TASK-36). */
const muchPrivilege: AdviceRule = ({ principal }) => {
  if (principal === null) return null;
  const highest = principal.runLevel === 'HighestAvailable';
  if (!highest && !mostPrivileged.test(principal.userId?.trim() ?? '')) return null;
  return {
    kind: 'much-privilege',
    at: ['principal', highest ? 'runLevel' : 'userId'],
    message:
      'it runs with every right there is; take the account with the least that will do, LocalService rather than LocalSystem, and LeastPrivilege',
  };
};

/** The checklist for tasks of seed 000: triggers, constraints, account. */
export const taskAdvice: readonly AdviceRule[] = [startsWithMachine, noConditions, muchPrivilege];
