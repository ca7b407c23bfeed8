import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import type { SessionReading } from '../../../src-main/core/signals/readings.js';
import type { SessionSensor } from '../../../src-main/ports/sensors.js';
import { SignalInfo } from '../../../src-shared/model/signal.js';
import { Readings } from '../../support/readings.js';

/** A machine with one person logged on, in session `c9`. */
export interface SessionBench {
  sensor: SessionSensor;
  source: string;
  user: string;
  lock(locked: boolean): Promise<void>;
  /** The person logs off. */
  logOff(): Promise<void>;
  close(): Promise<void>;
}

/** What every session sensor owes. `reason` = why it cannot run here. */
export function describeSessionSensor(
  name: string,
  makeBench: () => Promise<SessionBench>,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`session sensor: ${name}`, reason), () => {
    let bench: SessionBench;
    let readings: Readings<SessionReading>;
    beforeEach(async () => {
      bench = await makeBench();
      readings = new Readings();
      await bench.sensor.start(readings.take);
    });
    afterEach(async () => {
      await bench.sensor.stop();
      await bench.close();
    });
    const until = (holds: (sessions: NonNullable<SessionReading['sessions']>) => boolean): Promise<number> =>
      readings.until(({ sessions }) => sessions !== null && holds(sessions));

    it('lists who is logged on', async () => {
      await until((sessions) => sessions.length === 1);
      expect(readings.last?.sessions?.[0]).toMatchObject({
        id: 'c9',
        user: bench.user,
        active: true,
        locked: false,
      });
    });

    it('tells of lock and unlock, once each', async () => {
      await until((sessions) => sessions[0]?.locked === false);
      await bench.lock(true);
      await until((sessions) => sessions[0]?.locked === true);
      await bench.lock(false);
      await until((sessions) => sessions[0]?.locked === false);
      const told = readings.all.map(({ reading }) => JSON.stringify(reading));
      expect(told.filter((text, index) => text === told[index - 1])).toEqual([]);
    });

    it('TASK-04 tells of the log-off: the list is empty, not unknown', async () => {
      await until((sessions) => sessions.length === 1);
      await bench.logOff();
      await until((sessions) => sessions.length === 0);
    });

    it('describes the session', async () => {
      await until((sessions) => sessions.length === 1);
      const [info] = bench.sensor.describe();
      SignalInfo.parse(info);
      expect(info).toMatchObject({ signal: 'session', value: bench.user, source: bench.source });
    });

    it('delivers nothing after stop', async () => {
      await until((sessions) => sessions.length === 1);
      await bench.sensor.stop();
      const before = readings.all.length;
      await bench.lock(true);
      expect(readings.all.length).toBe(before);
    });
  });
}
