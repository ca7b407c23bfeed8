import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Environment = Record<string, string | undefined>;

/** Where administration tools are, though an ordinary user's PATH leaves them out. */
const systemFolders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];

/** Full path of a program found through PATH and the system's folders; null when there is none. */
export function findCommand(name: string, env: Environment): string | null {
  const folders = [...(env.PATH ?? '').split(delimiter), ...systemFolders];
  for (const folder of folders) {
    if (folder === '') continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * The command line that ends with its parent: a killed host leaves no monitor behind. Without
 * `setpriv` (util-linux) the command itself; it then ends at its next write at the latest.
 */
export function boundToParent(command: string, args: string[], env: Environment): [string, string[]] {
  const setpriv = findCommand('setpriv', env);
  return setpriv === null ? [command, args] : [setpriv, ['--pdeathsig', 'TERM', '--', command, ...args]];
}

/** Messages of tools are parsed: never in the user's language. */
export function plainEnvironment(env: Environment): NodeJS.ProcessEnv {
  return { ...env, LC_ALL: 'C' };
}
