import { readFileSync } from 'node:fs';
import type { LaunchSpec } from '../../core/tasks/process.js';
import { withVariables } from '../../core/tasks/variables.js';
import { splitArguments } from './command-line.js';
import { parseEnvironmentFile } from './environment-file.js';
import { buildEnvironment, expandHome } from './environment.js';
import { launchCodes, refuseDirectory, resolveProgram } from './program-path.js';
import type { TaskLogOn } from './task-account.linux.js';

/** What the shim is to run, checked. */
export interface LaunchPlan {
  /** The program's full path. */
  path: string;
  /** What is run: the program, or another that becomes it, with its arguments. */
  words: string[];
  workingDirectory: string;
  environment: Record<string, string>;
}

export type Planned =
  { kind: 'planned'; plan: LaunchPlan } | { kind: 'refused'; code: number; message: string };

export interface PlanContext {
  home: string;
  /** The state folder of the due occurrence. */
  stateFolder: string;
  /** Where the task protocol is spoken; null where it cannot be. */
  channel: { path: string; token: string } | null;
  /** The host's environment. */
  env: Record<string, string | undefined>;
  /** Whom the program runs as. */
  logOn: Extract<TaskLogOn, { kind: 'granted' }>;
  /** Words that run the command line of this program: it is the process of handler modules. */
  caretaker: string[];
}

const shellName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Checks everything that can be known before the start, so that a refusal names its cause. */
export function planLaunch(spec: LaunchSpec, context: PlanContext): Planned {
  const { logOn } = context;
  const host = hostOf(context);
  const userHome = buildEnvironment({ host, task: {}, file: {}, own: {} }).HOME ?? '/';
  const file = readEnvironmentFile(spec.environmentFile, userHome);
  if ('code' in file) return { kind: 'refused', ...file };
  const environment = buildEnvironment({
    host,
    task: spec.environment,
    file: file.values,
    own: { ...ownVariables(spec, context), ...logOn.environment },
  });
  const directory =
    spec.workingDirectory === null ? userHome : withVariables(spec.workingDirectory, spec.variables);
  const workingDirectory = expandHome(directory, userHome);
  const noDirectory = refuseDirectory(workingDirectory);
  if (noDirectory !== null) return { kind: 'refused', ...noDirectory };
  const program = programOf(spec, context, userHome);
  const found = resolveProgram(program[0] ?? '', workingDirectory, environment.PATH ?? '');
  if (found.kind === 'refused') return found;
  const words = [...program.slice(1), ...argumentsOf(spec)];
  if ([...words, ...Object.entries(environment).flat()].some((word) => word.includes('\0'))) {
    const message = 'an argument or an environment variable holds a NUL character';
    return { kind: 'refused', code: launchCodes.badArguments, message };
  }
  const path = found.path;
  return {
    kind: 'planned',
    plan: {
      path: spec.handler === null ? path : (program.at(-1) ?? path),
      words: [...logOn.prefix, ...throughEnv([path, ...words], environment)],
      workingDirectory,
      environment,
    },
  };
}

/** What belongs to the session of the host's own user is not for another account. */
const sessionNames = [
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_CACHE_HOME',
  'TMPDIR',
];

function hostOf({ env, logOn }: PlanContext): Record<string, string | undefined> {
  const { profile } = logOn;
  if (profile === null) return env;
  const host = { ...env };
  for (const name of sessionNames) delete host[name];
  return { ...host, HOME: profile.home, USER: profile.name, LOGNAME: profile.name, SHELL: profile.shell };
}

/** Folder and channel of the host are out of reach for another account (README of this folder). */
function ownVariables(spec: LaunchSpec, context: PlanContext): Record<string, string> {
  const own = {
    CARETAKER_INSTANCE: spec.instance,
    CARETAKER_TASK: spec.task,
    ...(spec.handler !== null && {
      CARETAKER_HANDLER_CLASS: spec.handler.classId,
      CARETAKER_HANDLER_DATA: withVariables(spec.handler.data ?? '', spec.variables),
    }),
  };
  if (context.logOn.prefix.length > 0 && context.logOn.profile !== null) return own;
  return {
    ...own,
    CARETAKER_STATE_DIR: context.stateFolder,
    CARETAKER_HOME: context.home,
    ...(context.channel !== null && {
      CARETAKER_CHANNEL: context.channel.path,
      CARETAKER_TOKEN: context.channel.token,
    }),
  };
}

/** The program, or this program itself as the process of a handler module. */
function programOf(spec: LaunchSpec, context: PlanContext, userHome: string): string[] {
  const command = expandHome(spec.command, userHome);
  return spec.handler === null ? [command] : [...context.caretaker, 'builtin', 'handler', command];
}

/**
 * Variables are put in after the splitting: what a value holds, such as the text of a foreign log record,
 * can never become further arguments.
 */
function argumentsOf(spec: LaunchSpec): string[] {
  const words = typeof spec.arguments === 'string' ? splitArguments(spec.arguments) : (spec.arguments ?? []);
  return words.map((word) => withVariables(word, spec.variables));
}

/** A shell drops variables whose names are no names to it (`a.b=c`): those go through env(1). */
function throughEnv(words: string[], environment: Record<string, string>): string[] {
  const odd = Object.entries(environment).filter(([name]) => !shellName.test(name));
  if (odd.length === 0) return words;
  return ['/usr/bin/env', ...odd.map(([name, value]) => `${name}=${value}`), ...words];
}

function readEnvironmentFile(
  path: string | null,
  userHome: string,
): { values: Record<string, string> } | { code: number; message: string } {
  if (path === null) return { values: {} };
  const full = expandHome(path, userHome);
  let text: string;
  try {
    text = readFileSync(full, 'utf8');
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === 'EACCES';
    return {
      code: denied ? launchCodes.accessDenied : launchCodes.notFound,
      message: denied
        ? `the environment file ${full} may not be read`
        : `there is no environment file ${full}`,
    };
  }
  try {
    return { values: parseEnvironmentFile(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: launchCodes.badArguments, message: `the environment file ${full}: ${reason}` };
  }
}
