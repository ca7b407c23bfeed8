import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { findCommand, plainEnvironment, type Environment } from '../child/command.js';
import { inhibitorOwner } from '../dbus/logind.js';

/**
 * logind's delay lock: while it is held, sleep and shutdown wait (up to InhibitDelayMaxSec). It is a file
 * descriptor that no D-Bus client for Node can receive, so `systemd-inhibit` holds it. The lock lives as
 * long as its command, and that as long as our end of its input: a killed host lets go at once.
 */
export class DelayLock {
  readonly #env: Environment;
  #child: ChildProcess | null = null;

  constructor(env: Environment) {
    this.#env = env;
  }

  get held(): boolean {
    return this.#child !== null;
  }

  /** Resolves with null once it is held, else with the reason why it cannot be. Repeatable. */
  async take(): Promise<string | null> {
    if (this.#child !== null) return null;
    const command = findCommand('systemd-inhibit', this.#env);
    if (command === null) return 'systemd-inhibit is not installed';
    const child = spawn(
      command,
      [
        '--what=sleep:shutdown',
        `--who=${inhibitorOwner}`,
        '--why=Suspends running maintenance first',
        '--mode=delay',
        'sh',
        '-c',
        'echo held; exec cat >/dev/null',
      ],
      { env: plainEnvironment(this.#env), stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.#child = child;
    child.stdin.on('error', () => undefined);
    let complaint = '';
    child.stderr.on(
      'data',
      (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-300)),
    );
    return new Promise((resolve) => {
      const ended = (why: string): void => {
        if (this.#child === child) this.#child = null;
        resolve(complaint.trim() === '' ? why : complaint.trim());
      };
      child.once('error', (error) => ended(error.message));
      child.once('close', (code) => ended(`systemd-inhibit ended with ${code}`));
      createInterface({ input: child.stdout }).once('line', () => resolve(null));
    });
  }

  /** Lets go; resolves when logind can know it. Repeatable. */
  async release(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.stdin?.end();
    const hard = setTimeout(() => child.kill('SIGKILL'), 1_000);
    await closed;
    clearTimeout(hard);
  }
}
