import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { elapsed } from '../../../src-main/core/time/stamp.js';
import type { Clock, ClockNotice } from '../../../src-main/ports/clock.js';
import { eventually } from '../../support/eventually.js';

/** A clock in a world where time passes, and, where it can be arranged, is tampered with. */
export interface ClockBench {
  clock: Clock;
  /** Lets time pass, by the hand or by waiting. */
  pass(ms: number): Promise<void>;
  tamper: {
    shiftWall(ms: number): void;
    setZone(zone: string): void;
    /** The machine sleeps: both clocks go on, Node's timers do not. */
    sleep(ms: number): void;
  } | null;
  close(): void;
}

/** What every clock owes. `tampers` tells whether the bench can arrange jumps, sleep and other zones. */
export function describeClock(name: string, tampers: boolean, makeBench: () => ClockBench): void {
  describe(`clock: ${name}`, () => {
    let bench: ClockBench;
    let clock: Clock;
    beforeEach(() => {
      bench = makeBench();
      clock = bench.clock;
    });
    afterEach(() => bench.close());
    const inMs = (ms: number) => elapsed(clock.now().elapsed + ms);

    it('gives whole milliseconds that never go back', () => {
      let last = clock.now();
      for (let i = 0; i < 5_000; i += 1) {
        const now = clock.now();
        expect(now.elapsed).toBeGreaterThanOrEqual(last.elapsed);
        last = now;
      }
      expect(Number.isInteger(last.elapsed)).toBe(true);
      expect(Number.isInteger(last.wall)).toBe(true);
      expect(last.elapsed).toBeGreaterThan(0);
    });

    it('moves both clocks by the time that passed', async () => {
      const before = clock.now();
      await bench.pass(120);
      const after = clock.now();
      expect(after.elapsed - before.elapsed).toBeGreaterThanOrEqual(119);
      expect(Math.abs(after.wall - before.wall - (after.elapsed - before.elapsed))).toBeLessThan(100);
    });

    it('names the boot and the zone', () => {
      expect(clock.bootId()).toMatch(/\S/);
      expect(clock.bootId()).toBe(clock.bootId());
      expect(() => new Intl.DateTimeFormat('en', { timeZone: clock.zone() })).not.toThrow();
    });

    it('fires a timer once, never early', async () => {
      const at = inMs(60);
      const fired: number[] = [];
      clock.setTimer(at, () => fired.push(clock.now().elapsed));
      await bench.pass(30);
      expect(fired).toEqual([]);
      await bench.pass(150);
      expect(fired).toHaveLength(1);
      expect(fired[0]).toBeGreaterThanOrEqual(at);
    });

    it('fires at once, but later than the call, when the instant has passed', async () => {
      let fired = 0;
      clock.setTimer(inMs(-1_000), () => (fired += 1));
      expect(fired).toBe(0);
      await bench.pass(30);
      expect(fired).toBe(1);
    });

    it('does not fire what was cancelled, also by the timer before it', async () => {
      const fired: string[] = [];
      const first = clock.setTimer(inMs(20), () => fired.push('first'));
      const third = clock.setTimer(inMs(40), () => fired.push('third'));
      clock.setTimer(inMs(30), () => {
        fired.push('second');
        third();
      });
      first();
      await bench.pass(150);
      expect(fired).toEqual(['second']);
    });

    it('fires in the order of the instants and takes a new timer from a firing one', async () => {
      const fired: string[] = [];
      clock.setTimer(inMs(40), () => fired.push('late'));
      clock.setTimer(inMs(20), () => {
        fired.push('early');
        clock.setTimer(inMs(40), () => fired.push('from early'));
      });
      await bench.pass(250);
      expect(fired).toEqual(['early', 'late', 'from early']);
    });

    it('takes an instant further away than any Node timer', async () => {
      let fired = 0;
      const cancel = clock.setTimer(inMs(90 * 86_400_000), () => (fired += 1));
      await bench.pass(50);
      expect(fired).toBe(0);
      cancel();
    });

    if (!tampers) return;
    describe('when time is tampered with', () => {
      let notices: ClockNotice[];
      const watched = () => {
        notices = [];
        const end = clock.watch((notice) => notices.push(notice));
        return { end, tamper: bench.tamper ?? { shiftWall: () => {}, setZone: () => {}, sleep: () => {} } };
      };
      /** A look at the clock is what notices; the notice comes after it. */
      const look = async () => {
        clock.now();
        await bench.pass(5);
      };

      it.each([3_600_000, -3_600_000, 2_500, -2_500])(
        'CT-23 notices a wall clock set by %d ms, once',
        async (ms) => {
          const { end, tamper } = watched();
          const before = clock.now();
          tamper.shiftWall(ms);
          await look();
          await look();
          end();
          expect(notices.map(({ kind }) => kind)).toEqual(['jumped']);
          const [notice] = notices;
          expect(notice?.kind === 'jumped' ? Math.abs(notice.byMs - ms) : Infinity).toBeLessThanOrEqual(50);
          // The elapsed clock does not care.
          expect(clock.now().elapsed - before.elapsed).toBeLessThan(2_000);
        },
      );

      it('CT-23 takes up to two seconds for no jump', async () => {
        const { end, tamper } = watched();
        tamper.shiftWall(1_900);
        await look();
        end();
        expect(notices).toEqual([]);
      });

      it('CT-23 notices another zone, once', async () => {
        const { end, tamper } = watched();
        const zone = clock.zone() === 'Asia/Tokyo' ? 'Europe/Athens' : 'Asia/Tokyo';
        tamper.setZone(zone);
        await eventually(() => notices.length > 0, 3_000, 'a notice of the zone');
        expect(clock.zone()).toBe(zone);
        end();
        expect(notices).toEqual([{ kind: 'zone-changed', zone }]);
      });

      it('CT-07 counts time asleep, calls it no jump, and fires on recheck what fell due', async () => {
        const { end, tamper } = watched();
        let fired = 0;
        clock.setTimer(inMs(600_000), () => (fired += 1));
        const before = clock.now();
        tamper.sleep(3_600_000);
        clock.recheck?.();
        const after = clock.now();
        expect(Math.abs(after.elapsed - before.elapsed - 3_600_000)).toBeLessThan(200);
        await bench.pass(20);
        end();
        expect(fired).toBe(1);
        expect(notices).toEqual([]);
      });

      it('is silent after the end of the watch', async () => {
        const { end, tamper } = watched();
        end();
        tamper.shiftWall(3_600_000);
        tamper.setZone('Asia/Tokyo');
        await look();
        expect(notices).toEqual([]);
      });
    });
  });
}
