import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseLoadSensor } from '../../../src-main/adapters/load/choose.js';
import { MachineLoadSensor } from '../../../src-main/adapters/load/load-sensor.js';
import { ProcLoad } from '../../../src-main/adapters/load/proc.linux.js';
import { SystemInformationLoad } from '../../../src-main/adapters/load/system-information.js';
import type { LoadReading } from '../../../src-main/core/signals/readings.js';
import type { LoadSensor } from '../../../src-main/ports/sensors.js';
import { ChildProgram } from '../../support/child-program.js';
import { eventually } from '../../support/eventually.js';
import { Readings } from '../../support/readings.js';
import { missingSystem, titled } from '../../support/requirements.js';
import { sensorContext } from '../../support/sensor-context.js';

const linux = missingSystem('Linux');
const windowMs = 1_200;
/** No machine works more than all of its time: with this limit even a busy test machine is below. */
const aboveAll = 101;

describe.skipIf(linux !== null)(titled('load of the real machine', linux), () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function started(sensor: LoadSensor) {
    const readings = new Readings<LoadReading>();
    await sensor.start(readings.take);
    ends.push(() => sensor.stop());
    return readings;
  }
  /** One busy process per core. */
  function busyMachine(): number[] {
    return Array.from({ length: availableParallelism() }, () => {
      const program = new ChildProgram('sh', ['-c', 'while :; do :; done']);
      ends.push(() => program.stop('SIGKILL'));
      return program.pid;
    });
  }

  it('is below only after a whole window', async () => {
    const sensor = chooseLoadSensor(sensorContext(), 'linux');
    const readings = await started(sensor);
    const begun = performance.now();
    sensor.watch({ limitPercent: aboveAll, windowMs, ownCpuMs: () => 0 });
    const at = await readings.until(({ load }) => load === 'below');
    expect(at - begun).toBeGreaterThanOrEqual(windowMs - 20);
    expect(at - begun).toBeLessThan(windowMs * 2);
    expect(sensor.describe()[0]).toMatchObject({ source: 'proc', confidence: 'medium', remedy: null });
  });

  it('is above before the window ends when every core is busy', async () => {
    busyMachine();
    const sensor = chooseLoadSensor(sensorContext(), 'linux');
    const readings = await started(sensor);
    const begun = performance.now();
    sensor.watch({ limitPercent: 20, windowMs: 5_000, ownCpuMs: () => 0 });
    const at = await readings.until(({ load }) => load === 'above');
    // A fifth of the window is enough for a fully busy machine, but for the sampling interval.
    expect(at - begun).toBeLessThan(4_000);
  });

  it("leaves out the time of Caretaker's own children", async () => {
    const pids = busyMachine();
    const [counted, uncounted] = [sensorContext(), sensorContext()].map(
      (context) => new MachineLoadSensor(context, [new ProcLoad()]),
    ) as [MachineLoadSensor, MachineLoadSensor];
    const [all, others] = [await started(counted), await started(uncounted)];
    counted.watch({ limitPercent: aboveAll, windowMs, ownCpuMs: () => 0 });
    uncounted.watch({ limitPercent: aboveAll, windowMs, ownCpuMs: () => cpuMsOf(pids) });
    await all.until(({ load }) => load === 'below');
    await others.until(({ load }) => load === 'below');
    const cpu = (sensor: LoadSensor) => Number(/CPU (\d+) %/.exec(sensor.describe()[0]?.value ?? '')?.[1]);
    expect(cpu(counted)).toBeGreaterThan(80);
    expect(cpu(uncounted)).toBeLessThan(cpu(counted) - 20);
  });

  it('agrees with systeminformation, its second source, on how busy the machine is', async () => {
    busyMachine();
    const sensor = new MachineLoadSensor(sensorContext(), [new SystemInformationLoad()]);
    const readings = await started(sensor);
    sensor.watch({ limitPercent: 20, windowMs: 3_000, ownCpuMs: () => 0 });
    await readings.until(({ load }) => load === 'above');
    expect(sensor.describe()[0]?.source).toBe('systeminformation');
  });

  const disks = new ProcLoad().read()?.diskBusyMs;
  const noDisk = disks !== null && disks !== undefined && disks.size > 0 ? null : 'needs a real disk';
  it.skipIf(noDisk !== null)(titled('sees a disk at work', noDisk), async () => {
    const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.caretaker-disk-'));
    const busy = () => [...(new ProcLoad().read()?.diskBusyMs?.values() ?? [])].reduce((a, b) => a + b, 0);
    const before = busy();
    try {
      await eventually(() => {
        execFileSync('dd', ['if=/dev/zero', `of=${join(folder, 'file')}`, 'bs=1M', 'count=8', 'conv=fsync'], {
          stdio: 'ignore',
        });
        return busy() > before;
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(busy()).toBeGreaterThan(before);
  });

  it('reads the counters in under 2 ms in the median', () => {
    const probe = new ProcLoad();
    const times = Array.from({ length: 101 }, () => {
      const from = performance.now();
      probe.read();
      return performance.now() - from;
    }).sort((a, b) => a - b);
    expect(times[50]).toBeLessThan(2);
  });
});

/** User and system time of processes, ms. */
function cpuMsOf(pids: number[]): number {
  return pids.reduce((sum, pid) => {
    if (!existsSync(`/proc/${pid}/stat`)) return sum;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}
