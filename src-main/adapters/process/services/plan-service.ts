import { readFileSync } from 'node:fs';
import type { Readiness } from '../../../../src-shared/model/service.js';
import { splitArguments } from '../command-line.js';
import { parseEnvironmentFile } from '../environment-file.js';
import { buildEnvironment, expandHome } from '../environment.js';
import { launchCodes, refuseDirectory, resolveProgram } from '../program-path.js';
import type { LogOn } from './accounts.linux.js';
import { win32Of } from './launch-codes.js';

/** What is to be launched, whatever for. */
export interface ServiceLaunch {
  process: string;
  kind: 'protocol' | 'generic' | 'shared' | 'command';
  /** Name of the service; for a boot verification program a name of its own. */
  service: string;
  imagePath: string[] | string;
  account: string;
  workingDirectory: string | null;
  environment: Record<string, string>;
  environmentFile: string | null;
  readiness: Readiness;
  sidType: 'none' | 'unrestricted' | 'restricted';
  requiredPrivileges: string[];
  interactive: boolean;
  /** Number of the control pipe and how long the program may take to connect to it; null for a command. */
  pipe: { number: number; timeoutMs: number } | null;
}

export interface ServicePlan {
  /** Words that take on the account, before the program. */
  prefix: string[];
  words: string[];
  workingDirectory: string;
  environment: Record<string, string>;
}

export type PlannedService =
  { kind: 'planned'; plan: ServicePlan } | { kind: 'refused'; code: number; message: string };

export interface ServicePlanContext {
  home: string;
  /** The host's environment. */
  env: Record<string, string | undefined>;
  /** Words that run the command line of this program: what `caretaker` stands for. */
  caretaker: string[];
  /** Folder that holds a command `caretaker`, for scripts that notify. */
  binaries: string;
  channel: { path: string; token: string } | null;
  logOn: Extract<LogOn, { kind: 'granted' }>;
}

const displayNames = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'];
/** What belongs to the session of the host's own user. */
const sessionNames = ['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];

/** Checks everything that can be known before the start; codes are Win32 errors. */
export function planService(launch: ServiceLaunch, context: ServicePlanContext): PlannedService {
  const { logOn } = context;
  const host = { ...context.env };
  if (Object.keys(logOn.environment).length > 0) for (const name of sessionNames) delete host[name];
  const userHome =
    logOn.environment['HOME'] ?? buildEnvironment({ host, task: {}, file: {}, own: {} })['HOME'] ?? '/';
  const file = readFile(launch.environmentFile, userHome);
  if ('code' in file) return refused(file.code, file.message);
  const environment = buildEnvironment({
    host: { ...host, ...logOn.environment },
    task: { ...displayOf(launch, context), ...launch.environment },
    file: file.values,
    own: ownVariables(launch, context),
  });
  environment['PATH'] = `${environment['PATH'] ?? ''}:${context.binaries}`;
  const workingDirectory = expandHome(launch.workingDirectory ?? '/', userHome);
  const noDirectory = refuseDirectory(workingDirectory);
  if (noDirectory !== null) return refused(noDirectory.code, noDirectory.message);
  const { imagePath } = launch;
  const [command = '', ...words] = typeof imagePath === 'string' ? splitArguments(imagePath) : imagePath;
  const program = command === 'caretaker' ? context.caretaker : [expandHome(command, userHome)];
  const found = resolveProgram(program[0] ?? '', workingDirectory, environment['PATH']);
  if (found.kind === 'refused') return refused(found.code, found.message);
  const all = [found.path, ...program.slice(1), ...words];
  if ([...all, ...Object.entries(environment).flat()].some((word) => word.includes('\0'))) {
    return refused(launchCodes.badArguments, 'an argument or an environment variable holds a NUL character');
  }
  return { kind: 'planned', plan: { prefix: logOn.prefix, words: all, workingDirectory, environment } };
}

/** A display only for a service that may interact (SCM-84; the core has asked NoInteractiveServices). */
function displayOf(launch: ServiceLaunch, { env }: ServicePlanContext): Record<string, string> {
  if (!launch.interactive) return {};
  const found = displayNames.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  return Object.fromEntries(found);
}

function ownVariables(launch: ServiceLaunch, { home, channel }: ServicePlanContext): Record<string, string> {
  return {
    CARETAKER_INSTANCE: launch.process,
    CARETAKER_SERVICE: launch.service,
    CARETAKER_HOME: home,
    ...(channel !== null && { CARETAKER_CHANNEL: channel.path, CARETAKER_TOKEN: channel.token }),
    ...(launch.pipe !== null && {
      CARETAKER_PIPE: String(launch.pipe.number),
      CARETAKER_PIPE_TIMEOUT: String(launch.pipe.timeoutMs),
    }),
  };
}

function readFile(
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
    const why = denied ? 'may not be read' : 'is not there';
    return {
      code: denied ? launchCodes.accessDenied : launchCodes.notFound,
      message: `the environment file ${full} ${why}`,
    };
  }
  try {
    return { values: parseEnvironmentFile(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: launchCodes.badArguments, message: `the environment file ${full}: ${reason}` };
  }
}

function refused(resultCode: number, message: string): PlannedService {
  return { kind: 'refused', code: win32Of(resultCode), message };
}
