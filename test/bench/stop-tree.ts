import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseClock } from '../../src-main/adapters/clock/choose.js';
import { LinuxProcessRunner } from '../../src-main/adapters/process/process-runner.linux.js';
import { ChildProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { WatchedRunner } from '../support/process/runner-rig.js';
import { rootSettings, type Setting } from '../support/process/settings.js';
import { programSpec } from '../support/process/specs.js';
import { processesOf } from '../support/process/world.js';
import { silentLog } from '../support/sensor-context.js';
import type { Figure } from './figure.js';
import programText from './stop-tree.c?raw';
import { quantile } from './timing.js';

const processes = 64;
const rounds = 25;
/** They do not count: code that runs for the first time is compiled first. */
const warmUp = 5;
/** The promise: at most this many times what a C program takes in the same run. */
const factorMax = 1.5;

/**
 * "Stop a tree of 64 busy processes, until all stand still", in every way this machine has, against a
 * C program that does the same. The two take turns, one tree always standing while the other is
 * stopped, so that a machine that grows busy meanwhile slows both.
 */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-bench-'));
  try {
    const program = compile(folder);
    if (program === null) {
      process.stderr.write('stop-tree needs a C compiler (cc): no figures.\n');
      return [];
    }
    const figures: Figure[] = [];
    for (const setting of rootSettings()) {
      if (setting.missing === null) figures.push(...(await compare(setting, program)));
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(setting: Setting, program: string): Promise<Figure[]> {
  const floor = new Floor(setting, program);
  const tree = await RunnerTree.start(setting, program);
  const took: { floor: number[]; tree: number[] } = { floor: [], tree: [] };
  try {
    for (let round = 0; round < warmUp + rounds; round++) {
      took.floor.push(await floor.round());
      took.tree.push(await tree.round());
    }
  } finally {
    await tree.end();
    await floor.end();
  }
  const median = (values: number[]): number =>
    quantile(
      [...values].sort((a, b) => a - b),
      0.5,
    );
  const limit = median(took.floor) * factorMax;
  const name = `stop ${processes} busy processes, ${setting.way}`;
  const value = median(took.tree);
  return [
    { name: `${name}: C`, value: median(took.floor), unit: 'ms', limit: null, ok: null },
    { name, value, unit: 'ms', limit: `≤ ${limit.toFixed(2)} (${factorMax} × C)`, ok: value <= limit },
  ];
}

function compile(folder: string): string | null {
  const program = join(folder, 'stop-tree');
  try {
    writeFileSync(`${program}.c`, programText);
    execFileSync('cc', ['-O2', '-o', program, `${program}.c`], { stdio: 'pipe' });
    return program;
  } catch {
    return null;
  }
}

/** The C program with a tree of its own. */
class Floor {
  private readonly cgroup: string | null;
  private readonly program: ChildProgram;

  constructor({ way, cgroups }: Setting, program: string) {
    const mount = way === 'cgroup-v2' ? cgroups.v2 : way === 'cgroup-v1' ? cgroups.v1 : null;
    this.cgroup = mount === null ? null : join(mount, `caretaker-bench-${process.pid}`);
    if (this.cgroup !== null) mkdirSync(this.cgroup);
    const words = ['floor', way, String(processes), ...(this.cgroup === null ? [] : [this.cgroup])];
    this.program = new ChildProgram(program, words);
  }

  async round(): Promise<number> {
    this.program.say('go');
    return Number(await this.program.line());
  }

  async end(): Promise<void> {
    const { child } = this.program;
    // It ends its tree by itself at the end of its input.
    child.stdin?.end();
    await eventually(
      () => child.exitCode !== null || child.signalCode !== null,
      20_000,
      'the end of the floor',
    );
    const cgroup = this.cgroup;
    if (cgroup !== null) rmdirSync(cgroup);
  }
}

/** Such a tree under the process runner. */
class RunnerTree {
  private constructor(
    private readonly home: string,
    private readonly host: WatchedRunner,
    private readonly instance: ReturnType<typeof programSpec>['instance'],
  ) {}

  static async start({ cgroups }: Setting, program: string): Promise<RunnerTree> {
    const home = mkdtempSync(join(tmpdir(), 'caretaker-bench-home-'));
    const clock = chooseClock({});
    const runner = new LinuxProcessRunner({ home, cgroups, clock, log: silentLog, env: process.env });
    const host = await new WatchedRunner(runner).start();
    const spec = programSpec(program, ['busy', String(processes)]);
    runner.launch(spec);
    const isWhole = (): boolean => processesOf(spec.instance).length === processes;
    await eventually(isWhole, 20_000, 'the whole tree');
    const tree = new RunnerTree(home, host, spec.instance);
    await tree.suspend();
    return tree;
  }

  async round(): Promise<number> {
    this.host.runner.resume(this.instance);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return this.suspend();
  }

  async end(): Promise<void> {
    this.host.runner.stop(this.instance, { graceMs: 0, hard: true });
    await this.host.event('exited', this.instance);
    await this.host.runner.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  private async suspend(): Promise<number> {
    this.host.events.length = 0;
    this.host.runner.suspend(this.instance);
    return (await this.host.event('suspended', this.instance)).tookMs;
  }
}
