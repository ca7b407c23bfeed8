import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NetworkReading } from '../../../src-main/core/signals/readings.js';
import type { NetworkSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { Readings } from '../../support/readings.js';

/** A world with addresses to give and take; it begins with none but loopback. */
export interface NetworkBench {
  sensor: NetworkSensor;
  /** Name of the source of addresses in this world. */
  source: string;
  addAddress(address: string): void;
  removeAddress(address: string): void;
  /** The source falls silent, and speaks again. */
  silence(): void;
  speak(): void;
  close(): Promise<void> | void;
}

/** What every network sensor owes for addresses. `reason` = why it cannot run here. */
export function describeNetworkSensor(
  name: string,
  makeBench: () => NetworkBench,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(`network sensor: ${name}${reason === null ? '' : ` (${reason})`}`, () => {
    let bench: NetworkBench;
    let readings: Readings<NetworkReading>;
    const has = (...addresses: string[]) =>
      readings.until((reading) => JSON.stringify(reading.addresses) === JSON.stringify(addresses));
    const signal = (wanted: string) => bench.sensor.describe().find((info) => info.signal === wanted);

    beforeEach(() => {
      bench = makeBench();
      readings = new Readings();
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });

    it('delivers a first reading within 3 s, without loopback', async () => {
      const begun = performance.now();
      await bench.sensor.start(readings.take);
      expect((await has()) - begun).toBeLessThan(3_000);
      expect(readings.all).toHaveLength(1);
    });

    it('SCM-22 UI-04 tells the arrival of the first address, IPv4 or IPv6', async () => {
      await bench.sensor.start(readings.take);
      await has();
      bench.addAddress('10.77.0.5');
      await has('10.77.0.5');
      bench.addAddress('2001:db8::5');
      await has('10.77.0.5', '2001:db8::5');
    });

    it('SCM-23 UI-04 tells the departure of the last address', async () => {
      bench.addAddress('10.77.0.5');
      bench.addAddress('10.77.0.6');
      await bench.sensor.start(readings.take);
      await has('10.77.0.5', '10.77.0.6');
      bench.removeAddress('10.77.0.5');
      await has('10.77.0.6');
      bench.removeAddress('10.77.0.6');
      await has();
    });

    it('never delivers the same reading twice in a row', async () => {
      await bench.sensor.start(readings.take);
      await has();
      for (let i = 0; i < 5; i += 1) {
        bench.addAddress('10.77.0.5');
        bench.removeAddress('10.77.0.5');
      }
      bench.addAddress('10.77.0.9');
      await has('10.77.0.9');
      const texts = readings.all.map(({ reading }) => JSON.stringify(reading));
      expect(texts.filter((text, index) => text === texts[index - 1])).toEqual([]);
    });

    it('CT-04 is unknown, with a remedy, while its source is silent, and known again after it', async () => {
      bench.addAddress('10.77.0.5');
      await bench.sensor.start(readings.take);
      await has('10.77.0.5');
      bench.silence();
      bench.addAddress('10.77.0.6');
      await readings.until((reading) => reading.addresses === null, 10_000);
      expect(signal('addresses')).toMatchObject({ value: 'unknown', confidence: 'none' });
      expect(signal('addresses')?.remedy).toMatch(/\w/);
      bench.speak();
      await readings.until((reading) => reading.addresses?.includes('10.77.0.6') === true, 10_000);
      expect(signal('addresses')?.remedy).toBeNull();
    });

    it('describes addresses and networks with source, since and age', async () => {
      bench.addAddress('10.77.0.5');
      await bench.sensor.start(readings.take);
      await has('10.77.0.5');
      for (const info of bench.sensor.describe()) SignalInfo.parse(info);
      expect(signal('addresses')).toMatchObject({ value: '10.77.0.5', source: bench.source, remedy: null });
      expect(signal('networks')).toBeDefined();
    });

    it('delivers nothing after stop', async () => {
      await bench.sensor.start(readings.take);
      await has();
      await bench.sensor.stop();
      bench.addAddress('10.77.0.5');
      await new Promise((resolve) => setImmediate(resolve));
      expect(readings.all).toHaveLength(1);
    });
  });
}
