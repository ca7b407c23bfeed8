import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { missing, missingRoot, titled } from '../../support/requirements.js';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'caretaker-bad-home-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** Starts a host that must refuse; gives its one line. */
async function refusal(home: string): Promise<string> {
  const bench = new HostProcess();
  const { code, err } = await bench.run('host', '--headless', '--no-open', '--home', home);
  await bench.clean();
  expect(code).toBe(1);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  return err;
}

describe('a home that cannot be used is refused in one sentence', () => {
  test('a file in its place', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, 'not a folder');
    expect(await refusal(file)).toContain(file);
  });

  test('a database of a newer version: named, and left as it is', async () => {
    const home = folder();
    const path = join(home, 'caretaker.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE future (x); PRAGMA user_version = 999');
    database.close();
    expect(await refusal(home)).toMatch(/newer/i);
    const after = new DatabaseSync(path);
    expect(after.prepare('SELECT name FROM sqlite_master').all()).toEqual([{ name: 'future' }]);
    after.close();
  });
});

const lacking = missingRoot() ?? missing('mount', 'umount');

describe.skipIf(lacking !== null)(titled('a disk that fills up', lacking), () => {
  test('requests are refused with the reason, nothing is lost, and it goes on when there is room', async () => {
    const mountPoint = folder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', mountPoint]);
    const host = new HostProcess({ CARETAKER_HOME: mountPoint });
    try {
      await host.start();
      expect((await host.run('task', 'add', 'Kept', '--every', 'P1D', '--', 'true')).code).toBe(0);
      const fill = join(mountPoint, 'fill');
      execFileSync('sh', ['-c', 'cat /dev/zero > "$0" || true', fill], { stdio: 'ignore' });
      const answers: string[] = [];
      await eventually(
        async () => {
          const { code, err } = await host.run(
            'task',
            'add',
            `More${String(answers.length)}`,
            '--every',
            'P1D',
            '--',
            'true',
          );
          answers.push(err);
          return code === 1;
        },
        30_000,
        'a refusal',
      );
      expect(answers.at(-1)).toMatch(/could not be written to disk/);
      rmSync(fill);
      await eventually(
        async () => (await host.run('task', 'disable', 'Kept')).code === 0,
        20_000,
        'room again',
      );
      await host.kill();
      await host.start();
      const tasks = await host.json<{ path: string; enabled: boolean }[]>('task', 'list');
      expect(tasks.find(({ path }) => path === '\\Kept')?.enabled).toBe(false);
      expect(tasks.map(({ path }) => path)).toContain(`\\More${String(answers.length - 1)}`);
    } finally {
      await host.stop();
      execFileSync('umount', [mountPoint]);
      await host.clean();
    }
  }, 120_000);
});
