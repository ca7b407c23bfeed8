import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Readable } from 'node:stream';
import { Fault } from '../../../../src-shared/failure/fault.js';
import { taskFolder } from '../../../../src-shared/ids/task-path.js';
import type { TaskDefinition } from '../../../../src-shared/model/task.js';
import { Refused, type ContractClient } from '../../../client/contract-client.js';
import { accountName } from '../../home/choose.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { saysYes } from './ask.js';
import { serviceSid } from './sc.js';
import { changed, changeGrammar, createGrammar, definitionOf, pathOf } from './schtasks-define.js';
import { schtasksHelp } from './schtasks-help.js';
import { byFolder, listText, type Folder, type Look } from './schtasks-text.js';
import {
  notAllowed,
  readSwitches,
  required,
  SchtasksUsage,
  type Grammar,
  type Switches,
} from './schtasks-words.js';
import { momentAt, type Moment } from './us-dates.js';

/** One command under way. */
interface Running {
  call: Call;
  host: ContractClient;
  switches: Switches;
  input: Readable | undefined;
}

/** A failure in the words of schtasks. */
class Failure extends Error {
  override readonly name = 'Failure';
}

type Command = (running: Running) => Promise<ExitCode>;

const queryGrammar: Grammar = { fo: 'value', nh: 'flag', v: 'flag', tn: 'value', xml: 'maybe' };
const named: Grammar = { tn: 'value' };

const commands: Readonly<Record<string, { grammar: Grammar; work: Command }>> = {
  query: { grammar: queryGrammar, work: query },
  create: { grammar: createGrammar, work: create },
  change: { grammar: changeGrammar, work: change },
  run: { grammar: { ...named, i: 'flag' }, work: run },
  end: { grammar: named, work: end },
  delete: { grammar: { ...named, f: 'flag' }, work: remove },
  showsid: { grammar: named, work: showSid },
};

/**
 * `caretaker schtasks …`: the words of schtasks.exe, its layouts and messages, always English (TASK-22,
 * TASK-23). Exit code 0 or 1; errors go to the error stream.
 *
 * @param input where answers to questions come from; the standard input unless told
 */
export async function schtasks(call: Call, words: string[], input?: Readable): Promise<ExitCode> {
  const { terminal } = call;
  const [first = '', ...rest] = words;
  const name = /^[/-]/.test(first) ? first.slice(1).toLowerCase() : '';
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (command === undefined) {
      // Without a command it lists, as on Windows.
      if (words.length === 0) return await work(call, query, new Map(), input);
      if (name !== '?') throw new SchtasksUsage(`Invalid argument/option - '${first}'.`);
      schtasksHelp(null).forEach((line) => terminal.out(line));
      return exitCodes.done;
    }
    if (rest.includes('/?')) {
      schtasksHelp(name).forEach((line) => terminal.out(line));
      return exitCodes.done;
    }
    return await work(call, command.work, readSwitches(rest, command.grammar), input);
  } catch (error) {
    for (const line of failureLines(error, command === undefined ? null : name)) terminal.err(line);
    return exitCodes.refused;
  }
}

function work(
  call: Call,
  command: Command,
  switches: Switches,
  input: Readable | undefined,
): Promise<ExitCode> {
  const system = (switches.get('s') ?? '').replace(/^\\\\/, '').toLowerCase();
  if (!['', 'localhost', '.', hostname().toLowerCase()].includes(system)) {
    throw new Failure('The network path was not found.');
  }
  return call.withHost((host) => command({ call, host, switches, input }));
}

function failureLines(error: unknown, command: string | null): string[] {
  if (error instanceof SchtasksUsage) {
    return [
      `ERROR: ${error.message}`,
      `Type "SCHTASKS ${command === null ? '' : `/${command.toUpperCase()} `}/?" for usage.`,
    ];
  }
  if (error instanceof Failure) return [`ERROR: ${error.message}`];
  if (error instanceof Fault && error.code === 'no-host') {
    return [
      'ERROR: The Task Scheduler service is not available. Verify that the service is running.',
      error.message,
    ];
  }
  if (error instanceof Fault) return [`ERROR: ${error.message}`];
  if (!(error instanceof Refused)) throw error;
  if (error.refusal.reason === 'access-denied') return ['ERROR: Access is denied.'];
  return [`ERROR: ${error.refusal.message}`];
}

/** Asks the host about a task by name; an unknown one is told in the words of the command. */
async function ask<T>(what: Promise<T>, unknown: string): Promise<T> {
  try {
    return await what;
  } catch (error) {
    if (error instanceof Refused && error.refusal.reason === 'unknown-task') throw new Failure(unknown);
    throw error;
  }
}

const notFound = 'The system cannot find the file specified.';
const notThere = (name: string): string => `The specified task name "${name}" does not exist in the system.`;

