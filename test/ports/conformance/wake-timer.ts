import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WakeReading } from '../../../src-main/core/signals/readings.js';
import { wall } from '../../../src-main/core/time/stamp.js';
import type { WakeTimer } from '../../../src-main/ports/wake-timer.js';
import { titled } from '../../support/requirements.js';

/** A machine that can be woken. No timer is set at the beginning. */
export interface WakeBench {
  timer: WakeTimer;
  /** When the machine would wake, ms since epoch, to the second; null: it would not. */
  wakesAt(): number | null;
  /** Resolves when the machine has been put to sleep. */
  slept(): Promise<unknown>;
  close(): Promise<void> | void;
}

const tomorrow = Math.floor(Date.now() / 1000) * 1000 + 86_400_000;

/** What every wake timer owes. */
export function describeWakeTimer(
  name: string,
  makeBench: () => Promise<WakeBench> | WakeBench,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`wake timer: ${name}`, reason), () => {
    let bench: WakeBench;
    let said: WakeReading[];
    beforeEach(async () => {
      bench = await makeBench();
      said = [];
      await bench.timer.start((reading) => said.push(reading));
    });
    afterEach(async () => {
      await bench.timer.close();
      await bench.close();
    });

    it('says that it can, and sets nothing for it', () => {
      expect(said).toEqual([{ able: 'yes', reason: null }]);
      expect(bench.wakesAt()).toBeNull();
    });

    it('WAM-26 sets one timer, replaces it and takes it back', async () => {
      bench.timer.set(wall(tomorrow));
      await bench.timer.settled();
      expect(bench.wakesAt()).toBe(tomorrow);
      bench.timer.set(wall(tomorrow + 3_600_000));
      await bench.timer.settled();
      expect(bench.wakesAt()).toBe(tomorrow + 3_600_000);
      bench.timer.set(wall(tomorrow));
      await bench.timer.settled();
      expect(bench.wakesAt()).toBe(tomorrow);
      bench.timer.clear();
      bench.timer.clear();
      await bench.timer.settled();
      expect(bench.wakesAt()).toBeNull();
      expect(said).toHaveLength(1);
    });

    it('WAM-26 puts the machine to sleep again', async () => {
      bench.timer.sleepAgain();
      await bench.slept();
    });

    it('leaves no timer behind', async () => {
      bench.timer.set(wall(tomorrow));
      await bench.timer.close();
      expect(bench.wakesAt()).toBeNull();
    });
  });
}
