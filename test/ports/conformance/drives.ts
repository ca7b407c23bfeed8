import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DrivesReading } from '../../../src-main/core/signals/readings.js';
import type { DrivesSensor } from '../../../src-main/ports/sensors.js';
import { Readings } from '../../support/readings.js';
import { titled } from '../../support/requirements.js';

/** A machine without network drives. */
export interface DrivesBench {
  sensor: DrivesSensor;
  /** Mounts one; its mount point. */
  mount(): Promise<string> | string;
  unmount(): Promise<void> | void;
  close(): Promise<void> | void;
}

/** What every sensor of network drives owes. `reason` = why it cannot run here. */
export function describeDrivesSensor(
  name: string,
  makeBench: () => DrivesBench,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`drives sensor: ${name}`, reason), () => {
    let bench: DrivesBench;
    let readings: Readings<DrivesReading>;
    beforeEach(async () => {
      bench = makeBench();
      readings = new Readings();
      await bench.sensor.start(readings.take);
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });

    it('SCM-139 tells of a network drive that comes and goes, once each', async () => {
      await readings.until(({ drives }) => drives.length === 0);
      const point = await bench.mount();
      await readings.until(({ drives }) => drives.includes(point));
      await bench.unmount();
      await readings.until(({ drives }) => drives.length === 0);
      expect(readings.all.map(({ reading }) => reading.drives)).toEqual([[], [point], []]);
    });
  });
}
