import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import type { SystemReading } from '../../../src-main/core/signals/readings.js';
import type { SystemSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { eventually } from '../../support/eventually.js';

/** A machine that can be put to sleep. */
export interface SystemBench {
  sensor: SystemSensor;
  source: string;
  /** Asks for sleep; the returned promise resolves when the machine really goes (nobody holds it back). */
  sleep(): Promise<void>;
  wake(): Promise<void>;
  /** As `sleep`, for power-off. */
  shutDown(): Promise<void>;
  close(): Promise<void>;
}

/** What every system sensor owes. `reason` = why it cannot run here. */
export function describeSystemSensor(
  name: string,
  makeBench: () => Promise<SystemBench>,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`system sensor: ${name}`, reason), () => {
    let bench: SystemBench;
    let told: string[];
    let onReading: (reading: SystemReading) => void | Promise<void>;
    beforeEach(async () => {
      bench = await makeBench();
      told = [];
      onReading = () => undefined;
      await bench.sensor.start((reading) => {
        told.push(reading.kind);
        return onReading(reading);
      });
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });

    it('UI-02 SCM-05 tells of sleep and resume, once each', async () => {
      await bench.sleep();
      expect(told).toEqual(['suspending']);
      await bench.wake();
      await eventually(() => told.length === 2);
      expect(told).toEqual(['suspending', 'resumed']);
    });

    it('holds the machine back until the handler is done, also the second time', async () => {
      for (let round = 0; round < 2; round += 1) {
        told = [];
        let finish: () => void = () => undefined;
        onReading = ({ kind }) =>
          kind === 'suspending' ? new Promise<void>((resolve) => (finish = resolve)) : undefined;
        let isAsleep = false;
        const asleep = bench.sleep().then(() => (isAsleep = true));
        await eventually(() => told.includes('suspending'));
        // Time in which a machine that nobody holds would have gone.
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(isAsleep).toBe(false);
        finish();
        await asleep;
        await bench.wake();
        await eventually(() => told.includes('resumed'));
        await eventually(() => bench.sensor.describe()[0]?.confidence === 'high');
      }
    });

    it('tells of a shutdown', async () => {
      await bench.shutDown();
      expect(told).toEqual(['shutting-down']);
    });

    it('describes the system', () => {
      const [info] = bench.sensor.describe();
      SignalInfo.parse(info);
      expect(info).toMatchObject({ signal: 'system', value: 'on', source: bench.source, remedy: null });
    });

    it('delivers nothing after stop, and holds nothing back', async () => {
      await bench.sensor.stop();
      await bench.sleep();
      expect(told).toEqual([]);
    });
  });
}
