import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContractClient } from '../../../src-main/client/contract-client.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';

const services = `
services:
  - { name: always, imagePath: [sleep, '1000'], start: auto, group: Base }
  - { name: extra, imagePath: [sleep, '1000'], start: auto }
serviceGroupOrder: [Base]
safeBoot: { minimal: [Base], network: [] }
`;

let host: HostProcess;
let client: ContractClient;
beforeEach(() => {
  host = new HostProcess();
});
afterEach(() => host.clean());

async function begin(...options: string[]): Promise<void> {
  await host.start(...options);
  client = await host.connect();
}

async function stopAll(...names: string[]): Promise<void> {
  for (const service of names) await client.call('services.stop', { service });
  await become(Object.fromEntries(names.map((name) => [name, 'STOPPED'])));
  client.close();
  await host.stop();
}

/** Waits until these services are in these states. */
async function become(states: Record<string, string>): Promise<void> {
  await eventually(async () => {
    const list = await client.call('services.list', {});
    return Object.entries(states).every(([name, state]) =>
      list.some((one) => one.name === name && one.state === state),
    );
  }, 15_000);
}

test('SCM-71 SCM-72 SCM-73 SCM-108 a host starts its services in safe mode, or with the last known good configuration', async () => {
  const manifest = join(host.home, 'services.yaml');
  writeFileSync(manifest, services);
  await begin();
  expect(await host.run('apply', manifest)).toMatchObject({ code: 0 });
  expect(await client.call('services.acceptBoot', { acceptable: true })).toEqual({});
  client.close();
  await host.stop();

  await begin('--safe-mode', 'minimal');
  await become({ always: 'RUNNING', extra: 'STOPPED' });
  expect(await client.call('services.controlSets', {})).toMatchObject({
    mode: 'minimal',
    lastKnownGood: false,
  });
  await expect(client.call('services.start', { service: 'extra' })).rejects.toThrow(/safe mode/);
  await stopAll('always');

  await begin('--last-known-good');
  expect(await client.call('services.controlSets', {})).toMatchObject({
    mode: 'normal',
    lastKnownGood: true,
    select: { current: 2, failed: 1, lastKnownGood: 2 },
  });
  await become({ always: 'RUNNING', extra: 'RUNNING' });
  await stopAll('always', 'extra');
}, 60_000);
