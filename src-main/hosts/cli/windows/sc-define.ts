import type { FailurePolicy, ServiceDefinition } from '../../../../src-shared/model/service.js';
import { newService } from '../../../core/services/defaults.js';
import { splitArguments } from '../../../adapters/process/command-line.js';
import { choiceOf, readOptions, ScUsage, valueOf, type ScOptions } from './sc-options.js';
import { Win32Failure } from './win32-failure.js';

type Patch = Partial<Omit<ServiceDefinition, 'name'>>;

const configOptions = [
  'type',
  'start',
  'error',
  'binpath',
  'group',
  'tag',
  'depend',
  'obj',
  'displayname',
  'password',
];

const starts = {
  boot: 'boot',
  system: 'system',
  auto: 'auto',
  demand: 'demand',
  disabled: 'disabled',
  'delayed-auto': 'delayed-auto',
} as const;
const errorControls = { ignore: 'ignore', normal: 'normal', severe: 'severe', critical: 'critical' } as const;
/** `null`: known to Windows, not to Caretaker. */
const types = {
  own: 'own',
  share: 'share',
  kernel: 'kernel-driver',
  filesys: 'file-system-driver',
  interact: 'interact',
  rec: null,
  adapt: null,
  userown: null,
  usershare: null,
} as const;

/** What is said besides the success line. */
export interface Defined<T> {
  what: T;
  /** A tag was asked for: the host's numbers are needed to choose one. */
  tag: boolean | null;
  notes: string[];
}

/** Reads the words of sc config into the values to change; what is not named stays. */
export function readConfig(words: string[], call: string): Defined<Patch> {
  const options = readOptions(words, configOptions);
  const patch: Patch = { ...typeOf(options, call), ...placeOf(options) };
  const notes: string[] = [];
  const path = valueOf(options, 'binpath');
  if (path !== undefined) patch.imagePath = path;
  const start = choiceOf(options, 'start', starts);
  if (start !== undefined) patch.start = start;
  const error = choiceOf(options, 'error', errorControls);
  if (error !== undefined) patch.errorControl = error;
  const account = valueOf(options, 'obj');
  if (account !== undefined) patch.account = account;
  const displayName = valueOf(options, 'displayname');
  if (displayName !== undefined) patch.displayName = displayName;
  if (options.has('password'))
    notes.push('The password is not kept; put it into the keyring as _SC_ and the service name.');
  const tag = choiceOf(options, 'tag', { yes: true, no: false });
  if (tag === false) patch.tag = null;
  return { what: patch, tag: tag ?? null, notes };
}

/** Reads the words of sc create: a whole definition. binPath= must be there. */
export function readCreate(name: string, words: string[]): Defined<ServiceDefinition> {
  const { what, tag, notes } = readConfig(words, 'CreateService');
  const definition: ServiceDefinition = { ...newService(name), ...what };
  const driver = definition.type === 'kernel-driver' || definition.type === 'file-system-driver';
  if (typeof definition.imagePath !== 'string' && !driver) throw new ScUsage('ERROR:  binPath= is required');
  const group = /\s-k\s+(\S+)/i.exec(
    typeof definition.imagePath === 'string' ? definition.imagePath : '',
  )?.[1];
  if (definition.type === 'share' && group !== undefined) definition.host = `shared:${group}`;
  return { what: definition, tag, notes };
}

function typeOf(options: ScOptions, call: string): Patch {
  const given = (options.get('type') ?? []).map((one) => choiceOf(new Map([['type', [one]]]), 'type', types));
  if (given.includes(null)) throw new Win32Failure(call, 87);
  const interactive = given.includes('interact');
  const plain = given.filter((one) => one !== 'interact');
  const type = plain.at(-1);
  if (interactive && type !== 'own' && type !== 'share') {
    throw new ScUsage('ERROR:  type= interact goes with type= own or type= share');
  }
  return type == null ? {} : { type, interactive };
}

function placeOf(options: ScOptions): Patch {
  const patch: Patch = {};
  const group = valueOf(options, 'group');
  if (group !== undefined) patch.group = group === '' ? null : group;
  const depend = valueOf(options, 'depend');
  if (depend !== undefined) {
    const needed = depend
      .split('/')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    patch.dependOnService = needed.filter((one) => !one.startsWith('+'));
    patch.dependOnGroup = needed.filter((one) => one.startsWith('+')).map((one) => one.slice(1));
  }
  return patch;
}

const actionNames = { run: 'run', restart: 'restart', reboot: 'reboot', '': 'none', none: 'none' } as const;

/** Reads the words of sc failure over what stands there: reset= and actions= only come together. */
export function readFailure(words: string[], before: FailurePolicy): FailurePolicy {
  const options = readOptions(words, ['reset', 'reboot', 'command', 'actions']);
  if (options.has('reset') !== options.has('actions')) {
    throw new ScUsage('ERROR:  The reset= and actions= options must be set simultaneously.');
  }
  const policy = { ...before };
  const reset = valueOf(options, 'reset');
  if (reset !== undefined) policy.resetPeriod = resetPeriod(reset);
  const actions = valueOf(options, 'actions');
  if (actions !== undefined) policy.actions = readActions(actions);
  const message = valueOf(options, 'reboot');
  if (message !== undefined) policy.rebootMessage = message === '' ? null : message;
  const command = valueOf(options, 'command');
  if (command !== undefined) policy.command = command === '' ? null : splitArguments(command);
  return policy;
}

function resetPeriod(text: string): string | null {
  if (text.toUpperCase() === 'INFINITE' || text === '4294967295') return null;
  if (!/^\d{1,10}$/.test(text))
    throw new ScUsage(`ERROR:  Invalid value ${text} for reset=: seconds or INFINITE`);
  return `PT${Number(text)}S`;
}

/** `restart/60000/run/0`: pairs of an action and a delay in milliseconds; nothing after `""` for none. */
function readActions(text: string): FailurePolicy['actions'] {
  if (text === '' || text === '/') return [];
  const parts = text.split('/');
  const actions: FailurePolicy['actions'] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const name = (parts[index] ?? '').toLowerCase();
    const delay = parts[index + 1] ?? '0';
    if (name === '' && parts[index + 1] === undefined) break;
    if (!Object.hasOwn(actionNames, name) || !/^\d{0,10}$/.test(delay)) {
      throw new ScUsage(`ERROR:  Invalid value ${text} for actions=: pairs such as restart/60000`);
    }
    actions.push({ action: actionNames[name as keyof typeof actionNames], delayMs: Number(delay) });
  }
  return actions;
}
