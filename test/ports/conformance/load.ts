import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadReading } from '../../../src-main/core/signals/readings.js';
import type { LoadSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { Readings } from '../../support/readings.js';

/** A machine whose others' work can be set; it begins at rest. */
export interface LoadBench {
  sensor: LoadSensor;
  windowMs: number;
  /** Others work about this much of the whole machine from now on. */
  work(percent: number): void;
  /** The work of Caretaker's own children, per cent of the whole machine; null where it cannot be arranged. */
  ownWork: ((percent: number) => void) | null;
  /** The counters cannot be read any longer. */
  silence(): void;
  pass(ms: number): Promise<void>;
  /** CPU time of own children so far, ms. */
  ownCpuMs(): number;
  close(): Promise<void> | void;
}

/** What every load sensor owes. `ownWork`: whether the bench can arrange own work. */
export function describeLoadSensor(
  name: string,
  ownWork: boolean,
  makeBench: () => LoadBench,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(`load sensor: ${name}${reason === null ? '' : ` (${reason})`}`, () => {
    let bench: LoadBench;
    let readings: Readings<LoadReading>;
    const loads = () => readings.all.map(({ reading }) => reading.load);
    const watch = (limitPercent = 50) =>
      bench.sensor.watch({ limitPercent, windowMs: bench.windowMs, ownCpuMs: () => bench.ownCpuMs() });
    const windows = (count: number) => bench.pass(Math.ceil(bench.windowMs * count));

    beforeEach(() => {
      bench = makeBench();
      readings = new Readings();
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });

    it('is unknown at first, and says below only after a whole window', async () => {
      await bench.sensor.start(readings.take);
      expect(loads()).toEqual(['unknown']);
      watch();
      await windows(0.6);
      expect(loads()).toEqual(['unknown']);
      await windows(1.2);
      expect(loads()).toEqual(['unknown', 'below']);
    });

    it('says above while others work, and below after they have ended', async () => {
      await bench.sensor.start(readings.take);
      bench.work(90);
      watch();
      await windows(1.5);
      expect(loads()).toEqual(['unknown', 'above']);
      bench.work(0);
      await windows(2.5);
      expect(loads()).toEqual(['unknown', 'above', 'below']);
    });

    it('may be watched before its start', async () => {
      watch();
      await bench.sensor.start(readings.take);
      await windows(1.8);
      expect(loads()).toEqual(['unknown', 'below']);
    });

    it('tells nothing while it rests, and decides anew at the next watch', async () => {
      await bench.sensor.start(readings.take);
      watch();
      await windows(1.8);
      bench.sensor.rest();
      bench.work(90);
      await windows(1.5);
      expect(loads()).toEqual(['unknown', 'below']);
      bench.work(0);
      watch();
      await windows(1.8);
      expect(loads()).toEqual(['unknown', 'below', 'below']);
    });

    it('CT-04 is unknown when its counters cannot be read any longer', async () => {
      await bench.sensor.start(readings.take);
      watch();
      await windows(1.8);
      bench.silence();
      await windows(1.8);
      expect(loads()).toEqual(['unknown', 'below', 'unknown']);
      expect(bench.sensor.describe()[0]).toMatchObject({ confidence: 'none' });
    });

    it('describes itself, watched and not', async () => {
      await bench.sensor.start(readings.take);
      expect(SignalInfo.parse(bench.sensor.describe()[0])).toMatchObject({
        signal: 'load',
        value: 'not watched',
      });
      watch();
      await windows(1.8);
      const info = SignalInfo.parse(bench.sensor.describe()[0]);
      expect(info.value).toMatch(/^below/);
      expect(info).toMatchObject({ confidence: 'medium', remedy: null });
    });

    it('tells nothing after stop', async () => {
      await bench.sensor.start(readings.take);
      watch();
      await bench.sensor.stop();
      await windows(1.5);
      expect(loads()).toEqual(['unknown']);
    });

    if (!ownWork) return;
    it("does not count the work of Caretaker's own children", async () => {
      await bench.sensor.start(readings.take);
      bench.ownWork?.(90);
      watch();
      await windows(1.8);
      expect(loads()).toEqual(['unknown', 'below']);
    });
  });
}
