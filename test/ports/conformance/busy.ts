import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import type { BusyReading } from '../../../src-main/core/signals/readings.js';
import type { BusySensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { Readings } from '../../support/readings.js';

/** A world in which one thing can make the machine busy. It begins quiet. */
export interface BusyBench {
  sensor: BusySensor;
  source: string;
  /** How the sensor calls the cause. */
  cause: string;
  begin(): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

/** What every busy sensor owes. `reason` = why it cannot run here. */
export function describeBusySensor(
  name: string,
  makeBench: () => Promise<BusyBench>,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`busy sensor: ${name}`, reason), () => {
    let bench: BusyBench;
    let readings: Readings<BusyReading>;
    beforeEach(async () => {
      bench = await makeBench();
      readings = new Readings();
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });
    const until = (causes: string[]): Promise<number> =>
      readings.until((reading) => JSON.stringify(reading.causes) === JSON.stringify(causes));

    it('CT-16 is busy while the cause lasts, and tells each change once', async () => {
      await bench.sensor.start(readings.take);
      await until([]);
      await bench.begin();
      await until([bench.cause]);
      await bench.end();
      await until([]);
      expect(readings.all.map(({ reading }) => reading.causes)).toEqual([[], [bench.cause], []]);
    });

    it('knows at the start what has begun before it', async () => {
      await bench.begin();
      await bench.sensor.start(readings.take);
      await until([bench.cause]);
    });

    it('describes busy with its cause and source', async () => {
      await bench.sensor.start(readings.take);
      await bench.begin();
      await until([bench.cause]);
      const [info] = bench.sensor.describe();
      SignalInfo.parse(info);
      expect(info).toMatchObject({ signal: 'busy', value: bench.cause, source: bench.source });
    });

    it('delivers nothing after stop', async () => {
      await bench.sensor.start(readings.take);
      await until([]);
      await bench.sensor.stop();
      const before = readings.all.length;
      await bench.begin();
      expect(readings.all.length).toBe(before);
    });
  });
}
