import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceReading } from '../../../src-main/core/signals/readings.js';
import type { DeviceSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { eventually } from '../../support/eventually.js';
import { Readings } from '../../support/readings.js';

export interface DeviceBench {
  sensor: DeviceSensor;
  source: string;
  /** The camera of SCM-35 is plugged in: USB\VID_04A9&PID_220E, a still-image device. */
  plugCamera(): void;
  /** It is pulled out. */
  pullCamera(): void;
  silence(): void;
  speak(): void;
  close(): Promise<void> | void;
}

const imaging = '6bdd1fc6-810f-11d0-bec7-08002be2092f';

/** What every device sensor owes. `reason` = why it cannot run here. */
export function describeDeviceSensor(
  name: string,
  makeBench: () => DeviceBench,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(`device sensor: ${name}${reason === null ? '' : ` (${reason})`}`, () => {
    let bench: DeviceBench;
    let readings: Readings<DeviceReading>;
    const signal = () => bench.sensor.describe()[0];
    const listening = () => eventually(() => signal()?.value === 'listening', 5_000, 'listening');
    const cameras = () => readings.all.filter(({ reading }) => reading.classes.includes(imaging));

    beforeEach(() => {
      bench = makeBench();
      readings = new Readings();
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });

    it('delivers nothing for devices that are there already', async () => {
      await bench.sensor.start(readings.take);
      await listening();
      expect(readings.all).toEqual([]);
    });

    it('SCM-24 SCM-35 UI-05 tells the arrival with interface class and hardware ids', async () => {
      await bench.sensor.start(readings.take);
      await listening();
      bench.plugCamera();
      await eventually(() => cameras().length > 0);
      expect(cameras()).toHaveLength(1);
      const { classes, ids, name } = cameras()[0]?.reading ?? { classes: [], ids: [], name: '' };
      expect(ids).toContain('USB\\VID_04A9&PID_220E');
      expect(ids).toContain('USB\\VID_04A9&PID_220E&REV_0100');
      for (const guid of classes) expect(guid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(name).toMatch(/\w/);
    });

    it('SCM-25 tells nothing of a removal, and of each arrival anew', async () => {
      await bench.sensor.start(readings.take);
      await listening();
      bench.plugCamera();
      await eventually(() => cameras().length === 1);
      bench.pullCamera();
      bench.plugCamera();
      await eventually(() => cameras().length > 1);
      expect(cameras()).toHaveLength(2);
    });

    it('CT-04 is unknown, with a remedy, while its source is silent, and listens again after it', async () => {
      await bench.sensor.start(readings.take);
      await listening();
      expect(SignalInfo.parse(signal())).toMatchObject({ source: bench.source, remedy: null });
      bench.silence();
      await eventually(() => signal()?.value === 'unknown');
      expect(SignalInfo.parse(signal())).toMatchObject({ source: 'none', confidence: 'none' });
      expect(signal()?.remedy).toMatch(/\w/);
      bench.speak();
      await listening();
      bench.plugCamera();
      await eventually(() => cameras().length === 1);
    });

    it('delivers nothing after stop', async () => {
      await bench.sensor.start(readings.take);
      await listening();
      await bench.sensor.stop();
      bench.plugCamera();
      await new Promise((resolve) => setImmediate(resolve));
      expect(readings.all).toEqual([]);
    });
  });
}
