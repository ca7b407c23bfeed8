import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../ports/log.js';
import { bootId, commandLineOf, isAlive, readStat, type ProcessIdentity } from './process-identity.linux.js';

export interface GuardianOptions {
  home: string;
  script: string;
  /** How long it waits for a new host, ms. */
  waitMs: number;
  /** How long an instance has between TERM and KILL, ms. */
  graceMs: number;
  log: Log;
}

/** One that ends this soon after its start cannot run here; starting it again at once would be a loop. */
const restartDelayMs = 2000;
const leaveWaitMs = 3000;

/** Keeps one guardian process beside this host (shell/guardian.sh says what it does). */
export class Guardian {
  private child: ChildProcess | null = null;
  private restart: NodeJS.Timeout | null = null;
  private closing = false;

  constructor(private readonly options: GuardianOptions) {}

  /**
   * Sends the guardian of an earlier host away; resolves when it is gone. The new one is named before:
   * should this host die in between, one of the two still keeps watch.
   */
  async start(): Promise<void> {
    const earlier = this.findEarlier();
    this.spawn();
    if (earlier === null) return;
    // Its group: the shell ends at once only together with its `sleep`.
    signalGroup(earlier);
    if (!(await goneWithin(earlier, leaveWaitMs))) signalGroup(earlier, 'SIGKILL');
  }

  /**
   * Ends the watch: the guardian takes the end of its input for the end of the host, whatever the way.
   * When nothing is alive it leaves at once; `idle` says so, and its end is waited for.
   */
  async close(idle: boolean): Promise<void> {
    this.closing = true;
    if (this.restart !== null) clearTimeout(this.restart);
    const child = this.child;
    this.child = null;
    if (child === null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.destroy();
    if (!idle || child.exitCode !== null) return;
    const late = new Promise((resolve) => setTimeout(resolve, leaveWaitMs).unref());
    child.ref();
    await Promise.race([ended, late]);
    child.unref();
  }

  private spawn(): void {
    const { home, script, waitMs, graceMs, log } = this.options;
    // Short waits are for tests; a second between looks costs nothing.
    const pauseMs = waitMs >= 10_000 ? 1000 : 100;
    const looks = (ms: number): string => String(Math.max(1, Math.ceil(ms / pauseMs)));
    const child = spawn(
      '/bin/sh',
      [script, home, looks(waitMs), String(pauseMs / 1000), looks(graceMs)],
      // A session of its own: Ctrl-C in the host's terminal must not reach it. The pipe closes on exec,
      // so no program holds it open when the host is gone.
      {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
        cwd: '/',
        env: { PATH: guardianPath, LC_ALL: 'C' },
      },
    );
    this.child = child;
    this.name(child.pid);
    child.stdin?.on('error', () => undefined);
    child.once('error', (error) => log.warn('the guardian could not be started', { error: error.message }));
    child.once('exit', (code, signal) => {
      if (this.closing || this.child !== child) return;
      log.warn('the guardian ended and is started again', { code, signal });
      this.restart = setTimeout(() => this.spawn(), restartDelayMs);
      this.restart.unref();
    });
    child.unref();
    // A pipe to a child is a socket, which has unref.
    (child.stdin as (NodeJS.WritableStream & { unref?: () => void }) | null)?.unref?.();
  }

  /** Only the named one acts; written by the host, so that one whose host died at once never comes to act. */
  private name(pid: number | undefined): void {
    const stat = pid === undefined ? null : readStat(pid);
    if (stat === null) return;
    const path = this.namePath;
    writeFileSync(`${path}.new`, `${stat.pid} ${stat.start} ${bootId()}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  private get namePath(): string {
    return join(this.options.home, 'guardian');
  }

  private findEarlier(): ProcessIdentity | null {
    let text: string;
    try {
      text = readFileSync(this.namePath, 'latin1');
    } catch {
      return null;
    }
    const [pid, start, boot] = text.trim().split(' ');
    const identity = { pid: Number(pid), start: Number(start) };
    if (boot !== bootId() || !isAlive(identity)) return null;
    return commandLineOf(identity.pid).includes(this.options.home) ? identity : null;
  }
}

const guardianPath = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

function signalGroup(leader: ProcessIdentity, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (!isAlive(leader)) return;
  try {
    process.kill(-leader.pid, signal);
  } catch {
    // It has just left.
  }
}

async function goneWithin(identity: ProcessIdentity, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 10) {
    if (!isAlive(identity)) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return !isAlive(identity);
}
