import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainReading } from '../../../src-main/core/signals/readings.js';
import type { DomainSensor } from '../../../src-main/ports/sensors.js';
import { Readings } from '../../support/readings.js';

/** A machine that belongs to no domain yet. */
export interface DomainBench {
  sensor: DomainSensor;
  join(domain: string): Promise<void> | void;
  leave(): Promise<void> | void;
  close(): Promise<void> | void;
}

/** What every domain sensor owes. */
export function describeDomainSensor(name: string, makeBench: () => DomainBench): void {
  describe(`domain sensor: ${name}`, () => {
    let bench: DomainBench;
    let readings: Readings<DomainReading>;
    beforeEach(async () => {
      bench = makeBench();
      readings = new Readings();
      await bench.sensor.start(readings.take);
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });

    it('SCM-26 tells that the machine is joined, and that it has left, once each', async () => {
      await readings.until(({ known, domain }) => known && domain === null);
      await bench.join('corp.example');
      await readings.until(({ domain }) => domain === 'corp.example');
      await bench.leave();
      await readings.until(({ known, domain }) => known && domain === null);
      expect(readings.all.map(({ reading }) => reading.domain)).toEqual([null, 'corp.example', null]);
    });

    it('delivers nothing after stop', async () => {
      await bench.sensor.stop();
      const before = readings.all.length;
      await bench.join('corp.example');
      expect(readings.all).toHaveLength(before);
    });
  });
}
