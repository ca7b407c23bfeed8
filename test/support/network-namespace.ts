import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing, missingRoot } from './requirements.js';

/** A network of its own, and programs that look at it instead of the machine's. */
export interface NetworkNamespace {
  name: string;
  /** A PATH on which `ip` and `udevadm` run inside the namespace. */
  path: string;
  /** Runs `ip` inside it. */
  ip(...args: string[]): void;
  /** Runs any program inside it, to its end; gives what it said. */
  exec(command: string, ...args: string[]): string;
  /** Takes the program away, as an uninstall would; `restore` brings it back. */
  breakProgram(name: 'ip' | 'udevadm'): void;
  restoreProgram(name: 'ip' | 'udevadm'): void;
  remove(): void;
}

let count = 0;

export function missingNetworkNamespaces(): string | null {
  return missing('ip', 'nsenter') ?? missingRoot();
}

export function makeNetworkNamespace(): NetworkNamespace {
  count += 1;
  const name = `caretaker-${process.pid}-${count}`;
  const run = (command: string, ...args: string[]): void => {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  run('ip', 'netns', 'add', name);
  const net = `/run/netns/${name}`;
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-net-'));
  const restoreProgram = (program: string): void => {
    const file = join(folder, program);
    writeFileSync(
      file,
      `#!/bin/sh\nPATH=/usr/sbin:/usr/bin:/sbin:/bin exec nsenter --net=${net} ${program} "$@"\n`,
    );
    chmodSync(file, 0o755);
  };
  restoreProgram('ip');
  restoreProgram('udevadm');
  return {
    name,
    path: `${folder}:${process.env['PATH'] ?? ''}`,
    ip: (...args) => run('ip', '-netns', name, ...args),
    exec: (command, ...args) =>
      execFileSync('nsenter', [`--net=${net}`, command, ...args], { encoding: 'utf8' }),
    breakProgram: (program) => writeFileSync(join(folder, program), '#!/bin/sh\nexit 7\n', { mode: 0o755 }),
    restoreProgram,
    remove() {
      run('ip', 'netns', 'del', name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
