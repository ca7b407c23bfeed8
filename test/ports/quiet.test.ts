import { beforeEach, describe, expect, test } from 'vitest';
import { MachineQuietSensor } from '../../src-main/adapters/load/quiet-sensor.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import { FakeLoadProbe } from '../support/fakes/fake-load-probe.js';
import { silentLog } from '../support/sensor-context.js';

const minute = 60_000;

describe('others do next to nothing', () => {
  let clock: FakeClock;
  let probe: FakeLoadProbe;
  let sensor: MachineQuietSensor;
  let said: string[];

  beforeEach(async () => {
    clock = new FakeClock();
    probe = new FakeLoadProbe(clock);
    said = [];
    sensor = new MachineQuietSensor({ clock, log: silentLog, env: {} }, [probe]);
    await sensor.start(({ quiet }) => said.push(quiet));
  });

  function watch(): void {
    sensor.watch({
      cpuPercentOfCore: 10,
      diskPercent: 1,
      windowMs: 15 * minute,
      share: 0.9,
      ownCpuMs: () => probe.ownCpuMs(),
    });
  }

  /** The fake machine has four cores: 2.5 % of it is a tenth of one. */
  async function pass(minutes: number): Promise<void> {
    for (let half = 0; half < minutes * 2; half++) {
      await clock.pass(minute / 2);
    }
  }

  test('TASK-26 quiet is told when the stretch has passed, and not before', async () => {
    watch();
    await pass(14);
    expect(said).toEqual(['unknown']);
    await pass(2);
    expect(said).toEqual(['unknown', 'quiet']);
  });

  test('TASK-26 a tenth of the stretch may be busy, more may not', async () => {
    watch();
    probe.set({ cpuPercent: 30 });
    await pass(1);
    probe.set({ cpuPercent: 2 });
    await pass(16);
    expect(said).toEqual(['unknown', 'quiet']);
    probe.set({ diskPercent: 5 });
    await pass(3);
    expect(said).toEqual(['unknown', 'quiet', 'busy']);
    probe.set({ diskPercent: 0 });
    await pass(15);
    expect(said.at(-1)).toBe('quiet');
  });

  test("what Caretaker's own children do does not count", async () => {
    watch();
    probe.set({ ownPercent: 60 });
    await pass(16);
    expect(said.at(-1)).toBe('quiet');
  });

  test('what nobody could measure is unknown, and a sleep begins anew', async () => {
    watch();
    await pass(10);
    probe.sleep(60 * minute);
    await pass(10);
    expect(said).toEqual(['unknown']);
    await pass(6);
    expect(said.at(-1)).toBe('quiet');
    probe.readable = false;
    await pass(1);
    expect(said.at(-1)).toBe('unknown');
  });

  test('at rest nothing is read', async () => {
    watch();
    await pass(2);
    sensor.rest();
    const { reads } = probe;
    await pass(20);
    expect(probe.reads).toBe(reads);
  });
});
