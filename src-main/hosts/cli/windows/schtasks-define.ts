import type { Action, TaskDefinition, Trigger } from '../../../../src-shared/model/task.js';
import { defaultTaskSettings, emptyRegistrationInfo } from '../../../../src-shared/model/task.js';
import { dateOf, readSchedule, repetitionOf, scheduleSwitches, timeOf } from './schtasks-schedule.js';
import {
  notAllowed,
  numberOf,
  required,
  SchtasksUsage,
  type Grammar,
  type Switches,
} from './schtasks-words.js';
import { boundaryText, momentOfBoundary, type Moment } from './us-dates.js';

const accountSwitches = { ru: 'value', rp: 'maybe', it: 'flag', np: 'flag', rl: 'value', z: 'flag' } as const;

export const createGrammar: Grammar = {
  ...scheduleSwitches,
  ...accountSwitches,
  tn: 'value',
  tr: 'value',
  xml: 'value',
  v1: 'flag',
  f: 'flag',
};

export const changeGrammar: Grammar = {
  ...accountSwitches,
  tn: 'value',
  tr: 'value',
  st: 'value',
  ri: 'value',
  et: 'value',
  du: 'value',
  k: 'flag',
  sd: 'value',
  ed: 'value',
  enable: 'flag',
  disable: 'flag',
};

const longestName = 238;
const longestCommand = 262;

/** The path of /TN; a name without a backslash is in the root. */
export function pathOf(switches: Switches): string {
  const name = required(switches, 'tn');
  if (name.length > longestName)
    throw notAllowed('tn', `${name.slice(0, 20)}…`, `at most ${longestName} characters`);
  return name.startsWith('\\') ? name : `\\${name}`;
}

/** The definition that /create describes; who asks is its author. */
export function definitionOf(switches: Switches, now: Moment, author: string): TaskDefinition {
  const trigger = readSchedule(switches, now);
  const idle = numberOf(switches, 'i', 1, 999);
  if (trigger.kind === 'idle' && idle === undefined)
    throw new SchtasksUsage("Invalid syntax. Mandatory option 'i' is missing.");
  const idleSettings =
    idle === undefined
      ? null
      : { duration: `PT${idle}M`, waitTimeout: null, stopOnIdleEnd: true, restartOnIdle: false };
  return {
    path: pathOf(switches),
    version: switches.has('v1') ? '1.1' : '1.2',
    registrationInfo: { ...emptyRegistrationInfo, date: boundaryText(now), author },
    triggers: [trigger],
    principal: principalOf(switches, null),
    settings: {
      ...defaultTaskSettings,
      idleSettings,
      deleteExpiredTaskAfter: switches.has('z') ? 'PT0S' : null,
    },
    maintenance: null,
    actions: [actionOf(required(switches, 'tr'))],
    actionsContext: null,
    data: null,
    keptXml: [],
  };
}

/** `"C:\Program Files\x" -a b`: the program, quoted where it holds blanks, and its arguments. */
function actionOf(command: string): Action {
  if (command.length > longestCommand)
    throw notAllowed('tr', `${command.slice(0, 20)}…`, `at most ${longestCommand} characters`);
  const text = command.trim();
  const match =
    /^"([^"]+)"\s*(.*)$/s.exec(text) ?? /^'([^']+)'\s*(.*)$/s.exec(text) ?? /^(\S+)\s*(.*)$/s.exec(text);
  const [, program = '', words = ''] = match ?? [];
  if (program === '') throw notAllowed('tr', command, 'a program and its arguments');
  return {
    kind: 'exec',
    id: null,
    command: program,
    arguments: words === '' ? null : words,
    workingDirectory: null,
    environment: {},
    environmentFile: null,
  };
}

type Principal = TaskDefinition['principal'];

const system = new Set(['', 'SYSTEM', 'NT AUTHORITY\\SYSTEM']);

