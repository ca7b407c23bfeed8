import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';

interface Run {
  instance: string;
  ended: string | null;
  outcome: string | null;
  result: number | null;
}

const rounds = 12;
const name = '\\Test\\Once';
let host: HostProcess;
let diary: string;

beforeAll(async () => {
  host = new HostProcess();
  diary = join(host.home, 'diary');
  appendFileSync(diary, '');
  await host.start();
  const program = ['-c', 'echo "$CARETAKER_INSTANCE" >> "$DIARY"; sleep 0.2; exit 7'];
  const exec = { command: '/bin/sh', arguments: program, environment: { DIARY: diary } };
  const manifest = join(host.home, 'once.json');
  const settings = { multipleInstancesPolicy: 'parallel' };
  writeFileSync(manifest, JSON.stringify({ tasks: [{ path: name, exec, settings }] }));
  expect(await host.run('apply', manifest)).toMatchObject({ code: 0 });
}, 30_000);

afterAll(() => host.clean());

test('a host that is killed between request, commit and launch starts nothing twice and forgets nothing it promised', async () => {
  const promised = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const client = await host.connect();
    // Two requests, and the end somewhere between the first one's arrival and the second one's launch.
    const asked = [0, 1].map(() =>
      client.call('tasks.run', { task: name }).then(
        ({ instance }) => promised.add(instance),
        () => undefined,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, (round * 40) / rounds));
    await host.kill();
    await Promise.all(asked);
    client.close();
    await host.start();
  }
  const history = async (): Promise<Run[]> => host.json<Run[]>('task', 'history', name);
  await eventually(async () => (await history()).every(({ ended }) => ended !== null), 20_000, 'every end');

  const begun = readFileSync(diary, 'utf8').split('\n').filter(Boolean);
  expect(new Set(begun).size, 'programs that were started twice').toBe(begun.length);
  const kept = new Map((await history()).map((run) => [run.instance, run]));
  expect([...promised].filter((instance) => !kept.has(instance))).toEqual([]);
  expect(begun.filter((instance) => !kept.has(instance))).toEqual([]);
  // Whose program ran to its end is known, though no host was there at the time.
  for (const instance of begun) expect(kept.get(instance)).toMatchObject({ outcome: 'failed', result: 7 });
  console.info(
    `${String(promised.size)} runs were promised, ${String(begun.length)} began, in ${String(rounds)} crashes`,
  );
  expect(promised.size).toBeGreaterThan(0);
}, 90_000);