function lookOf({ call, switches }: Running): Look {
  const format = (switches.get('fo') ?? 'TABLE').toUpperCase();
  if (format !== 'TABLE' && format !== 'LIST' && format !== 'CSV')
    throw notAllowed('fo', format, 'TABLE, LIST, CSV');
  const header = !switches.has('nh');
  if (!header && format === 'LIST') {
    throw new SchtasksUsage("Invalid syntax. '/NH' option is allowed only for 'TABLE' and 'CSV' formats.");
  }
  if (switches.has('xml') && (switches.has('fo') || switches.has('v') || switches.has('nh'))) {
    throw new SchtasksUsage('Invalid syntax. /XML excludes /FO, /NH and /V.');
  }
  return {
    format,
    header,
    verbose: switches.has('v'),
    host: hostname().toUpperCase(),
    zone: call.terminal.zone,
  };
}

async function query(running: Running): Promise<ExitCode> {
  const { call, switches } = running;
  const look = lookOf(running);
  const folders = await found(running, look);
  if (switches.has('xml')) return printXml(running, folders);
  if (folders.length === 0) {
    const folder = switches.get('tn') ?? '\\';
    call.terminal.out(`\nFolder: ${folder}`);
    call.terminal.out('INFO: There are no scheduled tasks presently available at your access level.');
    return exitCodes.done;
  }
  for (const line of listText(folders, look)) call.terminal.out(line);
  return exitCodes.done;
}

/** The tasks that are asked for: one by its name, those of a folder, or all that are not hidden. */
async function found({ host, switches }: Running, look: Look): Promise<Folder[]> {
  const name = switches.get('tn');
  // LIST and CSV show the log-on mode, which the definition says.
  const whole = look.verbose || look.format === 'LIST';
  if (name !== undefined && !name.endsWith('\\')) {
    const shown = await ask(host.call('tasks.show', { task: name }), notFound);
    // The seed prints the root for a task given by its path.
    return [{ folder: '\\', tasks: [shown] }];
  }
  const folder =
    name === undefined ? null : name === '\\' ? '\\' : name.replace(/^(?!\\)/, '\\').slice(0, -1);
  const all = await host.call('tasks.list', {});
  const wanted = all.filter(
    ({ path }) => folder === null || taskFolder(path).toLowerCase() === folder.toLowerCase(),
  );
  if (folder !== null && folder !== '\\' && wanted.length === 0) throw new Failure(notFound);
  const tasks = await Promise.all(
    wanted.map(async (summary) => ({
      summary,
      definition: whole ? (await host.call('tasks.show', { task: summary.path })).definition : null,
    })),
  );
  return byFolder(tasks);
}

/** One task's document, or all of them: each after its path as a comment, or with ONE as one document. */
async function printXml({ call, host, switches }: Running, folders: Folder[]): Promise<ExitCode> {
  const paths = folders.flatMap(({ tasks }) => tasks.map(({ summary }) => summary.path));
  const documents = await Promise.all(
    paths.map(async (task) => (await host.call('tasks.export', { task, format: 'xml' })).text),
  );
  const { terminal } = call;
  const mode = (switches.get('xml') ?? '').toUpperCase();
  if (mode !== '' && mode !== 'ONE') throw notAllowed('xml', mode, 'ONE');
  if (switches.has('tn') && paths.length === 1 && mode === '') {
    // What a terminal or a redirection writes is UTF-8, whatever the document says of a file of its own.
    terminal.raw((documents[0] ?? '').replace('encoding="UTF-16"', 'encoding="UTF-8"'));
    return exitCodes.done;
  }
  terminal.out('<?xml version="1.0" encoding="UTF-8"?>');
  terminal.out('<Tasks>');
  documents.forEach((document, index) => {
    terminal.out(`  <!-- ${(paths[index] ?? '').replaceAll('--', '- -')} -->`);
    terminal.raw(document.replace(/^<\?xml[^>]*\?>\s*/, ''));
  });
  terminal.out('</Tasks>');
  return exitCodes.done;
}

function nowOf({ terminal }: Call): Moment {
  return momentAt(new Date(terminal.now()).toISOString(), terminal.zone);
}

async function create(running: Running): Promise<ExitCode> {
  const { call, host, switches, input } = running;
  const name = required(switches, 'tn');
  const definition = switches.has('xml')
    ? await imported(running)
    : definitionOf(switches, nowOf(call), accountName());
  const exists = (await host.call('tasks.list', {})).some(
    ({ path }) => path.toLowerCase() === definition.path.toLowerCase(),
  );
  if (exists && !switches.has('f')) {
    const question = `WARNING: The task name "${name}" already exists. Do you want to replace it (Y/N)? `;
    if (!(await saysYes(question, call.terminal.raw, input))) return exitCodes.refused;
  }
  const mode = exists || switches.has('f') ? 'create-or-update' : 'create';
  await host.call('tasks.register', { tasks: [definition], mode });
  if (switches.get('rp') !== undefined && switches.get('rp') !== '') passwordNote(call);
  call.terminal.out(`SUCCESS: The scheduled task "${name}" has successfully been created.`);
  return exitCodes.done;
}

