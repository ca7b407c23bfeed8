import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyReading } from '../../../src-main/core/signals/readings.js';
import type { PolicySource } from '../../../src-main/ports/policy.js';
import { eventually } from '../../support/eventually.js';

/** A world in which policy can be laid down. It begins without any. */
export interface PolicyBench {
  source: PolicySource;
  set(scope: PolicyReading['scope'], settings: Record<string, unknown> | null): void;
  close(): void;
}

/** What every source of policy owes. */
export function describePolicySource(name: string, makeBench: () => PolicyBench): void {
  describe(`policy: ${name}`, () => {
    let bench: PolicyBench;
    let said: PolicyReading[];
    const last = (scope: string): PolicyReading | undefined =>
      said.findLast((reading) => reading.scope === scope);

    beforeEach(() => {
      bench = makeBench();
      said = [];
    });
    afterEach(async () => {
      await bench.source.stop();
      bench.close();
    });

    const start = (): Promise<void> => bench.source.start((reading) => said.push(reading));

    it('says what both scopes hold before its start is over, also nothing', async () => {
      bench.set('machine', { time: '04:30' });
      await start();
      expect(said.map(({ scope, settings, problems }) => ({ scope, settings, problems }))).toEqual([
        { scope: 'machine', settings: { time: '04:30' }, problems: [] },
        { scope: 'user', settings: {}, problems: [] },
      ]);
      expect(said.every(({ source }) => source !== '')).toBe(true);
    });

    it('WAM-25 tells a change of either scope, and its end', async () => {
      await start();
      bench.set('machine', { time: '05:00' });
      await eventually(() => last('machine')?.settings['time'] === '05:00');
      bench.set('user', { wake: true });
      await eventually(() => last('user')?.settings['wake'] === true);
      bench.set('machine', null);
      await eventually(() => Object.keys(last('machine')?.settings ?? {}).length === 0);
      expect(last('user')?.settings).toEqual({ wake: true });
    });

    it('tells nothing when nothing changed', async () => {
      bench.set('user', { idleAfter: 'PT10M' });
      await start();
      await bench.source.refresh();
      await bench.source.refresh();
      expect(said).toHaveLength(2);
    });

    it('delivers nothing after stop', async () => {
      await start();
      await bench.source.stop();
      bench.set('machine', { time: '05:00' });
      await bench.source.refresh();
      expect(said).toHaveLength(2);
    });
  });
}
