import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseClock } from '../../src-main/adapters/clock/choose.js';
import { LinuxProcessRunner } from '../../src-main/adapters/process/process-runner.linux.js';
import { WatchedRunner } from '../support/process/runner-rig.js';
import { rootSettings, type Setting } from '../support/process/settings.js';
import { programSpec } from '../support/process/specs.js';
import { processesOf } from '../support/process/world.js';
import { eventually } from '../support/eventually.js';
import { silentLog } from '../support/sensor-context.js';
import type { Figure } from './figure.js';
import floorText from './stop-tree.c?raw';

const processes = 64;
const times = 15;
/** The promise: at most this many times what a C program takes in the same run. */
const factorMax = 1.5;

/**
 * "Stop a tree of 64 busy processes, until all stand still", in every way this machine has, against a
 * C program that does the same. Without a C compiler there is no floor, and the figures stand alone.
 */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-bench-'));
  try {
    const program = compile(folder);
    const figures: Figure[] = [];
    for (const setting of rootSettings()) {
      if (setting.missing !== null) continue;
      // Floor, runner, floor: a machine that grows busy meanwhile is seen in the floor too.
      const before = program === null ? [] : measureFloor(setting, program);
      const took = await measureRunner(setting, program);
      const after = program === null ? [] : measureFloor(setting, program);
      figures.push(...compare(setting.way, median(took), [...before, ...after]));
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(way: string, took: number, floor: number[]): Figure[] {
  const name = `stop ${processes} busy processes, ${way}`;
  if (floor.length === 0) return [{ name, value: took, unit: 'ms', limit: null, ok: null }];
  const limit = median(floor) * factorMax;
  return [
    { name: `${name}: C`, value: median(floor), unit: 'ms', limit: null, ok: null },
    { name, value: took, unit: 'ms', limit: `${limit.toFixed(2)} ms (${factorMax} × C)`, ok: took <= limit },
  ];
}

function compile(folder: string): string | null {
  const program = join(folder, 'stop-tree');
  try {
    writeFileSync(`${program}.c`, floorText);
    execFileSync('cc', ['-O2', '-o', program, `${program}.c`], { stdio: 'pipe' });
    return program;
  } catch {
    return null;
  }
}

function measureFloor({ way, cgroups }: Setting, program: string): number[] {
  const mount = way === 'cgroup-v2' ? cgroups.v2 : way === 'cgroup-v1' ? cgroups.v1 : null;
  const cgroup = mount === null ? null : join(mount, `caretaker-bench-${process.pid}`);
  if (cgroup !== null) mkdirSync(cgroup);
  try {
    const words = ['floor', way, String(processes), String(times), ...(cgroup === null ? [] : [cgroup])];
    return execFileSync(program, words, { encoding: 'utf8' }).trim().split('\n').map(Number);
  } finally {
    if (cgroup !== null) rmdirSync(cgroup);
  }
}

async function measureRunner({ cgroups }: Setting, program: string | null): Promise<number[]> {
  const home = mkdtempSync(join(tmpdir(), 'caretaker-bench-home-'));
  const runner = new LinuxProcessRunner({
    home,
    cgroups,
    clock: chooseClock({}),
    log: silentLog,
    env: process.env,
  });
  const host = await new WatchedRunner(runner).start();
  const busy = `i=1; while [ $i -lt ${processes} ]; do sh -c 'while :; do :; done' & i=$((i+1)); done; wait`;
  const spec =
    program === null
      ? programSpec('/bin/sh', ['-c', busy])
      : programSpec(program, ['busy', String(processes)]);
  const instance = spec.instance;
  try {
    runner.launch(spec);
    await eventually(() => processesOf(instance).length === processes, 20_000, 'the whole tree');
    const took: number[] = [];
    for (let time = 0; time < times; time++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      host.events.length = 0;
      runner.suspend(instance);
      took.push((await host.event('suspended', instance)).tookMs);
      runner.resume(instance);
    }
    return took;
  } finally {
    runner.stop(instance, { graceMs: 0, hard: true });
    await host.event('exited', instance);
    await runner.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
