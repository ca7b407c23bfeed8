import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractClient } from '../../src-main/client/contract-client.js';
import { HostProcess } from '../support/host-process.js';
import { startPrivateBus } from '../support/dbus.js';
import { eventually } from '../support/eventually.js';
import type { Figure } from './figure.js';
import { missingUPower, startUPower } from '../support/upower.js';
import { missingXvfb, startXvfb } from '../support/xvfb.js';
import { findPeers, type Peer } from '../support/services/peers.js';

const services = 200;
const rounds = 3;
const restarts = 15;
const quietMs = 60_000;
/** After the start everything has to come to rest: looks at outputs become rare, memory is tidied. */
const restMs = 30_000;
const program = ['sleep', '100000'];

const middle = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** A bare loop of spawns with pipes: ms until every one of them runs. */
async function bareStart(): Promise<number> {
  const begun = performance.now();
  const children = Array.from({ length: services }, () => spawn(program[0] ?? '', program.slice(1)));
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('spawn', resolve))));
  const took = performance.now() - begun;
  await Promise.all(children.map(killed));
  return took;
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A bare loop: ms from SIGKILL of a child to the moment its successor runs. */
async function bareRestart(): Promise<number> {
  const first = spawn(program[0] ?? '', program.slice(1));
  await new Promise((resolve) => first.once('spawn', resolve));
  const second = new Promise<ChildProcess>((resolve) => {
    first.once('exit', () => {
      const next = spawn(program[0] ?? '', program.slice(1));
      next.once('spawn', () => resolve(next));
    });
  });
  const begun = performance.now();
  first.kill('SIGKILL');
  const next = await second;
  const took = performance.now() - begun;
  await killed(next);
  return took;
}

/** X11 and UPower where they can be had: without them a host has to poll for input and power. */
async function eventSources(): Promise<{ env: Record<string, string>; end(): Promise<void> }> {
  if (missingUPower() !== null || missingXvfb() !== null) return { env: {}, end: () => Promise.resolve() };
  const bus = await startPrivateBus();
  const upower = await startUPower(bus.address);
  const xvfb = await startXvfb();
  return {
    env: { DISPLAY: xvfb.display, DBUS_SYSTEM_BUS_ADDRESS: bus.address },
    end: async () => {
      await xvfb.kill();
      await upower.stop();
      await bus.stop();
    },
  };
}

function nameOf(index: number): string {
  return `bench${String(index).padStart(3, '0')}`;
}

async function hostWithServices(extra: Record<string, string>): Promise<HostProcess> {
  const host = new HostProcess(extra);
  await host.start();
  const file = join(host.home, 'services.json');
  writeFileSync(
    file,
    JSON.stringify({
      services: Array.from({ length: services }, (_, index) => ({
        name: nameOf(index),
        imagePath: program,
        host: 'generic',
        start: 'demand',
        failure: { actions: [{ restart: 'PT0S' }] },
      })),
    }),
  );
  const applied = await host.run('apply', file);
  if (applied.code !== 0) throw new Error(applied.err);
  return host;
}

/** Follows the services of a host: which run, and as which process. */
class Watch {
  readonly pids = new Map<string, number>();
  readonly running = new Set<string>();
  #wake: () => void = () => undefined;

  static async on(client: ContractClient): Promise<Watch> {
    const watch = new Watch();
    await client.subscribe('services.changed', (change) => {
      for (const { name, state, pid } of change.services) {
        if (state === 'RUNNING') watch.running.add(name);
        else watch.running.delete(name);
        if (pid === null) watch.pids.delete(name);
        else watch.pids.set(name, pid);
      }
      watch.#wake();
    });
    return watch;
  }

  async until(holds: () => boolean): Promise<void> {
    const deadline = setTimeout(() => {
      throw new Error('the services did not come to what was awaited');
    }, 60_000);
    while (!holds()) await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(deadline);
  }
}

/** ms from the first request until all run; every start was durable before it was acknowledged. */
async function startAll(client: ContractClient, watch: Watch): Promise<number> {
  const begun = performance.now();
  const asked = Array.from({ length: services }, (_, index) =>
    client.call('services.start', { service: nameOf(index) }),
  );
  await watch.until(() => watch.running.size === services);
  const took = performance.now() - begun;
  await Promise.all(asked);
  return took;
}

async function stopAll(client: ContractClient, watch: Watch): Promise<void> {
  for (let index = 0; index < services; index++) {
    await client.call('services.stop', { service: nameOf(index) });
  }
  await watch.until(() => watch.running.size === 0 && watch.pids.size === 0);
}

/** ms from SIGKILL of a service's program until the manager says that its successor runs. */
async function restartOne(watch: Watch, name: string): Promise<number> {
  const before = watch.pids.get(name) ?? 0;
  const begun = performance.now();
  process.kill(before, 'SIGKILL');
  await watch.until(() => watch.running.has(name) && watch.pids.get(name) !== before);
  return performance.now() - begun;
}

