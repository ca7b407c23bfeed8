import { describe, expect, it } from 'vitest';
import { ElectronKeepAwake } from '../../src-main/adapters/awake/keep-awake.electron.js';
import { NoKeepAwake } from '../../src-main/adapters/awake/no-keep-awake.js';
import type { KeepAwake } from '../../src-main/ports/keep-awake.js';
import { FakeKeepAwake } from '../support/fakes/fake-keep-awake.js';
import { silentLog } from '../support/sensor-context.js';
import { describeKeepAwake, type KeepAwakeBench } from './conformance/keep-awake.js';

const bench = (keepAwake: KeepAwake, locks: () => number): Promise<KeepAwakeBench> =>
  Promise.resolve({
    keepAwake,
    held: (is) => Promise.resolve(expect(locks() > 0).toBe(is)),
    locks,
    close: () => Promise.resolve(),
  });

describeKeepAwake('fake', () => {
  const fake = new FakeKeepAwake();
  return bench(fake, () => (fake.held === null ? 0 : 1));
});

describeKeepAwake('Electron, over a fake powerSaveBlocker', () => {
  const ids = new Set<number>();
  let next = 0;
  const blocker = {
    start: (type: string) => {
      expect(type).toBe('prevent-app-suspension');
      ids.add(++next);
      return next;
    },
    stop: (id: number) => ids.delete(id),
  };
  return bench(new ElectronKeepAwake(blocker), () => ids.size);
});

describe('where nothing keeps the machine awake', () => {
  it('says so once in the log, and whenever it is asked', async () => {
    const warnings: string[] = [];
    const none = new NoKeepAwake(
      { ...silentLog, warn: (message) => void warnings.push(message) },
      'Start logind.',
    );
    none.hold('one');
    none.release();
    none.hold('two');
    expect(warnings).toHaveLength(1);
    expect(none.obstacle()).toBe('Start logind.');
    await none.close();
  });
});
