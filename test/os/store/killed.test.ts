import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src-main/adapters/store/open-store.js';
import { bundle } from '../../support/bundle.js';
import { ChildProgram } from '../../support/child-program.js';
import { expectBatches } from '../../support/expect-batches.js';
import { keptLog } from '../../support/store-rows.js';

const rounds = 50;

describe('a host that is killed while it commits', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'caretaker-killed-'));
    program = await bundle(new URL('programs/committer.ts', import.meta.url).pathname, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Lets it commit, kills it after `afterMs`, and tells the last batch that it acknowledged. */
  async function killedAfter(file: string, afterMs: number): Promise<number> {
    const child = new ChildProgram(process.execPath, [program, file]);
    let acknowledged = Number((await child.line()).replace('open ', ''));
    const ended = new Promise<void>((resolve) => child.child.once('close', () => resolve()));
    await child.line((line) => line === String(acknowledged + 1));
    acknowledged += 1;
    await pause(afterMs);
    child.child.kill('SIGKILL');
    await ended;
    for (;;) {
      try {
        acknowledged = Number(await child.line());
      } catch {
        return acknowledged;
      }
    }
  }

  it(`has all acknowledged batches and no half one, ${rounds} times`, async () => {
    const file = join(folder, 'store.db');
    const seen: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const acknowledged = await killedAfter(file, Math.random() * 25);
      const { log, lines } = keptLog();
      const store = openStore({ file, log, now: Date.now });
      try {
        const last = store.journalLength();
        // The one that was just being acknowledged may be there as well.
        expect([acknowledged, acknowledged + 1]).toContain(last);
        expectBatches(store, last);
        expect(store.recovered).toBeNull();
        expect(lines).toEqual([]);
        seen.push(last);
      } finally {
        store.close();
      }
    }
    expect(new Set(seen).size).toBe(rounds);
  }, 180_000);
});
