import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A user's systemd that does not answer in this time is not waited for, ms. */
const answersWithinMs = 3000;
const options = ['--user', '--scope', '--quiet', '--collect', '-p', 'Delegate=yes', '--'];

/**
 * The words before a command that run it in a scope of the user's systemd with a delegated cgroup; null where
 * there is none to be had: for root (who owns the hierarchy), without a user's systemd, or when that refuses.
 * It is asked with a program that does nothing first: what replaces this process must not fail.
 *
 * @param uid of this process; null where the system has none
 */
export function ownScope(env: Record<string, string | undefined>, uid: number | null): string[] | null {
  const runtimeFolder = env['XDG_RUNTIME_DIR'];
  if (uid === null || uid === 0 || !runtimeFolder) return null;
  if (!existsSync(join(runtimeFolder, 'systemd', 'private'))) return null;
  const program = find('systemd-run', env['PATH'] ?? '');
  if (program === null) return null;
  const asked = spawnSync(program, [...options, 'true'], { env, stdio: 'ignore', timeout: answersWithinMs });
  return asked.status === 0 ? [program, ...options] : null;
}

function find(name: string, path: string): string | null {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // The next folder may have it.
    }
  }
  return null;
}
