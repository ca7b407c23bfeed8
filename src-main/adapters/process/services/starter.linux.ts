import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { constants, mkdirSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { Fault } from '../../../../src-shared/failure/fault.js';
import type { Log } from '../../../ports/log.js';

const systemPath = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';
/** Fields of `started` and `ended` lines, and far more than one of them may have. */
const lineCharactersMax = 4096;

/** What the starter's shells tell. */
export type StarterLine =
  | { kind: 'started'; name: string; pid: number; start: number; outside: boolean }
  | { kind: 'ended'; name: string };

/** Tools that a start goes through; null where the system has none that can do it. */
export interface StarterTools {
  /** Runs the starter. */
  shell: string;
  /** Gives a program a session of its own. */
  setsid: string | null;
  /**
   * The same for one that is held still by signals: when the shell leaves, the kernel wakes what is stopped
   * in the process groups of its session, and hangs up on it. null where every program has it already.
   */
  session: string | null;
  /** Gives it the default actions for signals that a shell in the background ignores. */
  fresh: string | null;
}

/** What {@link StarterTools.fresh} is called with. */
export const freshFlag = '--default-signal=INT,QUIT';

/**
 * The one shell that forks every service (shell/starter.sh), and the pipe in the file system on which
 * its children tell what happens. The pipe has a name, so that those who outlive a host speak with the next.
 */
export class Starter {
  tools: StarterTools = { shell: '/bin/sh', setsid: null, fresh: null, session: null };
  #child: ChildProcess | null = null;
  #ear: Socket | null = null;
  #rest = '';

  constructor(
    private readonly options: {
      fifo: string;
      script: string;
      log: Log;
      /** All lines of one moment. */
      onLines(lines: StarterLine[]): void;
      /** The shell has gone, though nobody asked it to: starts it was given may be lost. */
      onGone(): void;
    },
  ) {}

  /**
   * @throws Fault `no-pipe` where the pipe cannot be made
   */
  async open(): Promise<void> {
    const { fifo } = this.options;
    mkdirSync(dirname(fifo), { recursive: true, mode: 0o700 });
    const [bash, setsid, fresh] = await Promise.all([
      works('bash', ['-c', 'set -m']),
      works('setsid', ['true']),
      works('env', [freshFlag, 'true']),
      makeFifo(fifo),
    ]);
    this.tools =
      bash === null
        ? { shell: '/bin/sh', setsid, fresh, session: null }
        : { shell: bash, setsid: null, fresh: null, session: setsid };
    // For both ways: no end of file when the last of them leaves.
    const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    const ear = new Socket({ fd, readable: true, writable: false });
    ear.setEncoding('utf8');
    ear.on('data', (text: string) => this.#hear(text));
    ear.on('error', (error) => this.options.log.error('services are not heard', { error: String(error) }));
    ear.unref();
    this.#ear = ear;
  }

  /** Starts what the folder's `start` says. */
  launch(folder: string): void {
    this.#write(`${folder}\n`);
  }

  /** Lets the shell collect the children that have ended. */
  reap(): void {
    if (this.#child !== null) this.#write('reap\n');
  }

  close(): void {
    this.#child?.removeAllListeners();
    this.#child?.stdin?.end();
    this.#child = null;
    this.#ear?.destroy();
    this.#ear = null;
  }

  #write(line: string): void {
    this.#child ??= this.#spawn();
    this.#child.stdin?.write(line);
  }

  #spawn(): ChildProcess {
    const { script, fifo } = this.options;
    const { shell, setsid, fresh } = this.tools;
    const child = spawn(shell, [script, fifo, setsid ?? '-', fresh ?? '-'], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
      env: { PATH: systemPath },
    });
    child.unref();
    // A write to a shell that has just died: its end is told as well.
    child.stdin?.on('error', () => undefined);
    const gone = (): void => {
      if (this.#child !== child) return;
      this.#child = null;
      this.options.onGone();
    };
    child.once('error', gone);
    child.once('exit', gone);
    return child;
  }

  #hear(text: string): void {
    const pieces = (this.#rest + text).split('\n');
    this.#rest = (pieces.pop() ?? '').slice(-lineCharactersMax);
    const lines = pieces.map(parseLine).filter((line) => line !== null);
    if (lines.length > 0) this.options.onLines(lines);
  }
}

function parseLine(line: string): StarterLine | null {
  const [kind, name, pid, start, place] = line.split(' ');
  if (name === undefined) return null;
  if (kind === 'ended') return { kind, name };
  if (kind !== 'started' || start === undefined) return null;
  return { kind, name, pid: Number(pid), start: Number(start), outside: place === 'outside' };
}

/** The tool's path when it does what is asked of it; null when not. */
export function works(tool: string, args: string[]): Promise<string | null> {
  const words = ['-c', 'p=$(command -v "$0") && "$p" "$@" && echo "$p"', tool, ...args];
  return new Promise((resolve) => {
    execFile('/bin/sh', words, { env: { PATH: systemPath } }, (error, stdout) => {
      const path = stdout.trim();
      resolve(error === null && path.startsWith('/') ? path : null);
    });
  });
}

function makeFifo(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const words = ['-c', '[ -p "$0" ] || mkfifo -m 600 "$0"', path];
    execFile('/bin/sh', words, { env: { PATH: systemPath } }, (error) => {
      if (error === null) return resolve();
      const message = `The pipe ${path} cannot be made (${error.message.trim()}); services cannot be started.`;
      reject(new Fault('no-pipe', message, false, { cause: error }));
    });
  });
}

/** Where the pipe lies. */
export function fifoOf(root: string): string {
  return join(root, 'reports');
}
