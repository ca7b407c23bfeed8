import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from './launch-text.js';
import starterText from './shell/starter.sh?raw';

/** Writes the starter's script into the home, under the hash of its text: a shell reads it while it runs. */
export function installStarter(home: string): string {
  return install(join(home, 'shell'), (hash) => `starter-${hash}.sh`, starterText, 0o600);
}

/**
 * Writes a command `caretaker` for services, which need not have it in their PATH; its folder.
 *
 * @param words that run the command line of this program
 */
export function installCaretaker(home: string, words: string[]): string {
  const folder = join(home, 'shell', 'bin');
  install(folder, () => 'caretaker', `#!/bin/sh\nexec ${words.map(quoted).join(' ')} "$@"\n`, 0o700, true);
  return folder;
}

function install(
  folder: string,
  nameOf: (hash: string) => string,
  text: string,
  mode: number,
  always = false,
): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, nameOf(createHash('sha256').update(text).digest('hex').slice(0, 12)));
  if (always || !existsSync(path)) {
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, text, { mode });
    chmodSync(fresh, mode);
    renameSync(fresh, path);
  }
  return path;
}
