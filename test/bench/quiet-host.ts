import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPrivateBus } from '../support/dbus.js';
import { HostProcess } from '../support/host-process.js';
import { missingUPower, startUPower } from '../support/upower.js';
import { missingXvfb, startXvfb } from '../support/xvfb.js';
import type { Figure } from './figure.js';

const quietMs = 20_000;

/** A host on a home with `n` maintenance tasks that are not due. */
async function hostWith(n: number, extra: Record<string, string>): Promise<HostProcess> {
  const host = new HostProcess(extra);
  await host.start();
  const tasks = Array.from({ length: n }, (_, i) => ({
    path: `\\Bench\\Task${String(i)}`,
    exec: { command: '/bin/true' },
    maintenance: { period: 'P7D', deadline: 'P14D' },
  }));
  const file = join(host.home, 'tasks.json');
  writeFileSync(file, JSON.stringify({ tasks, settings: { maintenance: { parallel: 64 } } }));
  const applied = await host.run('apply', file);
  if (applied.code !== 0) throw new Error(applied.err);
  // Each has to have run once, else all of them are due.
  await host.run('maintenance', 'start', '--on-battery');
  for (;;) {
    const { due } = await host.json<{ due: unknown[] }>('maintenance', 'status');
    if (due.length === 0) return host;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** How often the threads of a process have gone to sleep and been woken so far. */
function switches(pid: number): number {
  return readdirSync(`/proc/${String(pid)}/task`)
    .map((thread) => readFileSync(`/proc/${String(pid)}/task/${thread}/status`, 'utf8'))
    .map((status) => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]))
    .reduce((sum, count) => sum + count, 0);
}

async function wakeUps(pid: number): Promise<number> {
  // The host tidies its memory once, a quarter of a minute after the last work.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const before = switches(pid);
  await new Promise((resolve) => setTimeout(resolve, quietMs));
  return (switches(pid) - before) / (quietMs / 1_000);
}

function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

/** Wake-ups of a quiet host with 100 tasks under X11 and UPower, or null where they cannot be had. */
async function withEventSources(): Promise<number | null> {
  if (missingUPower() !== null || missingXvfb() !== null) return null;
  const bus = await startPrivateBus();
  const upower = await startUPower(bus.address);
  const xvfb = await startXvfb();
  const host = await hostWith(100, { DISPLAY: xvfb.display, DBUS_SYSTEM_BUS_ADDRESS: bus.address });
  const found = await wakeUps(host.pid);
  await host.clean();
  await xvfb.kill();
  await upower.stop();
  await bus.stop();
  return found;
}

export async function bench(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const desktop = await withEventSources();
  if (desktop !== null) {
    figures.push({
      name: 'quiet host, event sources (X11, UPower): wake-ups',
      value: desktop,
      unit: '/s',
      limit: '< 1',
      ok: desktop < 1,
    });
  }
  const bare = await hostWith(100, {});
  const polling = await wakeUps(bare.pid);
  await bare.clean();
  figures.push({
    name: 'quiet host, polling sources: wake-ups',
    value: polling,
    unit: '/s',
    limit: '< 5',
    ok: polling < 5,
  });

  const large = await hostWith(1_000, {});
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const resident = residentMiB(large.pid);
  await large.clean();
  figures.push({
    name: 'headless host, 1,000 tasks: resident',
    value: resident,
    unit: 'MiB',
    limit: '<= 100',
    ok: resident <= 100,
  });

  return figures;
}
