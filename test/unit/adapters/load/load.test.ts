import { describe, expect, it } from 'vitest';
import { MachineLoadSensor } from '../../../../src-main/adapters/load/load-sensor.js';
import { LoadWindow, type LoadSample } from '../../../../src-main/adapters/load/load-window.js';
import { parseDiskstats, parseStat } from '../../../../src-main/adapters/load/proc.linux.js';
import { SystemInformationLoad } from '../../../../src-main/adapters/load/system-information.js';
import type { LoadProbe } from '../../../../src-main/adapters/load/load-probe.js';
import type { LoadReading } from '../../../../src-main/core/signals/readings.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { FakeLoadProbe } from '../../../support/fakes/fake-load-probe.js';
import { silentLog } from '../../../support/sensor-context.js';

/** Two cores; `busy` is the share of the machine worked since the start, `disk` of the disk's time. */
const sample = (atMs: number, busyMs: number, rest: Partial<LoadSample> = {}): LoadSample => ({
  atMs,
  cpuBusyMs: 70_000 + busyMs,
  cpuTotalMs: 900_000 + atMs * 2,
  diskBusyMs: null,
  ownCpuMs: 0,
  ...rest,
});

describe('average over a window', () => {
  it('is undecided before a whole window, then below', () => {
    const window = new LoadWindow(20, 60_000);
    const answers = [0, 20_000, 40_000, 59_999, 60_000].map((at) => window.push(sample(at, 0)));
    expect(answers).toEqual([null, null, null, null, 'below']);
  });

  it('is above as soon as the window cannot end below', () => {
    const window = new LoadWindow(20, 60_000);
    expect(window.push(sample(0, 0))).toBeNull();
    // A fifth of two cores for 60 s is 24,000 ms.
    expect(window.push(sample(12_000, 23_999))).toBeNull();
    expect(window.push(sample(12_001, 24_002))).toBe('above');
  });

  it('takes exactly the limit as above: below is strictly below', () => {
    const window = new LoadWindow(20, 60_000);
    window.push(sample(0, 0));
    expect(window.push(sample(60_000, 24_000))).toBe('above');
    const other = new LoadWindow(20, 60_000);
    other.push(sample(0, 0));
    expect(other.push(sample(60_000, 23_990))).toBe('below');
  });

  it('forgets what is older than the window', () => {
    const window = new LoadWindow(20, 60_000);
    window.push(sample(0, 0));
    expect(window.push(sample(30_000, 60_000))).toBe('above');
    expect(window.push(sample(60_000, 60_000))).toBe('above');
    expect(window.push(sample(90_000, 60_000))).toBe('below');
  });

  it('judges by the busiest disk as well, also one that came within the window', () => {
    const disks = (a: number, b?: number) => ({
      diskBusyMs: new Map(
        b === undefined
          ? [['sda', a]]
          : [
              ['sda', a],
              ['sdb', b],
            ],
      ),
    });
    const window = new LoadWindow(20, 60_000);
    window.push(sample(0, 0, disks(5_000)));
    expect(window.push(sample(60_000, 0, disks(5_100, 11_000)))).toBe('below');
    expect(window.average()?.disk).toBeCloseTo((11_000 / 60_000) * 100);
    expect(window.push(sample(120_000, 0, disks(5_100, 40_000)))).toBe('above');
  });

  it("takes away own children's time, and never shows less than nothing", () => {
    const window = new LoadWindow(20, 60_000);
    window.push(sample(0, 0));
    expect(window.push(sample(60_000, 100_000, { ownCpuMs: 101_000 }))).toBe('below');
    expect(window.average()?.cpu).toBe(0);
  });
});

describe('/proc', () => {
  it('reads work and idleness; waiting for a disk and stolen time are no work', () => {
    const stat = 'cpu  100 10 50 800 30 5 5 20 7 0\ncpu0 1 2 3 4 5 6 7 8 9 10\nintr 5\n';
    expect(parseStat(stat)).toEqual({ cpuBusyMs: 1_700, cpuTotalMs: 10_200 });
    expect(parseStat('intr 5\n')).toBeNull();
    expect(parseStat('')).toBeNull();
  });

  it('reads busy time of real disks only', () => {
    const text = [
      ' 254       0 vda 31733 9574 2426378 5533 10662 38440 2886800 7929 0 4500 13815 4908 49 165192 307 1468 44',
      ' 254       1 vda1 1 1 1 1 1 1 1 1 0 4400 1',
      '   7       0 loop0 0 0 0 0 0 0 0 0 0 77 0',
      ' 253       0 zram0 0 0 0 0 0 0 0 0 0 88 0',
      '',
    ].join('\n');
    expect(parseDiskstats(text, (name) => name === 'vda')).toEqual(new Map([['vda', 4_500]]));
  });
});

