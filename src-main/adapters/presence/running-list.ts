import { basename, win32 } from 'node:path';
import { run } from '../child/run.js';
import type { Environment } from '../child/command.js';
import type { RunningPrograms } from './programs.js';

/** Full paths of what runs, from `ps -axo comm=` (macOS). */
export function parsePs(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Image names of what runs, from `tasklist /fo csv /nh` (Windows). */
export function parseTasklist(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => /^"([^"]+)"/.exec(line)?.[1] ?? []);
}

/** Which of the programs are in the list: by path, by name, and on Windows also without `.exe` and case. */
export function amongListed(programs: string[], listed: string[]): string[] {
  const known = new Set<string>();
  for (const entry of listed) {
    for (const name of [entry, basename(entry), win32.basename(entry)]) {
      known.add(name.toLowerCase());
      known.add(name.toLowerCase().replace(/\.exe$/, ''));
    }
  }
  return programs.filter((program) => known.has(program.toLowerCase()));
}

/** Asks the system's own list of processes. */
export function askedPrograms(platform: 'darwin' | 'win32', env: Environment): RunningPrograms {
  const ask = (command: string, args: string[]) => run(command, args, { env, timeoutMs: 5_000 });
  return async (programs) => {
    try {
      const listed =
        platform === 'darwin'
          ? parsePs(await ask('/bin/ps', ['-axo', 'comm=']))
          : parseTasklist(await ask('tasklist', ['/fo', 'csv', '/nh']));
      return amongListed(programs, listed);
    } catch {
      return null;
    }
  };
}