function cpuMs(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'latin1')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Finer than the clock ticks of stat: nanoseconds on a processor, of all threads. */
function runMs(pid: number): number {
  return readdirSync(`/proc/${String(pid)}/task`)
    .map((thread) => readFileSync(`/proc/${String(pid)}/task/${thread}/schedstat`, 'latin1'))
    .reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
}

function wakeUps(pid: number): number {
  return readdirSync(`/proc/${String(pid)}/task`)
    .map((thread) => readFileSync(`/proc/${String(pid)}/task/${thread}/status`, 'utf8'))
    .map((status) => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]))
    .reduce((sum, count) => sum + count, 0);
}

function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;
}

/** The host and the shells it lives with, but not the programs of the services. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return [pid, ...children.trim().split(' ').filter(Boolean).map(Number)];
}

async function quiet(pid: number): Promise<{ cpu: number; wake: number; resident: number }> {
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const pids = family(pid);
  const sum = (of: (one: number) => number): number => pids.reduce((total, one) => total + of(one), 0);
  const [cpu, ticks, wake] = [sum(runMs), sum(cpuMs), sum(wakeUps)];
  await new Promise((resolve) => setTimeout(resolve, quietMs));
  // schedstat is not kept everywhere; ticks are coarser and always there.
  const used = Math.max(sum(runMs) - cpu, cpu === 0 ? sum(cpuMs) - ticks : 0);
  return {
    cpu: (used * 60_000) / quietMs,
    wake: (sum(wakeUps) - wake) / (quietMs / 1000),
    resident: residentMiB(pid),
  };
}

async function peerFigures(peer: Peer): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-peer-'));
  try {
    const { startMs, restartMs } = await peer.measure(folder, services, program);
    return [
      { name: `start ${services} services: ${peer.name}`, value: startMs, unit: 'ms', limit: null, ok: null },
      { name: `killed to running: ${peer.name}`, value: restartMs, unit: 'ms', limit: null, ok: null },
    ];
  } catch (error) {
    // It is there but does not run here: no figure, said aloud.
    console.error(`${peer.name} could not be measured: ${String(error)}`);
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function bench(): Promise<Figure[]> {
  const desktop = await eventSources();
  const host = await hostWithServices(desktop.env);
  const client = await host.connect();
  const watch = await Watch.on(client);
  const starts: number[] = [];
  const bareStarts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bareStarts.push(await bareStart());
    if (round > 0) await stopAll(client, watch);
    starts.push(await startAll(client, watch));
  }
  const killedToRunning: number[] = [];
  const bareRestarts: number[] = [];
  for (let round = 0; round < restarts; round++) {
    bareRestarts.push(await bareRestart());
    killedToRunning.push(await restartOne(watch, nameOf(round)));
  }
  client.close();
  const { cpu, wake, resident } = await quiet(host.pid);
  const last = await host.connect();
  await eventually(async () => (await last.call('services.list', {})).length === services);
  await stopAll(last, await primed(last));
  last.close();
  await host.clean();
  await desktop.end();
  const [bare, own] = [middle(bareStarts), middle(starts)];
  const [bareAgain, again] = [middle(bareRestarts), middle(killedToRunning)];
  const figures: Figure[] = [
    { name: `start ${services} processes: bare Node loop`, value: bare, unit: 'ms', limit: null, ok: null },
    {
      name: `start ${services} services until all run`,
      value: own,
      unit: 'ms',
      limit: `≤ ${(bare * 1.3).toFixed(0)} (1.3 × bare)`,
      ok: own <= bare * 1.3,
    },
    { name: 'killed to running: bare Node loop', value: bareAgain, unit: 'ms', limit: null, ok: null },
    {
      name: 'killed to running, delay zero',
      value: again,
      unit: 'ms',
      limit: `≤ ${(bareAgain * 2).toFixed(2)} (2 × bare)`,
      ok: again <= bareAgain * 2,
    },
    {
      name: `quiet host, ${services} services: CPU`,
      value: cpu,
      unit: 'ms/min',
      limit: '≤ 10',
      ok: cpu <= 10,
    },
    {
      name: `quiet host, ${services} services: wake-ups`,
      value: wake,
      unit: '/s',
      limit: '≤ 0.5',
      ok: wake <= 0.5,
    },
    {
      name: `quiet host, ${services} services: resident`,
      value: resident,
      unit: 'MiB',
      limit: '≤ 110',
      ok: resident <= 110,
    },
  ];
  for (const peer of findPeers()) figures.push(...(await peerFigures(peer)));
  return figures;
}

/** A watch that knows what runs already. */
async function primed(client: ContractClient): Promise<Watch> {
  const watch = await Watch.on(client);
  for (const { name, state, pid } of await client.call('services.list', {})) {
    if (state === 'RUNNING') watch.running.add(name);
    if (pid !== null) watch.pids.set(name, pid);
  }
  return watch;
}
