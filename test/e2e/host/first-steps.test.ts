import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../src-main/adapters/store/open-store.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { replayJournal } from '../../support/replay.js';
import { silentLog } from '../../support/doors.js';

const report = '\\Caretaker\\StorageReport';
const cleanup = '\\Caretaker\\HistoryCleanup';

/** A machine on AC, whatever the one is that runs the tests. */
describe('the first steps of a stranger', () => {
  const host = new HostProcess();
  let link = '';

  beforeAll(async () => {
    link = await host.start();
  }, 60_000);
  afterAll(async () => host.clean(), 30_000);

  test('the host says where its panel is, and status says the same', async () => {
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=\S+$/);
    const status = await host.json<Record<string, unknown>>('status');
    expect(status).toMatchObject({
      pid: host.pid,
      host: 'headless',
      home: host.home,
      panel: link.replace(/#.*/, ''),
    });
  });

  test('WAM-59 UI-09 maintenance start runs the two built-in tasks for real', async () => {
    const { code, err } = await host.run('maintenance', 'start', '--on-battery');
    expect([code, err]).toEqual([0, '']);
    const done = async (): Promise<boolean> => {
      const all = await host.events();
      return [report, cleanup].every((task) =>
        all.some((event) => event.id === 102 && event.data['TaskName'] === task),
      );
    };
    await eventually(done, 30_000, 'the end of both tasks');
    for (const task of [report, cleanup]) {
      const events = (await host.events(task)).filter(({ id }) => id !== 906);
      expect(events.map(({ id }) => id)).toEqual([106, 100, 129, 200, 201, 102]);
      expect(events[0]?.instance).toBeNull();
      const instance = events[1]?.instance ?? '';
      expect(instance).toMatch(/^\{[0-9A-F-]{36}\}$/);
      expect(events.slice(1).every((event) => event.instance === instance)).toBe(true);
      expect(events.find(({ id }) => id === 201)?.data['ResultCode']).toBe(0);
    }
  }, 60_000);

  test('UI-07 the history shows the run and the output its text', async () => {
    const [run] = await host.json<{ outcome: string; result: number; trigger: string; output: string }[]>(
      'task',
      'history',
      report,
    );
    expect(run).toMatchObject({ outcome: 'completed', result: 0, trigger: 'manual' });
    const { code, out } = await host.run('task', 'output', report);
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(100);
  });

  test('a second host on the same home: one line with pid and panel of the first, exit 1', async () => {
    const { code, err } = await host.run('host', '--headless', '--no-open');
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(String(host.pid));
    expect(err).toContain(link.replace(/#.*/, ''));
  });

  test('why names each test with its value', async () => {
    const why = await host.json<{
      subject: string;
      tests: { test: string; holds: boolean; value: string }[];
    }>('why', report);
    expect(why.subject).toBe(report);
    expect(why.tests.map(({ test: name }) => name)).toContain('AC power');
    expect(why.tests.find(({ test: name }) => name === 'due')?.holds).toBe(false);
  });

  test('CT-12 the journal replays to the same records under another zone', async () => {
    await host.stop();
    const store = openStore({ file: join(host.home, 'caretaker.db'), log: silentLog, now: () => Date.now() });
    try {
      const written = store.records({
        log: null,
        since: null,
        task: null,
        service: null,
        level: null,
        before: null,
        limit: 10_000,
      });
      const journal = store.journal(1, 100_000);
      expect(written.length).toBeGreaterThan(14);
      const zone = process.env.TZ;
      process.env.TZ = 'Pacific/Apia';
      try {
        expect(JSON.stringify(replayJournal(journal))).toBe(JSON.stringify(written));
      } finally {
        process.env.TZ = zone ?? '';
        if (zone === undefined) delete process.env.TZ;
      }
    } finally {
      store.close();
    }
  });

  test('a home that cannot be one is refused in one sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caretaker-bad-home-'));
    const file = join(folder, 'file');
    writeFileSync(file, 'not a folder');
    const { code, err } = await host.run('host', '--headless', '--no-open', '--home', file);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(file);
  });
});
