import { createHash } from 'node:crypto';
import type { RequestOut } from '../../../../src-shared/contract/table.js';
import type { ServiceDefinition, ServiceSummary } from '../../../../src-shared/model/service.js';
import type { ContractClient } from '../../../client/contract-client.js';
import { fixedMs, parseDuration } from '../../../core/time/duration.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { configText, failureText, optionalTexts } from './sc-config-text.js';
import { readConfig, readCreate, readFailure } from './sc-define.js';
import { scHelp, triggerHelp, usageOf } from './sc-help.js';
import { enumerate } from './sc-enumerate.js';
import { ScUsage } from './sc-options.js';
import { field, statusBlock } from './sc-status-text.js';
import { readTriggers, triggerText } from './sc-triggers.js';
import { asFailure, Win32Failure } from './win32-failure.js';

/** One command of sc under way. */
interface Running {
  host: ContractClient;
  /** The service as it was typed. */
  name: string;
  words: string[];
}

type Lines = string[] | Promise<string[]>;
type Command = (running: Running) => Lines;
type Shown = RequestOut<'services.show'>;

const changed = ['[SC] ChangeServiceConfig2 SUCCESS'];

/** Asks the host; a refusal becomes the failure of the function that sc would have called. */
async function call<T>(what: Promise<T>, name: string, opening?: string): Promise<T> {
  try {
    return await what;
  } catch (error) {
    throw asFailure(error, name, opening);
  }
}

function show({ host, name }: Running, opening?: string): Promise<Shown> {
  return call(host.call('services.show', { service: name }), 'QueryServiceConfig', opening);
}

function change(
  { host, name }: Running,
  patch: Partial<Omit<ServiceDefinition, 'name'>>,
  what: string,
): Promise<object> {
  return call(host.call('services.change', { service: name, patch }), what);
}

async function status(running: Running, extended: boolean, opening?: string): Promise<string[]> {
  const { summary, definition } = await show(running, opening);
  const { interactive } = definition;
  return statusBlock(summary, { name: running.name, displayName: false, extended, interactive });
}

/** Sends a control and prints the status after it. */
const control =
  (code: number): Command =>
  async (running) => {
    await call(
      running.host.call('services.control', { service: running.name, control: code }),
      'ControlService',
    );
    return status(running, false);
  };

const query =
  (extended: boolean): Command =>
  async (running) => {
    const { host, name, words } = running;
    if (name !== '' && !name.includes('='))
      return status(running, extended, 'EnumQueryServicesStatus:OpenService');
    const all = await call(host.call('services.list', {}), 'EnumServicesStatus', 'OpenSCManager');
    return enumerate(all, name === '' ? words : [name, ...words], extended);
  };

/** Prints one piece of the configuration. */
const ask =
  (text: (name: string, definition: ServiceDefinition) => string[]): Command =>
  async (running) =>
    text(running.name, (await show(running)).definition);

/** Changes one piece of the configuration by the words. */
const set =
  (patchOf: (words: string[], shown: () => Promise<Shown>) => Patched): Command =>
  async (running) => {
    const patch = await patchOf(running.words, () => show(running));
    await change(running, patch, 'ChangeServiceConfig2');
    return changed;
  };
type Patch = Partial<Omit<ServiceDefinition, 'name'>>;
type Patched = Patch | Promise<Patch>;

function one<T>(words: string[], choices: Record<string, T>): T {
  const word = words[0]?.toLowerCase() ?? '';
  if (!Object.hasOwn(choices, word))
    throw new ScUsage(`ERROR:  one of ${Object.keys(choices).join(', ')} is needed`);
  return choices[word] as T;
}

const controls = {
  paramchange: 6,
  netbindadd: 7,
  netbindremove: 8,
  netbindenable: 9,
  netbinddisable: 10,
};

function controlNumber(word: string | undefined): number {
  const text = word?.toLowerCase() ?? '';
  if (Object.hasOwn(controls, text)) return controls[text as keyof typeof controls];
  if (!/^\d{1,5}$/.test(text)) throw new ScUsage(`ERROR:  Invalid control ${text}`);
  return Number(text);
}

async function start(running: Running): Promise<string[]> {
  const { host, name, words } = running;
  const started = host.call('services.start', { service: name, arguments: words });
  await call(started, 'StartService', 'StartService: OpenService');
  return status(running, true);
}

/** `flag:major:minor` and a comment after the name (reference "service model", section 4). */
async function stop(running: Running): Promise<string[]> {
  const { host, name, words } = running;
  const parts = /^(\d+):(\d+):(\d+)$/.exec(words[0] ?? '');
  if (words.length > 0 && parts === null) throw new ScUsage(`ERROR:  Invalid stop reason ${words[0] ?? ''}`);
  const [flag = 0, major = 0, minor = 0] = (parts ?? []).slice(1).map(Number);
  const reason = parts === null ? null : (flag << 28) | (major << 16) | minor;
  const comment = words[1] ?? null;
  const stopped = host.call('services.stop', {
    service: name,
    reason: reason === null ? null : reason >>> 0,
    comment,
  });
  await call(stopped, 'ControlService');
  return status(running, false);
}

