import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { elapsed } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { boundToParent, plainEnvironment, type Environment } from './command.js';

export interface MonitorOptions {
  command: string;
  args: string[];
  env: Environment;
  clock: Clock;
  log: Log;
  onLine(line: string): void;
  /** It runs, for the first time or again: what happened before was not seen. */
  onUp?(): void;
  /** It ended though nobody asked; it is started again after a delay. */
  onDown?(why: string): void;
  /** Keeps the child's input open for its life: a child that reads it ends with the host. */
  openInput?: boolean;
  /** Delays before a restart in milliseconds: doubling from `first` to `max`. */
  restart?: { firstMs: number; maxMs: number };
}

/** A child that lived this long is not one that cannot run: the delay begins anew. */
const steadyMs = 30_000;
/** A monitor holds nothing worth saving: what does not end at TERM is killed soon. */
const graceMs = 1_000;

/** A long-lived child whose lines are events. Dies with the host, is restarted when it dies alone. */
export class MonitorChild {
  readonly #options: MonitorOptions;
  readonly #restart: { firstMs: number; maxMs: number };
  #child: ChildProcess | null = null;
  #cancelRestart: (() => void) | null = null;
  #delayMs: number;
  #stopped = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#restart = options.restart ?? { firstMs: 250, maxMs: 60_000 };
    this.#delayMs = this.#restart.firstMs;
  }

  get running(): boolean {
    return this.#child !== null;
  }

  start(): void {
    const { command, args, env, clock, log, openInput = false } = this.#options;
    const [file, words] = boundToParent(command, args, env);
    const child = spawn(file, words, {
      env: plainEnvironment(env),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    // A child that ended may not have read its input to the end.
    child.stdin.on('error', () => undefined);
    if (!openInput) child.stdin.end();
    const since = clock.now().elapsed;
    let complaint = '';
    child.stderr.on(
      'data',
      (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-500)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!this.#stopped) this.#options.onLine(line);
    });
    let ended = false;
    const onEnd = (why: string) => {
      if (ended) return;
      ended = true;
      this.#child = null;
      if (this.#stopped) return;
      if (clock.now().elapsed - since >= steadyMs) this.#delayMs = this.#restart.firstMs;
      // Who depends on it says so, with a remedy: the host's own log is enough here.
      log.info('A monitor ended and will be started again', {
        command,
        why: complaint.trim() || why,
        afterMs: this.#delayMs,
      });
      this.#options.onDown?.(complaint.trim() || why);
      this.#restartLater();
    };
    child.on('error', (error) => onEnd(error.message));
    child.on('close', (code, signal) => onEnd(signal === null ? `exit ${code}` : `ended by ${signal}`));
    child.on('spawn', () => {
      if (!this.#stopped) this.#options.onUp?.();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRestart?.();
    const child = this.#child;
    if (child === null) return;
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await closed;
    clearTimeout(hard);
  }

  #restartLater(): void {
    if (this.#stopped) return;
    const at = elapsed(this.#options.clock.now().elapsed + this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, this.#restart.maxMs);
    this.#cancelRestart = this.#options.clock.setTimer(at, () => {
      this.#cancelRestart = null;
      this.start();
    });
  }
}
