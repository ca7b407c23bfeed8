import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** What of the process decides where things lie. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** null on Windows. */
  uid: number | null;
  homeDirectory: string;
  temporary: string;
}

/** The longest path a Unix socket can have (sun_path, its end mark left out; macOS has 104). */
const socketPathMax = 103;

/** Looks at this process. */
export function chooseSurroundings(env: Readonly<Record<string, string | undefined>>): Surroundings {
  return {
    env,
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    homeDirectory: homedir(),
    temporary: tmpdir(),
  };
}

/** Name of the account, for the records. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a uid without an account.
    return String(process.getuid?.() ?? 'unknown');
  }
}

/**
 * The home that is asked for: `--home`, then CARETAKER_HOME, then none (null). An empty value counts as none.
 */
export function namedHome(option: string | undefined, around: Surroundings): string | null {
  const named = option || around.env['CARETAKER_HOME'];
  return named ? resolve(named) : null;
}

/** The home where none is named: of the machine for root, else of the user. */
export function defaultHome(around: Surroundings): string {
  const { env, platform, uid, homeDirectory } = around;
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] || join(homeDirectory, 'AppData/Local'), 'Caretaker');
  if (uid === 0) return '/var/lib/caretaker';
  if (platform === 'darwin') return join(homeDirectory, 'Library/Application Support/Caretaker');
  const state = env['XDG_STATE_HOME'];
  return join(state?.startsWith('/') ? state : join(homeDirectory, '.local/state'), 'caretaker');
}

/**
 * Runtime folders in the order they are tried: the session's, then a folder of this user under the
 * temporary one (no session, a read-only /run).
 */
export function runtimeFolders(around: Surroundings): string[] {
  const { env, platform, uid, homeDirectory, temporary } = around;
  if (platform === 'win32') return [join(env['LOCALAPPDATA'] || homeDirectory, 'Caretaker', 'run')];
  const own = join(temporary, `caretaker-${uid ?? 'user'}`);
  if (uid === 0) return ['/run/caretaker', own];
  const session = env['XDG_RUNTIME_DIR'];
  return session?.startsWith('/') ? [join(session, 'caretaker'), own] : [own];
}

/** Runtime folders of a host for the whole machine, as its users look for it. */
export function machineFolders({ platform, temporary }: Surroundings): string[] {
  return platform === 'win32' ? [] : ['/run/caretaker', join(temporary, 'caretaker-0')];
}

/**
 * The socket of a home inside a runtime folder, or null where its path would be too long for the system.
 *
 * @param kind `user`: the second socket of a machine-wide host
 */
export function socketPath(
  folder: string,
  home: string,
  around: Surroundings,
  kind: 'administrator' | 'user' = 'administrator',
): string | null {
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const name = kind === 'user' ? `${hash}.user` : hash;
  if (around.platform === 'win32') return `\\\\.\\pipe\\caretaker-${name}`;
  const path = join(folder, `${name}.sock`);
  return Buffer.byteLength(path) <= socketPathMax ? path : null;
}