/** The smallest tag that nobody of the group has. */
async function freeTag({ host, name }: Running, group: string | null): Promise<number> {
  const all = await call(host.call('services.list', {}), 'EnumServicesStatus');
  const others = all.filter((one) => one.group === group && one.name.toLowerCase() !== name.toLowerCase());
  const tags = await Promise.all(
    others.map(async (one) => (await host.call('services.show', { service: one.name })).definition.tag ?? 0),
  );
  return Math.max(0, ...tags) + 1;
}

async function create(running: Running): Promise<string[]> {
  const { what, tag, notes } = readCreate(running.name, running.words);
  const definition = tag === true ? { ...what, tag: await freeTag(running, what.group) } : what;
  await call(running.host.call('services.create', { definition }), 'CreateService', 'OpenSCManager');
  return ['[SC] CreateService SUCCESS', ...notes];
}

async function config(running: Running): Promise<string[]> {
  if (running.words.length === 0) throw new ScUsage('ERROR:  nothing to change');
  const { what, tag, notes } = readConfig(running.words, 'ChangeServiceConfig');
  if (tag === true) what.tag = await freeTag(running, what.group ?? (await show(running)).definition.group);
  await change(running, what, 'ChangeServiceConfig');
  return ['[SC] ChangeServiceConfig SUCCESS', ...notes];
}

async function qfailure(running: Running): Promise<string[]> {
  const { definition } = await show(running);
  const { resetPeriod } = definition.failure;
  const seconds = resetPeriod === null ? null : (fixedMs(parseDuration(resetPeriod)) ?? 0) / 1000;
  const never = definition.failure.actions.length > 0 ? null : 0;
  return failureText(running.name, definition, seconds ?? never);
}

async function triggerinfo(running: Running): Promise<string[]> {
  if (running.name === '' || running.words.length === 0) return triggerHelp;
  const triggers = readTriggers(running.words);
  const before = (await show(running)).definition.triggers;
  if (triggers.length === 0 && before.length === 0) throw new Win32Failure('ChangeServiceConfig2', 87);
  await change(running, { triggers }, 'ChangeServiceConfig2');
  return changed;
}

async function dependants(running: Running): Promise<string[]> {
  const { dependents } = await show(running);
  const found: string[] = [];
  for (const name of dependents) {
    const { summary, definition } = await show({ ...running, name });
    const { interactive } = definition;
    found.push(
      ...statusBlock(summary, { name: summary.name, displayName: true, extended: false, interactive }),
    );
  }
  return [`Enum: entriesRead = ${dependents.length}`, ...found];
}

/** `scmanager` means the manager itself. */
function secured(name: string): string | null {
  return name.toLowerCase() === 'scmanager' ? null : name;
}

async function sdshow({ host, name }: Running): Promise<string[]> {
  const { sddl } = await call(
    host.call('services.getSecurity', { service: secured(name) }),
    'QueryServiceObjectSecurity',
  );
  return ['', sddl, ''];
}

async function sdset({ host, name, words }: Running): Promise<string[]> {
  const [sddl] = words;
  if (sddl === undefined) throw new ScUsage('ERROR:  a security descriptor in SDDL is needed');
  const done = host.call('services.setSecurity', { service: secured(name), sddl });
  await call(done, 'SetServiceObjectSecurity');
  return ['[SC] SetServiceObjectSecurity SUCCESS'];
}

/** The SID of a service name: five numbers of the SHA-1 of the name in upper case ([MS-DTYP], S-1-5-80). */
export function serviceSid(name: string, authority = 80): string {
  const hash = createHash('sha1').update(Buffer.from(name.toUpperCase(), 'utf16le')).digest();
  const numbers = [0, 4, 8, 12, 16].map((at) => hash.readUInt32LE(at));
  return `S-1-5-${authority}-${numbers.join('-')}`;
}

async function showsid({ host, name }: Running): Promise<string[]> {
  const all = await call(host.call('services.list', {}), 'EnumServicesStatus', 'OpenSCManager');
  const found = all.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const active = found !== undefined && found.state !== 'STOPPED';
  return [
    '',
    `NAME: ${name}`,
    `SERVICE SID: ${serviceSid(name)}`,
    `STATUS: ${active ? 'Active' : 'Inactive'}`,
    '',
  ];
}

async function getDisplayName(running: Running): Promise<string[]> {
  const { summary } = await show(running);
  return [`[SC] GetServiceDisplayName SUCCESS  Name = ${summary.displayName}`];
}

async function getKeyName({ host, name }: Running): Promise<string[]> {
  const all = await call(host.call('services.list', {}), 'EnumServicesStatus', 'OpenSCManager');
  const key = name.toLowerCase();
  const found = all.find((one: ServiceSummary) => one.displayName.toLowerCase() === key);
  if (found === undefined) throw new Win32Failure('GetServiceKeyName', 1060);
  return [`[SC] GetServiceKeyName SUCCESS  Name = ${found.name}`];
}

