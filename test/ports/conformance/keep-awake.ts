import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeepAwake } from '../../../src-main/ports/keep-awake.js';
import { titled } from '../../support/requirements.js';

export interface KeepAwakeBench {
  keepAwake: KeepAwake;
  /** Resolves when the machine is (or is not) held awake; rejects when that does not come true. */
  held(is: boolean): Promise<unknown>;
  /** How many locks are held now. */
  locks(): Promise<number> | number;
  close(): Promise<void>;
}

/** What everything that keeps a machine awake owes. */
export function describeKeepAwake(
  name: string,
  makeBench: () => Promise<KeepAwakeBench>,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`keep awake: ${name}`, reason), () => {
    let bench: KeepAwakeBench;
    beforeEach(async () => {
      bench = await makeBench();
    });
    afterEach(async () => {
      await bench.keepAwake.close();
      await bench.close();
    });

    it('holds between hold and release', async () => {
      expect(await bench.locks()).toBe(0);
      bench.keepAwake.hold('regular maintenance');
      await bench.held(true);
      expect(bench.keepAwake.obstacle?.() ?? null).toBeNull();
      bench.keepAwake.release();
      await bench.held(false);
    });

    it('holds one lock however often it is asked, and gives it back at the first release', async () => {
      bench.keepAwake.hold('one');
      bench.keepAwake.hold('two');
      await bench.held(true);
      expect(await bench.locks()).toBe(1);
      bench.keepAwake.release();
      bench.keepAwake.release();
      await bench.held(false);
    });

    it('can be held again, also in one breath with a release', async () => {
      bench.keepAwake.hold('one');
      await bench.held(true);
      bench.keepAwake.release();
      bench.keepAwake.hold('two');
      await bench.held(true);
      bench.keepAwake.release();
      await bench.held(false);
    });

    it('gives the lock back on close', async () => {
      bench.keepAwake.hold('one');
      await bench.held(true);
      await bench.keepAwake.close();
      await bench.held(false);
    });
  });
}
