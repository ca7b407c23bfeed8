import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from '../../../src-main/adapters/child/command.js';

/** Another service manager that is installed here. */
export interface Peer {
  name: string;
  /** ms from its start until `count` programs run, and from SIGKILL of one until its successor runs. */
  measure(folder: string, count: number, program: string[]): Promise<{ startMs: number; restartMs: number }>;
}

const restarts = 5;
const lookMs = 2;

const peers: {
  name: string;
  command: string;
  /** Writes what it is to run, and gives the words that start it. */
  prepare(folder: string, count: number, line: string): string[];
}[] = [
  {
    name: 'supervisord',
    command: 'supervisord',
    prepare: (folder, count, line) => {
      const programs = Array.from(
        { length: count },
        (_, index) => `[program:p${index}]\ncommand=${line}\nstartsecs=0\nautorestart=true\n`,
      );
      const file = join(folder, 'supervisord.conf');
      const own = `[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=${folder}/pid\nchildlogdir=${folder}\n`;
      writeFileSync(file, `${own}\n${programs.join('\n')}`);
      return ['-c', file];
    },
  },
  { name: 'runit', command: 'runsvdir', prepare: (folder, count, line) => [runScripts(folder, count, line)] },
  {
    name: 's6',
    command: 's6-svscan',
    prepare: (folder, count, line) => ['-c', '1000', runScripts(folder, count, line)],
  },
];

function runScripts(folder: string, count: number, line: string): string {
  const scan = join(folder, 'scan');
  for (let index = 0; index < count; index++) {
    const service = join(scan, `p${index}`);
    mkdirSync(service, { recursive: true });
    writeFileSync(join(service, 'run'), `#!/bin/sh\nexec ${line}\n`, { mode: 0o755 });
  }
  return scan;
}

/** Pids of the processes that run exactly these words and carry the marker in their environment. */
function running(program: string[], marker: string): number[] {
  const words = `${program.join('\0')}\0`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/cmdline`, 'latin1').endsWith(words)) return [];
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(marker) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

async function until<T>(look: () => T | null): Promise<T> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const found = look();
    if (found !== null) return found;
    if (performance.now() > deadline)
      throw new Error('the other service manager did not get there in a minute');
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

async function restart(program: string[], marker: string, count: number): Promise<number> {
  const before = running(program, marker);
  const victim = before[0] ?? 0;
  const begun = performance.now();
  process.kill(victim, 'SIGKILL');
  await until(() => {
    const now = running(program, marker);
    return now.length === count && !now.includes(victim) ? now : null;
  });
  return performance.now() - begun;
}

async function end(daemon: ChildProcess, program: string[], marker: string): Promise<void> {
  const gone = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGKILL');
  await gone;
  // Its helpers start what was killed anew: they go first.
  await until(() => {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
      try {
        if (readFileSync(`/proc/${name}/environ`, 'latin1').includes(marker))
          process.kill(Number(name), 'SIGKILL');
      } catch {
        // Not ours, or gone.
      }
    }
    return running(program, marker).length === 0 ? true : null;
  });
}

/** Those that are installed, found through PATH. */
export function findPeers(): Peer[] {
  return peers.flatMap(({ name, command, prepare }) => {
    const path = findCommand(command, process.env);
    if (path === null) return [];
    return [
      {
        name,
        measure: async (folder: string, count: number, program: string[]) => {
          const marker = `CARETAKER_BENCH_PEER=${folder}`;
          const words = prepare(folder, count, program.join(' '));
          const begun = performance.now();
          const env = { ...process.env, CARETAKER_BENCH_PEER: folder };
          const daemon = spawn(path, words, { env, stdio: 'ignore' });
          try {
            await until(() => (running(program, marker).length === count ? true : null));
            const startMs = performance.now() - begun;
            const times: number[] = [];
            for (let round = 0; round < restarts; round++) times.push(await restart(program, marker, count));
            times.sort((a, b) => a - b);
            return { startMs, restartMs: times[Math.floor(restarts / 2)] ?? NaN };
          } finally {
            await end(daemon, program, marker);
          }
        },
      },
    ];
  });
}
