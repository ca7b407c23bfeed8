import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import type { PowerReading } from '../../../src-main/core/signals/readings.js';
import type { PowerSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { eventually } from '../../support/eventually.js';
import { Readings } from '../../support/readings.js';

/** A world whose power can be changed, and the sensor that looks at it. */
export interface PowerBench {
  sensor: PowerSensor;
  /** Name of the best source in this world. */
  source: string;
  /** The machine has a battery; it begins plugged in and full. */
  setAc(online: boolean): Promise<void>;
  setCharge(percent: number): Promise<void>;
  /** Every source falls silent. */
  silence(): Promise<void>;
  close(): Promise<void>;
}

/** What every power sensor owes. `reason` = why it cannot run here. */
export function describePowerSensor(
  name: string,
  makeBench: () => Promise<PowerBench>,
  reason: string | null = null,
  changeWithinMs = 2_000,
): void {
  describe.skipIf(reason !== null)(titled(`power sensor: ${name}`, reason), () => {
    let bench: PowerBench;
    let readings: Readings<PowerReading>;

    beforeEach(async () => {
      bench = await makeBench();
      readings = new Readings();
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });
    const signal = (wanted: string): SignalInfo | undefined =>
      bench.sensor.describe().find((info) => info.signal === wanted);

    it('delivers its first reading within 3 s of the start', async () => {
      const begun = performance.now();
      await bench.sensor.start(readings.take);
      const at = await readings.until((reading) => reading.source === 'ac', 3_000);
      expect(at - begun).toBeLessThan(3_000);
    });

    it('UI-02 tells of the change to battery and back, once each', async () => {
      await bench.sensor.start(readings.take);
      await readings.until((reading) => reading.source === 'ac');
      await bench.setAc(false);
      await readings.until((reading) => reading.source === 'battery', changeWithinMs);
      await bench.setAc(true);
      await readings.until((reading) => reading.source === 'ac', changeWithinMs);
      const sources = readings.all.map(({ reading }) => reading.source).filter((s) => s !== 'unknown');
      const changes = sources.filter((source, index) => index === 0 || source !== sources[index - 1]);
      expect(changes).toEqual(['ac', 'battery', 'ac']);
    });

    it('never delivers the same reading twice in a row', async () => {
      await bench.sensor.start(readings.take);
      await readings.until((reading) => reading.source === 'ac');
      await bench.setAc(true);
      await bench.setAc(false);
      await readings.until((reading) => reading.source === 'battery', changeWithinMs);
      const texts = readings.all.map(({ reading }) => JSON.stringify(reading));
      expect(texts.filter((text, index) => text === texts[index - 1])).toEqual([]);
    });

    it('tells the charge in per cent', async () => {
      await bench.sensor.start(readings.take);
      await bench.setAc(false);
      await bench.setCharge(57);
      await readings.until((reading) => reading.percent === 57, changeWithinMs);
      await eventually(() => signal('battery')?.value === '57 %');
      expect(readings.last?.percent).toBe(57);
    });

    it('describes power and battery with the source in use', async () => {
      await bench.sensor.start(readings.take);
      await readings.until((reading) => reading.source === 'ac');
      for (const info of bench.sensor.describe()) SignalInfo.parse(info);
      expect(signal('power')).toMatchObject({ value: 'ac', source: bench.source, remedy: null });
      expect(signal('battery')).toBeDefined();
    });

    it('CT-04 is unknown, with a remedy, when every source has fallen silent', async () => {
      await bench.sensor.start(readings.take);
      await readings.until((reading) => reading.source === 'ac');
      await bench.silence();
      await readings.until((reading) => reading.source === 'unknown', 10_000);
      expect(signal('power')?.value).toBe('unknown');
      expect(signal('power')?.remedy).toMatch(/\w/);
    });

    it('delivers nothing after stop', async () => {
      await bench.sensor.start(readings.take);
      await readings.until((reading) => reading.source === 'ac');
      await bench.sensor.stop();
      const before = readings.all.length;
      await bench.setAc(false);
      await bench.setCharge(40);
      expect(readings.all.length).toBe(before);
    });
  });
}
