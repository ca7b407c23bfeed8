import { Option } from 'commander';
import type { AddOptions } from '../commands/task-add.js';
import type { ExportOptions } from '../commands/task-files.js';
import type { RightsOptions } from '../commands/task-rights.js';
import type { NextOptions } from '../commands/task-next.js';
import type { ApplyOptions } from '../commands/apply.js';
import { duration, moment, wholeNumber, zoneName } from '../arguments.js';
import { act, define, group } from './act.js';
import type { Chosen, Grammar } from './act.js';
import type { UsageCommand } from '../usage-command.js';

/** `task …` and `apply`. */
export const taskGrammar: Grammar = (program, chosen) => {
  const task = group(program, 'task', 'look at, register and run tasks');
  looking(task, chosen);
  files(task, chosen);
  acting(task, chosen);

  const apply = define(
    program,
    'apply <file>',
    'make tasks and settings what a manifest says, all or nothing',
    'caretaker apply tasks.yaml --dry-run',
  );
  apply
    .option('--dry-run', 'print what would change, change nothing')
    .option('--prune', 'also delete what an earlier manifest of this name made and this one lacks');
  act<ApplyOptions>(apply, chosen, async ([file = ''], options) => {
    const { applyManifest } = await import('../commands/apply.js');
    return (call) => applyManifest(call, file, options);
  });
};

function looking(task: UsageCommand, chosen: Chosen): void {
  const load = () => import('../commands/task-views.js');
  act(
    define(task, 'list', 'list all tasks', 'caretaker task list'),
    chosen,
    async () => (await load()).listTasks,
  );

  const show = define(task, 'show <name>', 'show one task', String.raw`caretaker task show '\Backup\Home'`);
  act(show, chosen, async ([name = '']) => {
    const { showTask } = await load();
    return (call) => showTask(call, name);
  });

  const history = define(
    task,
    'history <name>',
    'list the runs of a task, newest first',
    String.raw`caretaker task history '\Backup\Home' --json`,
  );
  act(history, chosen, async ([name = '']) => {
    const { listRuns } = await load();
    return (call) => listRuns(call, name);
  });

  const output = define(
    task,
    'output <name>',
    'print what the newest run of a task wrote',
    String.raw`caretaker task output '\Backup\Home' --follow`,
  );
  output.option('--follow', 'go on until the run ends');
  act<{ follow?: boolean }>(output, chosen, async ([name = ''], options) => {
    const { printOutput } = await import('../commands/task-output.js');
    return (call) => printOutput(call, name, options.follow === true);
  });

  const next = define(
    task,
    'next <name-or-file>',
    'print the next scheduled times of a task, or of a task file (needs no host)',
    'caretaker task next backup.xml --count 3 --zone Europe/Athens',
  );
  next
    .option('--count <number>', 'how many', wholeNumber(1, 1000), 5)
    .option('--from <moment>', 'strictly after this moment instead of now', moment)
    .option('--zone <name>', 'time zone for times without offset', zoneName);
  act<NextOptions>(next, chosen, async ([subject = ''], options) => {
    const { printNext } = await import('../commands/task-next.js');
    return (call) => printNext(call, subject, options);
  });
}

function files(task: UsageCommand, chosen: Chosen): void {
  const load = () => import('../commands/task-files.js');
  const importing = define(
    task,
    'import <files...>',
    'register tasks from Windows XML or manifests, all or none',
    'caretaker task import backup.xml index.xml',
  );
  act(importing, chosen, async (names) => {
    const { importFiles } = await load();
    return (call) => importFiles(call, names);
  });

  const exporting = define(
    task,
    'export <name>',
    'print a task as a file',
    String.raw`caretaker task export '\Backup\Home' --format yaml`,
  );
  exporting.addOption(new Option('--format <name>', 'kind of file').choices(['xml', 'yaml']).default('xml'));
  act<ExportOptions>(exporting, chosen, async ([name = ''], options) => {
    const { exportTask } = await load();
    return (call) => exportTask(call, name, options);
  });

  const check = define(
    task,
    'check <files...>',
    'say whether files are valid, and what is not (needs no host)',
    'caretaker task check *.xml --json',
  );
  act(check, chosen, async (names) => {
    const { checkFiles } = await load();
    return (call) => checkFiles(call, names);
  });
}

function acting(task: UsageCommand, chosen: Chosen): void {
  const add = define(
    task,
    'add <name> <command...>',
    'register a maintenance task that runs a command',
    String.raw`caretaker task add '\Backup\Home' --every P1D --deadline P3D -- restic backup /home`,
  );
  add
    .usage('<name> --every <duration> [options] -- <command...>')
    .requiredOption('--every <duration>', 'how often, at least P1D', duration)
    .option('--deadline <duration>', 'latest after the last completion; longer than --every', duration)
    .option('--exclusive', 'never beside another maintenance task');
  act<AddOptions>(add, chosen, async ([name = '', ...command], options) => {
    const { addTask } = await import('../commands/task-add.js');
    return (call) => addTask(call, name, command, options);
  });

  const rights = define(
    task,
    'rights <name> [sddl]',
    'print or set who may see, run, change and delete a task',
    String.raw`caretaker task rights '\Backup\Home' 'D:(A;;FA;;;BA)(A;;FRFX;;;S-1-22-1-1000)'`,
  );
  rights.option('--folder', 'the name is that of a folder; new tasks in it take its inheritable rights');
  act<RightsOptions>(rights, chosen, async ([name = '', sddl], options) => {
    const { taskRights } = await import('../commands/task-rights.js');
    return (call) => taskRights(call, name, sddl ?? null, options);
  });

  const load = () => import('../commands/task-acts.js');
  const run = define(
    task,
    'run <name> [arguments...]',
    'start a task now; arguments are its $(Arg0), $(Arg1) …',
    String.raw`caretaker task run '\Backup\Home' /mnt/disk`,
  );
  act(run, chosen, async ([path = '', ...words]) => {
    const { runTask } = await load();
    return (call) => runTask(call, path, words);
  });
  const simple = [
    ['end', 'end the running instance of a task'],
    ['enable', 'let a task start by itself again'],
    ['disable', 'keep a task from starting'],
    ['delete', 'delete a task'],
  ] as const;
  for (const [name, summary] of simple) {
    const example = String.raw`caretaker task ${name} '\Backup\Home'`;
    act(define(task, `${name} <name>`, summary, example), chosen, async ([path = '']) => {
      const { taskActs } = await load();
      return (call) => taskActs[name](call, path);
    });
  }
}
