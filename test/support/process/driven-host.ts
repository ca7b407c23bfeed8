import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { LinuxRunnerOptions } from '../../../src-main/adapters/process/process-runner.linux.js';
import type { Probe, ProcessEvent } from '../../../src-main/core/tasks/process.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { eventually } from '../eventually.js';
import type { DriverCommand } from './driver-host.js';

type Said =
  | ProcessEvent
  | { kind: 'ready' }
  | { kind: 'closed' }
  | { kind: 'probes'; probes: Probe[] }
  | { kind: 'described'; value: string };

/** A uid without any right, as which a host without privileges runs. */
export const nobody = 65534;

/** A driver host in a process of its own. */
export class DrivenHost {
  readonly said: Said[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private complaint = '';

  constructor(
    driver: string,
    options: Partial<LinuxRunnerOptions> & { home: string },
    readonly asNobody = false,
  ) {
    const words = [process.execPath, driver, JSON.stringify(options)];
    const drop = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--inh-caps=-all'];
    const [command = '', ...args] = asNobody ? [...drop, ...words] : words;
    // A session of its own, so that a test may kill the whole group of the host.
    this.child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { PATH: process.env['PATH'], HOME: options.home },
    });
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.on('data', (chunk: Buffer) => (this.complaint += chunk.toString()));
    if (this.child.stdout === null) throw new Error('the driver has no output');
    createInterface({ input: this.child.stdout }).on('line', (line) =>
      this.said.push(JSON.parse(line) as Said),
    );
    this.ended = new Promise((resolve) => this.child.once('exit', () => resolve()));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  tell(command: DriverCommand): void {
    this.child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  async ready(): Promise<this> {
    await this.hears('ready');
    return this;
  }

  /** Waits for something of that kind (about the instance, where one is given). */
  async hears<Kind extends Said['kind']>(
    kind: Kind,
    instance?: InstanceId,
    timeoutMs = 10_000,
  ): Promise<Extract<Said, { kind: Kind }>> {
    const find = (): Extract<Said, { kind: Kind }> | undefined =>
      this.said.find(
        (what): what is Extract<Said, { kind: Kind }> =>
          what.kind === kind &&
          (instance === undefined || ('instance' in what && what.instance === instance)),
      );
    try {
      return (await eventually(find, timeoutMs, kind)) as Extract<Said, { kind: Kind }>;
    } catch (error) {
      throw new Error(`said ${JSON.stringify(this.said)} ${this.complaint}`, { cause: error });
    }
  }

  async probe(instances: InstanceId[]): Promise<Probe[]> {
    const before = this.said.filter(({ kind }) => kind === 'probes').length;
    this.tell({ do: 'probe', instances });
    const answer = await eventually(
      () => this.said.filter((what) => what.kind === 'probes')[before],
      10_000,
      'the answer to a probe',
    );
    return answer.probes;
  }

  async dead(): Promise<void> {
    await this.ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async close(): Promise<void> {
    this.tell({ do: 'close' });
    await this.ended;
  }
}
