import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import guardianText from './shell/guardian.sh?raw';
import launchText from './shell/launch.sh?raw';

/** Paths of the two shell scripts on disk. */
export interface ShellScripts {
  launch: string;
  guardian: string;
}

/**
 * Writes the scripts into the home, each under a name that holds the hash of its text: a shell reads
 * its script while it runs, so the file of a shim from an earlier version must never change.
 */
export function installShellScripts(home: string): ShellScripts {
  const folder = join(home, 'shell');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    launch: install(folder, 'launch', launchText),
    guardian: install(folder, 'guardian', guardianText),
  };
}

function install(folder: string, name: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(folder, `${name}-${hash}.sh`);
  if (!existsSync(path)) {
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, text, { mode: 0o600 });
    renameSync(fresh, path);
  }
  return path;
}
