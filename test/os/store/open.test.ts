import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../support/bundle.js';
import { ChildProgram } from '../../support/child-program.js';
import { expectBatches } from '../../support/expect-batches.js';
import { numberedBatch } from '../../support/numbered-batch.js';
import { storeFolder } from '../../support/store-folder.js';
import { missingRoot } from '../../support/requirements.js';

const folder = storeFolder();
const fault = (code: string, message: RegExp) =>
  expect.objectContaining({ name: 'Fault', code, message: expect.stringMatching(message) });

let programs: string;
let opener: string;
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'caretaker-programs-'));
  chmodSync(programs, 0o755);
  opener = await bundle(new URL('programs/opener.ts', import.meta.url).pathname, programs);
});
afterAll(() => rmSync(programs, { recursive: true, force: true }));

describe('opening the store', () => {
  it('leaves files that only their owner can read', async () => {
    const store = folder.open();
    store.commit(numberedBatch(1));
    await store.backUp();
    expect(folder.names()).toEqual(['store.db', 'store.db-wal', 'store.db.backup']);
    const modes = readdirSync(folder.path).map((name) => statSync(join(folder.path, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  it('leaves one file behind when it is closed, and closing twice does no harm', () => {
    const store = folder.open();
    store.commit(numberedBatch(1));
    store.close();
    store.close();
    expect(folder.names()).toEqual(['store.db']);
    expectBatches(folder.open(), 1);
  });

  it('refuses a store of a newer version with a sentence, and leaves it as it is', () => {
    folder.open().close();
    const db = new DatabaseSync(folder.file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const before = folder.contents();
    expect(() => folder.open()).toThrow(
      fault(
        'store-newer',
        /store\.db has version 99, but this Caretaker knows versions up to \d+: start the newer/,
      ),
    );
    expect(folder.contents()).toEqual(before);
  });

  it('refuses a newer version that only the log of a crash knows', () => {
    folder.open().close();
    // The version goes into the log; a copy of both files is what a crash leaves.
    const db = new DatabaseSync(folder.file);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA user_version = 99');
    const kept = join(folder.path, 'crashed');
    spawnSync('sh', ['-c', `mkdir "${kept}"; cp "${folder.file}" "${folder.file}-wal" "${kept}"`]);
    db.close();
    spawnSync('sh', ['-c', `rm -f "${folder.file}"*; mv "${kept}"/* "${folder.path}"; rmdir "${kept}"`]);
    expect(() => folder.open()).toThrow(fault('store-newer', /version 99/));
    expect(folder.names()).toContain('store.db');
    expect(folder.names().join()).not.toContain('damaged');
  });

  it('refuses a second opener in the same process', () => {
    folder.open();
    expect(() => folder.open()).toThrow(fault('store-busy', /only one host may use it/));
  });

  it('refuses a second opener in another process, until the first is gone', async () => {
    const first = new ChildProgram(process.execPath, [opener, folder.file, 'stay']);
    try {
      expect(JSON.parse(await first.line())).toMatchObject({ opened: true });
      const before = folder.names();
      expect(() => folder.open()).toThrow(fault('store-busy', /store\.db is open in another program/));
      expect(folder.names()).toEqual(before);
      // It did no harm to the one that has it.
      await first.ask('commit');
    } finally {
      await first.stop('SIGKILL');
    }
    expectBatches(folder.open(), 1);
  });

  it('says nothing on the terminal', () => {
    const run = spawnSync(process.execPath, [opener, folder.file], { encoding: 'utf8' });
    expect({ stderr: run.stderr, status: run.status }).toEqual({ stderr: '', status: 0 });
  });

  it('a folder that is not there is a fault that names it', () => {
    rmSync(folder.path, { recursive: true });
    expect(() => folder.open()).toThrow(fault('home-not-writable', /make the folder .* writable/));
  });

  it('a folder in place of the store is a fault, not a recovery', () => {
    spawnSync('mkdir', [folder.file]);
    expect(() => folder.open()).toThrow(fault('home-not-writable', /store\.db cannot be opened/));
    expect(folder.names()).toEqual(['store.db']);
  });

  const noRoot = missingRoot();
  it.skipIf(noRoot !== null)(
    `a folder that may only be read is a fault${noRoot ? ` (${noRoot})` : ''}`,
    () => {
      const store = folder.open();
      store.commit(numberedBatch(1));
      store.close();
      spawnSync('chown', ['-R', '65534', folder.path]);
      const opened = (): unknown =>
        JSON.parse(
          spawnSync(process.execPath, [opener, folder.file], { encoding: 'utf8', uid: 65534 }).stdout,
        );
      expect(opened()).toMatchObject({ opened: true });
      chmodSync(folder.file, 0o400);
      expect(opened()).toMatchObject({ code: 'home-not-writable', retryable: false });
      chmodSync(folder.file, 0o600);
      chmodSync(folder.path, 0o500);
      const before = folder.contents();
      expect(opened()).toMatchObject({ code: 'home-not-writable', retryable: false });
      expect(folder.contents()).toEqual(before);
    },
  );
});