/** The account by /RU, /IT, /NP, /RL over what stands there; null where none of them is given. */
function principalOf(switches: Switches, before: Principal): Principal {
  const [account, level] = [switches.get('ru'), switches.get('rl')];
  if (account === undefined && level === undefined && !switches.has('it') && !switches.has('np'))
    return before;
  if (switches.has('np') && switches.has('it'))
    throw new SchtasksUsage('Invalid syntax. /IT and /NP exclude each other.');
  const principal = {
    id: null,
    userId: null,
    groupId: null,
    displayName: null,
    logonType: null,
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
    ...before,
  };
  if (account !== undefined)
    Object.assign(principal, {
      groupId: null,
      userId: system.has(account.toUpperCase()) ? 'S-1-5-18' : account,
    });
  if (switches.has('it')) principal.logonType = 'InteractiveToken';
  else if (switches.has('np')) principal.logonType = 'S4U';
  else if (switches.has('rp')) principal.logonType = 'Password';
  return { ...principal, runLevel: runLevel(level) ?? principal.runLevel };
}

function runLevel(level: string | undefined): 'LeastPrivilege' | 'HighestAvailable' | null {
  if (level === undefined) return null;
  const known = { LIMITED: 'LeastPrivilege', HIGHEST: 'HighestAvailable' } as const;
  const name = level.toUpperCase();
  if (name !== 'LIMITED' && name !== 'HIGHEST') throw notAllowed('rl', level, 'LIMITED, HIGHEST');
  return known[name];
}

/** The definition with what /change says; a task cannot be renamed. */
export function changed(before: TaskDefinition, switches: Switches, zone: string): TaskDefinition {
  const wanted = [...switches.keys()].filter((name) => !['tn', 's', 'u', 'p', 'hresult'].includes(name));
  if (wanted.length === 0)
    throw new SchtasksUsage('Invalid syntax. At least one of the options to change must be given.');
  if (switches.has('enable') && switches.has('disable')) {
    throw new SchtasksUsage('Invalid syntax. /ENABLE and /DISABLE exclude each other.');
  }
  const settings = { ...before.settings };
  if (switches.has('enable')) settings.enabled = true;
  if (switches.has('disable')) settings.enabled = false;
  if (switches.has('z')) settings.deleteExpiredTaskAfter = 'PT0S';
  const command = switches.get('tr');
  const [first] = before.actions;
  return {
    ...before,
    settings,
    principal: principalOf(switches, before.principal),
    actions: command === undefined ? before.actions : [keepingPlace(actionOf(command), first)],
    triggers: before.triggers.map((trigger) => changedTrigger(trigger, switches, zone)),
  };
}

/** A new command keeps the folder and environment of the old one. */
function keepingPlace(action: Action, before: Action | undefined): Action {
  if (action.kind !== 'exec' || before?.kind !== 'exec') return action;
  const { workingDirectory, environment, environmentFile } = before;
  return { ...action, workingDirectory, environment, environmentFile };
}

const timed = new Set(['time', 'daily', 'weekly', 'monthly', 'monthlyDayOfWeek']);
const timeSwitches = ['st', 'sd', 'ed', 'ri', 'et', 'du', 'k'];

function changedTrigger(trigger: Trigger, switches: Switches, zone: string): Trigger {
  if (!timeSwitches.some((name) => switches.has(name))) return trigger;
  if (!timed.has(trigger.kind) || trigger.startBoundary === null) {
    throw new SchtasksUsage('Invalid syntax. A trigger of this task has no time to change.');
  }
  const old = momentOfBoundary(trigger.startBoundary, zone);
  const start: Moment = { ...old, ...dateOf(switches, 'sd'), ...timeOf(switches, 'st') };
  const end = dateOf(switches, 'ed');
  const repeats = ['ri', 'et', 'du'].some((name) => switches.has(name));
  const moved = switches.has('st') || switches.has('sd');
  return {
    ...trigger,
    startBoundary: moved ? boundaryText(start) : trigger.startBoundary,
    endBoundary:
      end === null
        ? trigger.endBoundary
        : boundaryText({ ...start, ...end, hour: 23, minute: 59, second: 59 }),
    repetition: repeats ? repetitionOf(null, switches, start) : trigger.repetition,
  } as Trigger;
}
