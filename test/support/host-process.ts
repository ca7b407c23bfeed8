import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ContractClient } from '../../src-main/client/contract-client.js';
import { eventually } from './eventually.js';
import { product } from '../../src-main/hosts/product.js';

const { root } = product();
const cli = join(root, 'out', 'main', 'cli.js');

export interface Said {
  code: number;
  out: string;
  err: string;
}

/** The built command line and headless host on a home of their own, as a person would use them. */
export class HostProcess {
  readonly home = mkdtempSync(join(tmpdir(), 'caretaker-e2e-'));
  #host: ChildProcess | null = null;

  /** `through`: the words before the host's own command, which put it into a namespace and the like. */
  constructor(
    private readonly extra: Record<string, string | undefined> = {},
    private readonly through: readonly string[] = [],
  ) {}

  get env(): NodeJS.ProcessEnv {
    // Nothing of the developer's own session leaks into the test.
    const { PATH, HOME, LANG } = process.env;
    return { PATH, HOME, LANG, CARETAKER_HOME: this.home, XDG_RUNTIME_DIR: this.home, ...this.extra };
  }

  get pid(): number {
    if (this.#host?.pid === undefined) throw new Error('no host was started');
    return this.#host.pid;
  }

  /** Starts a host and waits for its line; gives the link to the panel. */
  async start(...args: string[]): Promise<string> {
    const own = [process.execPath, cli, 'host', '--headless', '--no-open', ...args];
    const [program = process.execPath, ...words] = [...this.through, ...own];
    const host = spawn(program, words, {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#host = host;
    let complaint = '';
    host.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    for await (const line of createInterface({ input: host.stdout })) {
      const link = /https?:\/\/\S+/.exec(line)?.[0];
      if (link !== undefined) return link;
    }
    throw new Error(`the host ended without a word: ${complaint}`);
  }

  /** Ends the host at once, as a crash would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  #lives(): boolean {
    return this.#host !== null && this.#host.exitCode === null && this.#host.signalCode === null;
  }

  async #stopServices(): Promise<void> {
    const client = await this.connect();
    const list = () => client.call('services.list', {});
    try {
      for (const { name, state } of await list()) {
        // One that is on its way up or down is waited for below.
        if (state !== 'STOPPED') await client.call('services.stop', { service: name }).catch(() => undefined);
      }
      await eventually(
        async () => (await list()).every(({ pid }) => pid === null),
        30_000,
        'the end of all services',
      );
    } finally {
      client.close();
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const host = this.#host;
    if (host === null || !this.#lives()) return;
    const ended = new Promise((resolve) => host.once('exit', resolve));
    host.kill(signal);
    await ended;
  }

  /** Runs one command of the command line. */
  run(...args: string[]): Promise<Said> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [cli, ...args],
        { env: this.env, maxBuffer: 64 << 20 },
        (error, out, err) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ code, out, err });
        },
      );
    });
  }

  /** Runs a command with --json and gives what it printed. */
  async json<T>(...args: string[]): Promise<T> {
    const { code, out, err } = await this.run(...args, '--json');
    if (code !== 0) throw new Error(`caretaker ${args.join(' ')} gave ${String(code)}: ${err}`);
    return JSON.parse(out) as T;
  }

  /** The events of a task or of all, oldest first. */
  async events(
    task?: string,
  ): Promise<{ at: string; id: number; instance: string | null; data: Record<string, unknown> }[]> {
    const { out } = await this.run('events', ...(task === undefined ? [] : ['--task', task]), '--json');
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map(
        (line) =>
          JSON.parse(line) as {
            at: string;
            id: number;
            instance: string | null;
            data: Record<string, unknown>;
          },
      );
  }

  /** A connection of its own: a look through it costs next to nothing, a command costs a process. */
  connect(): Promise<ContractClient> {
    const { socket } = JSON.parse(readFileSync(join(this.home, 'host.json'), 'utf8')) as { socket: string };
    return ContractClient.connect(socket);
  }

  /** Ends everything, services too (they would outlive their host), and removes the home. */
  async clean(): Promise<void> {
    if (this.#lives()) await this.#stopServices();
    await this.stop();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
