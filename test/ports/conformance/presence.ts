import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import type { PresenceReading } from '../../../src-main/core/signals/readings.js';
import type { PresenceSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { Readings } from '../../support/readings.js';

/** A world with one person in it, and the sensor that looks at it. */
export interface PresenceBench {
  sensor: PresenceSensor;
  /** Name of the source in use. */
  source: string;
  /** Input now. */
  touch(): Promise<void>;
  /** The source falls silent though somebody may sit there. */
  silence(): Promise<void>;
  close(): Promise<void>;
}

export interface PresenceTraits {
  /** The watched time of the tests. The port starts at 10 s; sources do not mind less. */
  idleAfterMs: number;
  /** How much later than that `idle` may come: a source that knows the last input only roughly. */
  lateMs: number;
  /** From input to `active`: events at once, polls within their interval. */
  returnMs: number;
}

const eventTraits: PresenceTraits = { idleAfterMs: 600, lateMs: 600, returnMs: 500 };

/** What every presence sensor owes. `reason` = why it cannot run here. */
export function describePresenceSensor(
  name: string,
  makeBench: () => Promise<PresenceBench>,
  reason: string | null = null,
  traits: PresenceTraits = eventTraits,
): void {
  const { idleAfterMs, lateMs, returnMs } = traits;
  describe.skipIf(reason !== null)(titled(`presence sensor: ${name}`, reason), () => {
    let bench: PresenceBench;
    let readings: Readings<PresenceReading>;
    beforeEach(async () => {
      bench = await makeBench();
      readings = new Readings();
      bench.sensor.watch(idleAfterMs);
      await bench.touch();
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });
    const until = (presence: PresenceReading['presence'], timeoutMs = 5_000): Promise<number> =>
      readings.until((reading) => reading.presence === presence, timeoutMs);
    const idleWithin = idleAfterMs + lateMs;

    it('delivers its first reading within 3 s of the start', async () => {
      const begun = performance.now();
      await bench.sensor.start(readings.take);
      await readings.until(() => true, 3_000);
      expect((readings.all[0]?.atMs ?? Infinity) - begun).toBeLessThan(3_000);
    });

    it('WAM-05 UI-03 is idle when untouched and active at the next input', async () => {
      await bench.sensor.start(readings.take);
      await until('idle', idleWithin + 1_000);
      const touched = performance.now();
      await bench.touch();
      const returned = await until('active', returnMs + 2_000);
      expect(returned - touched).toBeLessThan(returnMs);
      await until('idle', idleWithin + 1_000);
      const told = readings.all.map(({ reading }) => reading.presence);
      expect(told.filter((presence, index) => presence === told[index - 1])).toEqual([]);
    });

    it('is never idle before the watched time has passed since the last input', async () => {
      await bench.sensor.start(readings.take);
      await until('idle', idleWithin + 1_000);
      // Not before the input is under way: what counts is the moment it reached the machine.
      const touched = performance.now();
      await bench.touch();
      await until('active', returnMs + 2_000);
      const idle = await until('idle', idleWithin + 1_000);
      expect(idle - touched).toBeGreaterThanOrEqual(idleAfterMs - 1);
      expect(idle - touched).toBeLessThan(idleWithin + 1_000);
    });

    it('tells the last input as a moment', async () => {
      const wall = Date.now();
      await bench.sensor.start(readings.take);
      await until('idle', idleWithin + 1_000);
      const last = readings.last?.lastInputAt;
      expect(last).not.toBeNull();
      // Touched just before the start; a rough source may say later, never much earlier.
      expect((last?.wall ?? 0) - wall).toBeGreaterThan(-3_000);
      expect((last?.wall ?? 0) - wall).toBeLessThan(lateMs + 1_000);
    });

    it('watch re-arms: a longer time is not reached yet, a shorter one is', async () => {
      await bench.sensor.start(readings.take);
      await until('idle', idleWithin + 1_000);
      bench.sensor.watch(3_600_000);
      await until('active', 2_000);
      bench.sensor.watch(idleAfterMs);
      await until('idle', 2_000);
    });

    it('describes idle with the source in use', async () => {
      await bench.sensor.start(readings.take);
      await until('idle', idleWithin + 1_000);
      const [info] = bench.sensor.describe();
      SignalInfo.parse(info);
      expect(info).toMatchObject({ signal: 'idle', value: 'idle', source: bench.source });
      expect(info?.age).not.toBeNull();
    });

    it('CT-04 a source that falls silent is unknown, never idle, and names a remedy', async () => {
      await bench.sensor.start(readings.take);
      await until('idle', idleWithin + 1_000);
      await bench.silence();
      await until('unknown');
      expect(readings.last).toEqual({ presence: 'unknown', lastInputAt: null });
      expect(bench.sensor.describe()[0]).toMatchObject({ value: 'unknown', confidence: 'none' });
      expect(bench.sensor.describe()[0]?.remedy).toMatch(/\w/);
    });

    it('delivers nothing after stop', async () => {
      await bench.sensor.start(readings.take);
      await readings.until(() => true, 3_000);
      await bench.sensor.stop();
      const before = readings.all.length;
      await bench.touch();
      expect(readings.all.length).toBe(before);
    });
  });
}