function passwordNote({ terminal }: Call): void {
  terminal.out(
    'WARNING: The password is not kept; a task runs as its account without one where the host may.',
  );
}

/** The task of /XML, under the name of /TN and for the account of /RU. */
async function imported({ host, switches }: Running): Promise<TaskDefinition> {
  for (const name of ['sc', 'tr', 'mo', 'd', 'm', 'st', 'sd', 'ed']) {
    if (switches.has(name))
      throw new SchtasksUsage(`Invalid syntax. /XML and /${name.toUpperCase()} exclude each other.`);
  }
  const file = required(switches, 'xml');
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Failure(notFound);
  }
  const { files } = await host.call('tasks.check', {
    files: [{ name: file, base64: bytes.toString('base64') }],
  });
  const [entry] = files;
  const problem = entry?.problems.find(({ severity }) => severity === 'error');
  if (entry?.definition == null || problem !== undefined) {
    const place =
      problem === undefined
        ? ''
        : `\n(${problem.line ?? 0},0):${problem.element ?? ''}:${problem.value ?? ''}`;
    throw new Failure(`The task XML is malformed. ${problem?.message ?? ''}${place}`.trim());
  }
  const { definition } = entry;
  const account = switches.get('ru');
  const principal =
    account === undefined || definition.principal === null
      ? definition.principal
      : { ...definition.principal, groupId: null, userId: account === '' ? 'S-1-5-18' : account };
  return { ...definition, path: pathOf(switches), principal };
}

async function change({ call, host, switches }: Running): Promise<ExitCode> {
  const name = required(switches, 'tn');
  const { definition } = await ask(host.call('tasks.show', { task: name }), notThere(name));
  const after = changed(definition, switches, call.terminal.zone);
  await host.call('tasks.register', { tasks: [after], mode: 'update' });
  if (switches.get('rp') !== undefined && switches.get('rp') !== '') passwordNote(call);
  call.terminal.out(`SUCCESS: The parameters of scheduled task "${name}" have been changed.`);
  return exitCodes.done;
}

/** Where Windows says success though nothing starts: one runs already, or a condition is not met. */
const silentlyNotRun = new Set(['already-running', 'on-battery', 'no-network']);

async function run({ call, host, switches }: Running): Promise<ExitCode> {
  const name = required(switches, 'tn');
  try {
    await ask(host.call('tasks.run', { task: name }), notThere(name));
  } catch (error) {
    const ignored = error instanceof Refused && silentlyNotRun.has(error.refusal.reason);
    // With /I the conditions were to be ignored, so that the refusal is told.
    if (!ignored || (switches.has('i') && error.refusal.reason !== 'already-running')) throw error;
  }
  call.terminal.out(`SUCCESS: Attempted to run the scheduled task "${name}".`);
  return exitCodes.done;
}

async function end({ call, host, switches }: Running): Promise<ExitCode> {
  const name = required(switches, 'tn');
  try {
    await ask(host.call('tasks.end', { task: name }), notThere(name));
  } catch (error) {
    // Ending what does not run is a success on Windows.
    if (!(error instanceof Refused && error.refusal.reason === 'not-running')) throw error;
  }
  call.terminal.out(`SUCCESS: The scheduled task "${name}" has been terminated successfully.`);
  return exitCodes.done;
}

async function remove({ call, host, switches, input }: Running): Promise<ExitCode> {
  const name = required(switches, 'tn');
  const everything = name === '*';
  const names = everything ? (await host.call('tasks.list', {})).map(({ path }) => path) : [name];
  if (!everything) await ask(host.call('tasks.show', { task: name }), notThere(name));
  if (!switches.has('f')) {
    const what = everything ? 'all the tasks' : `the task "${name}"`;
    const question = `WARNING: Are you sure you want to remove ${what} (Y/N)? `;
    if (!(await saysYes(question, call.terminal.raw, input))) return exitCodes.refused;
  }
  for (const one of names) {
    await ask(host.call('tasks.delete', { task: one }), notThere(one));
    call.terminal.out(`SUCCESS: The scheduled task "${one}" was successfully deleted.`);
  }
  return exitCodes.done;
}

/** The SID of a task is made of its path with hyphens for backslashes ("task model", section 13). */
async function showSid({ call, host, switches }: Running): Promise<ExitCode> {
  const name = required(switches, 'tn');
  const { summary } = await ask(host.call('tasks.show', { task: name }), notThere(name));
  const account = summary.path.slice(1).replaceAll('\\', '-');
  const sid = serviceSid(account, 87);
  call.terminal.out(
    `SUCCESS: The SID "${sid}" for the user name "${account}" has been computed successfully.`,
  );
  return exitCodes.done;
}
