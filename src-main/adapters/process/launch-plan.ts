import { readFileSync } from 'node:fs';
import type { LaunchSpec } from '../../core/tasks/process.js';
import { splitArguments } from './command-line.js';
import { parseEnvironmentFile } from './environment-file.js';
import { buildEnvironment, expandHome } from './environment.js';
import { launchCodes, refuseDirectory, resolveProgram } from './program-path.js';

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
}

const shellName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Checks everything that can be known before the start, so that a refusal names its cause. */
export function planLaunch(spec: LaunchSpec, context: PlanContext): Planned {
  const base = buildEnvironment({ host: context.env, task: {}, file: {}, own: {} });
  const userHome = base.HOME ?? '/';
  const file = readEnvironmentFile(spec.environmentFile, userHome);
  if ('code' in file) return { kind: 'refused', ...file };
  const environment = buildEnvironment({
    host: context.env,
    task: spec.environment,
    file: file.values,
    own: {
      CARETAKER_INSTANCE: spec.instance,
      CARETAKER_TASK: spec.task,
      CARETAKER_STATE_DIR: context.stateFolder,
      CARETAKER_HOME: context.home,
      ...(context.channel !== null && {
        CARETAKER_CHANNEL: context.channel.path,
        CARETAKER_TOKEN: context.channel.token,
      }),
    },
  });
  const workingDirectory = expandHome(spec.workingDirectory ?? userHome, userHome);
  const noDirectory = refuseDirectory(workingDirectory);
  if (noDirectory !== null) return { kind: 'refused', ...noDirectory };
  const found = resolveProgram(expandHome(spec.command, userHome), workingDirectory, environment.PATH ?? '');
  if (found.kind === 'refused') return found;
  const words = typeof spec.arguments === 'string' ? splitArguments(spec.arguments) : (spec.arguments ?? []);
  if ([...words, ...Object.entries(environment).flat()].some((word) => word.includes('\0'))) {
    const message = 'an argument or an environment variable holds a NUL character';
    return { kind: 'refused', code: launchCodes.badArguments, message };
  }
  const path = found.path;
  return {
    kind: 'planned',
    plan: { path, words: throughEnv([path, ...words], environment), workingDirectory, environment },
  };
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
