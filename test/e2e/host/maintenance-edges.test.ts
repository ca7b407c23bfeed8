import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestOut } from '../../../src-shared/contract/table.js';
import { checkIds } from '../../../src-shared/model/check-names.js';
import { DiagnosisCheck } from '../../../src-shared/model/diagnosis.js';
import { bundle } from '../../support/bundle.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';

const parts = 200;
const counting = '\\Test\\Counting';
const failing = '\\Test\\Failing';
/** Each look is a process of its own. */
const lookMs = 200;

interface Run {
  instance: string;
  ended: string | null;
  outcome: string | null;
  progress: { fraction: number; text: string } | null;
}
type Status = RequestOut<'maintenance.status'>;

describe('the edges of Automatic Maintenance, on a real host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-edges-'));
  const policy = join(folder, 'policy.d');
  const ledger = join(folder, 'ledger');
  const host = new HostProcess({ CARETAKER_MACHINE_POLICY: policy });

  beforeAll(async () => {
    const source = join(import.meta.dirname, '../../support/programs/counting-task.ts');
    const program = await bundle(source, folder);
    await host.start();
    const manifest = {
      tasks: [
        {
          path: counting,
          exec: {
            command: process.execPath,
            arguments: [program, String(parts), '20'],
            environment: { CARETAKER_TEST_LEDGER: ledger },
          },
          maintenance: { period: 'P1D', deadline: 'P3D' },
          settings: { yield: 'signal' },
        },
        {
          path: failing,
          exec: { command: 'sh', arguments: ['-c', 'exit 3'] },
          maintenance: { period: 'P1D', deadline: 'P3D' },
        },
      ],
    };
    writeFileSync(join(folder, 'tasks.json'), JSON.stringify(manifest));
    expect(await host.run('apply', join(folder, 'tasks.json'))).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(async () => {
    await host.clean();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  const done = (): number[] =>
    existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n').map(Number) : [];
  const runs = (task: string): Promise<Run[]> => host.json<Run[]>('task', 'history', task);
  async function look<T>(what: () => Promise<T | null | undefined | false>, withinMs = 20_000): Promise<T> {
    return (await eventually(async () => {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      return what();
    }, withinMs)) as T;
  }

  test('WAM-44 a task goes on after a kill of the host, an end by hand and a second run, and does no part twice', async () => {
    await host.run('task', 'run', counting);
    await eventually(() => done().length >= 10, 20_000);
    const [before] = await runs(counting);
    await host.kill();
    await host.start();
    // The same run, adopted; its program has found the new host and says how far it is.
    const adopted = await look(async () => {
      const [run] = await runs(counting);
      return run?.progress == null ? null : run;
    });
    expect(adopted.instance).toBe(before?.instance);
    expect(adopted.progress?.text).toMatch(/^part \d+ of 200$/);
    expect(await host.run('task', 'end', counting)).toMatchObject({ code: 0 });
    await look(async () => (await runs(counting))[0]?.outcome === 'stopped');
    expect(done().length).toBeLessThan(parts);
    await host.run('task', 'run', counting);
    await look(async () => (await runs(counting))[0]?.outcome === 'completed', 30_000);
    expect(done()).toEqual(Array.from({ length: parts }, (_, part) => part));
    expect(await runs(counting)).toHaveLength(2);
  }, 90_000);

  test('a failure is a notice that stays open until it is acted on or dismissed', async () => {
    await host.run('task', 'run', failing);
    const client = await host.connect();
    try {
      const open = await eventually(async () => {
        const notices = await client.call('notices.list', {});
        return notices.find(({ task }) => task === failing);
      });
      expect(open).toMatchObject({ notice: 'task-failed', actions: [{ action: 'open-panel' }] });
      for (const words of [['status'], ['maintenance', 'status']]) {
        expect((await host.run(...words)).out).toContain(open.title);
        expect((await host.run(...words, '--lang', 'el')).out).toMatch(/! [^\n]*\p{Script=Greek}/u);
      }
      await expect(client.call('notices.act', { key: open.key, action: 'postpone' })).rejects.toThrow(
        'offers postpone',
      );
      const acted = await client.call('notices.act', { key: open.key, action: 'open-panel' });
      expect(acted.link).toMatch(/^http:\/\/127\.0\.0\.1/);
      expect(await client.call('notices.list', {})).toEqual([]);
      await expect(client.call('notices.dismiss', { key: open.key })).rejects.toThrow('no open notice');
    } finally {
      client.close();
    }
  }, 30_000);

  test('WAM-25 WAM-40 a policy beats the settings, is shown, and ends with its file', async () => {
    mkdirSync(policy);
    const file = join(policy, '10-office.yaml');
    writeFileSync(file, 'settings:\n  maintenance:\n    time: "04:30"\n    wake: false\n    window: soon\n');
    const ruled = await look(async () => {
      const status = await host.json<Status>('maintenance', 'status');
      return status.policy['time'] === '04:30' && status;
    });
    expect(ruled.policy).toEqual({ time: '04:30', wake: false });
    expect(ruled.settings).toMatchObject({ time: '04:30', wake: false });
    const refused = await host.run('maintenance', 'configure', '--time', '02:00');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('policy');
    const bad = (await host.events()).find(({ id }) => id === 809);
    expect(bad?.data['FailureReason']).toContain(`${file}, line 5: window soon`);
    const checks = await host.json<DiagnosisCheck[]>('maintenance', 'diagnose');
    expect(checks.find(({ id }) => id === 'wake-policy')).toMatchObject({
      state: 'problem',
      reason: 'wake-off-by-policy',
      how: policy,
    });
    rmSync(file);
    const free = await look(async () => {
      const status = await host.json<Status>('maintenance', 'status');
      return Object.keys(status.policy).length === 0 && status;
    });
    expect(free.settings).toMatchObject({ time: '03:00' });
  }, 60_000);

  test('WAM-32 WAM-41 the whole checklist, live on this machine, in both languages', async () => {
    const checks = await host.json<unknown[]>('maintenance', 'diagnose');
    const read = checks.map((check) => DiagnosisCheck.parse(check));
    expect(read.map(({ id }) => id)).toEqual([...checkIds]);
    for (const { state, reason, remedy, value, how } of read) {
      expect([reason === null, remedy === null]).toEqual([state === 'ok', state === 'ok']);
      expect([value, how].every((text) => text !== '')).toBe(true);
    }
    // Every machine sleeps in one way or in none.
    expect(read.find(({ id }) => id === 'sleep-model')?.value).toMatch(/^(S3|S0ix|other|none)/);
    const [english, greek] = await Promise.all(
      ['en', 'el'].map(async (lang) => (await host.run('maintenance', 'diagnose', '--lang', lang)).out),
    );
    expect(english).toContain('Sleep model (S3 or Connected Standby)');
    expect(greek).toContain('Μοντέλο αναστολής');
    for (const { value } of read) expect(greek).toContain(value);
  }, 30_000);
});
