import type { UnitEntry } from './unit-file.js';
import type { Units } from './units.js';

/** Keys that say something to systemd alone, and nothing of what the task does. */
const withoutMeaning = new Set([
  'Unit.Description',
  'Unit.Documentation',
  'Timer.Unit',
  'Service.SyslogIdentifier',
]);

/** Keys that shut a program in. */
const confinement =
  /^(?:Protect|Private|Restrict|Capability|Ambient|SystemCall|NoNewPrivileges|ReadWrite|ReadOnly|Inaccessible|Exec(?:Paths|Search)|NoExec|Bind|TemporaryFileSystem|MemoryDeny|LockPersonality|Remove|UMask|Root|AppArmor|SELinux|Smack|Keyring|Mount|Network|IPAddress|Device|SecureBits|Delegate|Slice)/;
const limits = /^(?:Memory|CPU|IO|Block|Tasks|Limit|OOM|Startup)/;
const stopping =
  /^(?:Kill|SendSIG|FinalKill|Timeout|ExecStop|ExecReload|Watchdog|StartLimit|Restart|Success|RemainAfterExit|GuessMainPID|PIDFile|FailureAction)/;
const output = /^(?:Standard|Log|Syslog|TTY)/;
const folders = /^(?:Runtime|State|Cache|Logs|Configuration)Directory/;

/** A note for each assignment that nothing was made of: nothing is dropped in silence. */
export function noteLeftOvers(units: Units): void {
  const entries = [...new Set([...units.timer, ...units.service])];
  for (const entry of units.untouched(entries)) {
    const message = meaning(entry);
    if (message !== null) units.say(/Condition|Assert/.test(entry.key) ? 'warning' : 'note', entry, message);
  }
}

function meaning({ section, key, value }: UnitEntry): string | null {
  if (value === '' || withoutMeaning.has(`${section}.${key}`)) return null;
  if (section === 'Install') {
    if (key === 'WantedBy' && /^(?:timers|multi-user|default)\.target$/.test(value)) return null;
    return 'a task is enabled by itself when it is registered; nothing else pulls it in';
  }
  if (section === 'Unit') {
    if (/^(?:Condition|Assert)/.test(key)) return 'is not looked at: the task starts whether it holds or not';
    if (/^On(?:Failure|Success)/.test(key))
      return 'nothing is started then; failures are in the history and the notices';
    return 'tasks do not depend on each other; it is left out';
  }
  if (section === 'Service') {
    if (confinement.test(key)) return 'does not confine the program here; it has the rights of its account';
    if (limits.test(key)) return 'is no limit here; the priority of the task is all that holds it back';
    if (stopping.test(key)) return 'has no counterpart: a task is asked to end, and ended after a while';
    if (output.test(key)) return 'output is kept with each run, see caretaker task output';
    if (folders.test(key)) return 'the folder is not made by itself; make it beforehand';
  }
  return 'has no counterpart here; it is left out';
}