describe('systeminformation', () => {
  it('adds up what each call tells, and has no disks', async () => {
    const probe = new SystemInformationLoad(() =>
      Promise.resolve({ rawCurrentLoad: 30, rawCurrentLoadIdle: 70 }),
    );
    await probe.read();
    expect(await probe.read()).toEqual({ cpuBusyMs: 60, cpuTotalMs: 200, diskBusyMs: null });
  });

  it('is unreadable where it tells nothing', async () => {
    const probe = new SystemInformationLoad(() =>
      Promise.resolve({ rawCurrentLoad: 0, rawCurrentLoadIdle: 0 }),
    );
    expect(await probe.read()).toBeNull();
  });
});

describe('sampling', () => {
  const limit = { limitPercent: 20, windowMs: 60_000, ownCpuMs: () => 0 };
  function bench(extra: LoadProbe[] = []) {
    const clock = new FakeClock();
    const probe = new FakeLoadProbe(clock);
    const sensor = new MachineLoadSensor({ clock, log: silentLog, env: {} }, [probe, ...extra]);
    const loads: LoadReading['load'][] = [];
    return { clock, probe, sensor, loads, take: ({ load }: LoadReading) => void loads.push(load) };
  }

  it('looks a few times a window while it is watched, and never while it rests', async () => {
    const { clock, probe, sensor, take } = bench();
    await sensor.start(take);
    await clock.pass(600_000);
    expect({ reads: probe.reads, timers: clock.timers }).toEqual({ reads: 0, timers: 0 });
    sensor.watch(limit);
    await clock.pass(600_000);
    expect(probe.reads).toBe(61);
    sensor.rest();
    await clock.pass(600_000);
    expect({ reads: probe.reads, timers: clock.timers }).toEqual({ reads: 61, timers: 0 });
  });

  it('tells a busy disk', async () => {
    const { clock, probe, sensor, loads, take } = bench();
    await sensor.start(take);
    probe.set({ diskPercent: 80 });
    sensor.watch(limit);
    await clock.pass(30_000);
    expect(loads).toEqual(['unknown', 'above']);
  });

  it('begins a new window after a sleep: half a minute before it proves nothing', async () => {
    const { clock, probe, sensor, loads, take } = bench();
    await sensor.start(take);
    sensor.watch(limit);
    await clock.pass(35_000);
    probe.sleep(3_600_000);
    clock.recheck();
    await clock.pass(40_000);
    expect(loads).toEqual(['unknown']);
    await clock.pass(25_000);
    expect(loads).toEqual(['unknown', 'below']);
  });

  it('goes to the second source, in a new window, when the first fails', async () => {
    const second: LoadProbe = {
      name: 'second',
      read: () => ({ cpuBusyMs: 5, cpuTotalMs: 1_000 + reads++ * 1_000, diskBusyMs: null }),
    };
    let reads = 0;
    const { clock, probe, sensor, loads, take } = bench([second]);
    await sensor.start(take);
    sensor.watch(limit);
    await clock.pass(35_000);
    probe.readable = false;
    await clock.pass(50_000);
    expect(loads).toEqual(['unknown']);
    await clock.pass(30_000);
    expect(loads).toEqual(['unknown', 'below']);
    expect(sensor.describe()[0]).toMatchObject({ source: 'second' });
  });

  it('is not fooled by an own child that ended: its time leaves the sum', async () => {
    const { clock, probe, sensor, loads, take } = bench();
    await sensor.start(take);
    let own = 5_000_000;
    sensor.watch({ ...limit, ownCpuMs: () => own });
    await clock.pass(15_000);
    own = 0;
    probe.set({ cpuPercent: 90 });
    await clock.pass(60_000);
    expect(loads).toEqual(['unknown', 'above']);
  });
});
