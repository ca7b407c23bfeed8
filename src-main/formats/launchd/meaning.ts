import type { Problem } from '../../../src-shared/contract/tasks.js';

/** What becomes of a key that a task has no counterpart for. */
interface Meaning {
  severity: Problem['severity'];
  message: string;
}

const warning = (message: string): Meaning => ({ severity: 'warning', message });
const note = (message: string): Meaning => ({ severity: 'note', message });

const service = warning('a job that is kept running is a service; write it into a manifest under services');
const files = warning('there is no trigger for files: nothing starts the task when they change');
const sockets = warning(
  'nothing starts the task when somebody connects; write a service with a trigger for that',
);
const output = note('output is kept with each run, see caretaker task output');
const confinement = note('does not confine the program here; it has the rights of its account');
const limits = note('is no limit here; the priority of the task is all that holds it back');
const session = note('which session it belongs to is decided by the account of the task');

const meanings = new Map<string, Meaning>([
  ['KeepAlive', service],
  ['OnDemand', service],
  ['SuccessfulExit', service],
  ['WatchPaths', files],
  ['QueueDirectories', files],
  ['StartOnMount', warning('there is no trigger for a volume that is mounted')],
  ['Sockets', sockets],
  ['MachServices', sockets],
  ['inetdCompatibility', sockets],
  ['LaunchEvents', sockets],
  ['StandardOutPath', output],
  ['StandardErrorPath', output],
  ['StandardInPath', warning('the program reads no input')],
  ['Debug', output],
  ['RootDirectory', warning('the program sees the whole file system, not this folder alone')],
  ['GroupName', note('the group is that of the account')],
  ['InitGroups', note('the groups are those of the account')],
  ['Umask', confinement],
  ['SandboxProfile', confinement],
  ['SoftResourceLimits', limits],
  ['HardResourceLimits', limits],
  ['LimitLoadToSessionType', session],
  ['LimitLoadToHosts', note('the task is registered wherever it is imported')],
  ['LimitLoadFromHosts', note('the task is registered wherever it is imported')],
  ['SessionCreate', session],
  ['ExitTimeOut', note('a task is asked to end, and ended after a while')],
  ['TimeOut', note('a task is asked to end, and ended after a while')],
  ['ThrottleInterval', note('starts are not held apart; an instance that runs keeps another from starting')],
  ['LaunchOnlyOnce', warning('the task may start again')],
  ['AbandonProcessGroup', note('what the program leaves behind is ended with it')],
  ['EnableTransactions', note('has no counterpart here; it is left out')],
  [
    'EnableGlobbing',
    warning('patterns in the arguments are not expanded; run the program through a shell for that'),
  ],
  ['EnablePressuredExit', note('has no counterpart here; it is left out')],
]);

/** What to say of a key; null for one that is dealt with. */
export function meaningOf(key: string): Meaning {
  return meanings.get(key) ?? note('has no counterpart here; it is left out');
}
