import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice, Notifier } from '../../../src-main/ports/notifier.js';
import { eventually } from '../../support/eventually.js';
import { titled } from '../../support/requirements.js';

export interface NotifierBench {
  notifier: Notifier;
  /** Titles shown so far, in order. */
  shown(): string[];
  close(): Promise<void>;
}

/** What every notifier owes. */
export function describeNotifier(
  name: string,
  makeBench: () => Promise<NotifierBench>,
  reason: string | null = null,
): void {
  describe.skipIf(reason !== null)(titled(`notifier: ${name}`, reason), () => {
    let bench: NotifierBench;
    beforeEach(async () => {
      bench = await makeBench();
    });
    afterEach(async () => {
      await bench.notifier.close();
      await bench.close();
    });
    const notice = (key: string, urgency: Notice['urgency'] = 'normal'): Notice => ({
      key,
      title: `title of ${key}`,
      body: 'Backup <Home> & more',
      urgency,
    });
    const shows = (...keys: string[]) =>
      eventually(
        () => JSON.stringify(bench.shown()) === JSON.stringify(keys.map((key) => `title of ${key}`)),
      );

    it('WAM-52 shows a notice', async () => {
      bench.notifier.notify(notice('overdue'));
      await shows('overdue');
    });

    it('shows the same key once, another key as well', async () => {
      for (const key of ['one', 'one', 'two', 'one', 'two']) bench.notifier.notify(notice(key));
      await shows('one', 'two');
    });

    it('shows critical ones', async () => {
      bench.notifier.notify(notice('disk', 'critical'));
      await shows('disk');
    });

    it('has shown what it was given when close resolves', async () => {
      bench.notifier.notify(notice('last'));
      await bench.notifier.close();
      await shows('last');
      expect(bench.shown()).toHaveLength(1);
    });
  });
}