async function boot({ host, name }: Running): Promise<string[]> {
  const acceptable = one([name], { ok: true, bad: false });
  await call(host.call('services.acceptBoot', { acceptable }), 'NotifyBootConfigStatus', 'OpenSCManager');
  return ['[SC] NotifyBootConfigStatus SUCCESS'];
}

/** What Windows knows and Caretaker has no setting for: NUMA nodes, managed accounts. */
const unsupported =
  (name: string): Command =>
  () => {
    throw new Win32Failure(name, 50);
  };

const commands: Record<string, Command> = {
  query: query(false),
  queryex: query(true),
  start,
  stop,
  pause: control(2),
  continue: control(3),
  interrogate: control(4),
  control: (running) => control(controlNumber(running.words[0]))(running),
  qc: ask(configText),
  create,
  config,
  delete: async ({ host, name }) => {
    await call(host.call('services.delete', { service: name }), 'DeleteService');
    return ['[SC] DeleteService SUCCESS'];
  },
  description: set(([text]) => ({ description: text === undefined || text === '' ? null : text })),
  qdescription: ask(optionalTexts.description),
  failure: set(async (words, shown) => ({ failure: readFailure(words, (await shown()).definition.failure) })),
  qfailure,
  failureflag: set(async (words, shown) => {
    const onNonCrashFailures = one(words, { '0': false, '1': true });
    return { failure: { ...(await shown()).definition.failure, onNonCrashFailures } };
  }),
  qfailureflag: ask(optionalTexts.failureFlag),
  sidtype: set((words) => ({
    sidType: one(words, { none: 'none', unrestricted: 'unrestricted', restricted: 'restricted' } as const),
  })),
  qsidtype: ask(optionalTexts.sidType),
  privs: set(([text = '']) => ({ requiredPrivileges: text.split('/').filter((name) => name !== '') })),
  qprivs: ask(optionalTexts.privileges),
  triggerinfo,
  qtriggerinfo: ask((name, { triggers }) => triggerText(name, triggers)),
  preferrednode: unsupported('ChangeServiceConfig2'),
  qpreferrednode: unsupported('QueryServiceConfig2'),
  managedaccount: unsupported('ChangeServiceConfig2'),
  qmanagedaccount: ask(optionalTexts.managedAccount),
  sdshow,
  sdset,
  showsid,
  getdisplayname: getDisplayName,
  getkeyname: getKeyName,
  enumdepend: dependants,
  boot,
  // Since Windows Vista the lock does nothing; nobody is held up by it here either.
  lock: () => [
    '[SC] LockServiceDatabase SUCCESS',
    'The lock has no effect; the database is never locked for others.',
  ],
  querylock: () => [
    '[SC] QueryServiceLockStatus SUCCESS',
    field('IsLocked', 'FALSE', 14),
    field('LockOwner', '', 14),
    field('LockDuration', '0 (seconds since acquired)', 14),
  ],
};

/** Commands that need no service name. */
const nameless = new Set(['query', 'queryex', 'lock', 'querylock', 'triggerinfo']);
/** Commands that print without asking the host. */
const hostless = new Set(['lock', 'querylock']);

/** `caretaker sc …`: the words of sc.exe, its layouts, its numbers; exit code 0, or 1 where it failed. */
export async function sc(called: Call, given: string[]): Promise<ExitCode> {
  const { terminal } = called;
  const print = (lines: string[]): void => lines.forEach((line) => terminal.out(line));
  const words = given[0]?.startsWith('\\\\') ? given.slice(1) : given;
  const [typed = '', name = '', ...rest] = words;
  const command = typed.toLowerCase();
  const work = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (work === undefined || (name === '' && !nameless.has(command))) {
    print(work === undefined ? scHelp : usageOf(command));
    return exitCodes.refused;
  }
  if (given[0]?.startsWith('\\\\') === true && given[0].slice(2).toLowerCase() !== 'localhost') {
    terminal.raw(new Win32Failure('OpenSCManager', 1722).text);
    return exitCodes.refused;
  }
  // The help of triggerinfo is not an error on its own.
  if (command === 'triggerinfo' && rest.length === 0) {
    print(triggerHelp);
    return name === '' ? exitCodes.done : exitCodes.refused;
  }
  try {
    if (hostless.has(command)) print(await work({ host: undefined as never, name, words: rest }));
    else print(await called.withHost((host) => Promise.resolve(work({ host, name, words: rest }))));
    return exitCodes.done;
  } catch (error) {
    return failed(called, command, asFailure(error, 'OpenSCManager'));
  }
}

function failed({ terminal }: Call, command: string, error: unknown): ExitCode {
  if (error instanceof ScUsage) {
    terminal.out(`${error.message}\n`);
    for (const line of usageOf(command)) terminal.out(line);
    return exitCodes.refused;
  }
  if (!(error instanceof Win32Failure)) throw error;
  terminal.raw(error.text);
  return exitCodes.refused;
}
