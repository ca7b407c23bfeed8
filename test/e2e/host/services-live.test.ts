import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContractClient } from '../../../src-main/client/contract-client.js';
import type { ServiceSummary } from '../../../src-shared/model/service.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { makeNetworkNamespace, missingNetworkNamespaces } from '../../support/network-namespace.js';
import { titled } from '../../support/requirements.js';
import { camera, missingUdev, sendUdevEvent } from '../../support/udev.js';

const module = join(process.cwd(), 'examples', 'services', 'shared.mjs');
/** From an event of the machine to the running process; far more than it takes, for a busy machine. */
const latencyMsMax = 3_000;

let host: HostProcess;
let client: ContractClient;

async function begin(services: object[], extra: Record<string, string> = {}): Promise<void> {
  host = new HostProcess(extra);
  await host.start();
  const file = join(host.home, 'services.json');
  writeFileSync(file, JSON.stringify({ services }));
  const applied = await host.run('apply', file);
  expect(applied.err).toBe('');
  client = await host.connect();
}

async function find(name: string): Promise<ServiceSummary> {
  const found = (await client.call('services.list', {})).find((service) => service.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}

function until(name: string, holds: (service: ServiceSummary) => boolean): Promise<ServiceSummary> {
  return eventually(
    async () => {
      const service = await find(name);
      return holds(service) ? service : null;
    },
    20_000,
    `the service ${name}`,
  );
}

const running = (name: string): Promise<ServiceSummary> =>
  until(name, ({ state, pid }) => state === 'RUNNING' && pid !== null);
const stopped = (name: string): Promise<ServiceSummary> =>
  until(name, ({ state, pid }) => state === 'STOPPED' && pid === null);

/** Processes that carry the service's name in their environment and are its program. */
function processesOf(name: string): number[] {
  const marks = [`CARETAKER_SERVICE=${name}`, `CARETAKER_HOME=${host.home}`];
  return readdirSync('/proc').flatMap((entry) => {
    try {
      const words = readFileSync(`/proc/${entry}/environ`, 'latin1').split('\0');
      return marks.every((mark) => words.includes(mark)) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

async function latency(
  cause: () => void | Promise<unknown>,
  effect: () => Promise<unknown>,
): Promise<number> {
  const begun = performance.now();
  await cause();
  await effect();
  return performance.now() - begun;
}

const sleeper = (name: string, more: object = {}): object => ({
  name,
  imagePath: ['sleep', '1000'],
  host: 'generic',
  start: 'demand',
  ...more,
});

afterEach(async () => {
  client.close();
  await host.clean();
});

describe('crashes', () => {
  it('SCM-110 SCM-55 a host that was killed leaves services alive; the next one adopts them, none twice', async () => {
    await begin([sleeper('kept'), sleeper('lost', { failure: { actions: [{ restart: 'PT0S' }] } })]);
    for (const service of ['kept', 'lost']) await client.call('services.start', { service });
    const [kept, lost] = [await running('kept'), await running('lost')];
    await host.kill();
    process.kill(lost.pid ?? 0, 'SIGKILL');
    await host.start();
    client.close();
    client = await host.connect();
    expect((await running('kept')).pid).toBe(kept.pid);
    const again = await until(
      'lost',
      ({ state, pid }) => state === 'RUNNING' && pid !== null && pid !== lost.pid,
    );
    expect(again.startReason).toBe('restart');
    expect(processesOf('kept')).toEqual([kept.pid]);
    expect(processesOf('lost')).toEqual([again.pid]);
  });

  it('SCM-124 SCM-110 SCM-125 SCM-128 the kill of a shared host is the failure of each service in it', async () => {
    const shared = (name: string): object => ({
      name,
      imagePath: ['caretaker', 'svchost', '-k', 'Samples'],
      type: 'share',
      host: 'shared:Samples',
      serviceDll: module,
      start: 'demand',
      failure: { actions: [{ restart: 'PT0S' }] },
    });
    await begin([shared('one'), shared('two')]);
    for (const service of ['one', 'two']) {
      await client.call('services.start', { service });
      await running(service);
    }
    const [one, two] = [await find('one'), await find('two')];
    expect(one.pid).toBe(two.pid);
    const processes = await client.call('services.processes', {});
    expect(processes.map(({ services }) => services.sort())).toEqual([['one', 'two']]);
    process.kill(one.pid ?? 0, 'SIGKILL');
    for (const name of ['one', 'two']) {
      const after = await until(name, ({ state, pid }) => state === 'RUNNING' && pid !== one.pid);
      expect(after).toMatchObject({ failures: 1, startReason: 'restart' });
    }
    expect((await find('one')).pid).toBe((await find('two')).pid);
  });
});

describe('events of the machine', () => {
  it('SCM-31 a custom event that is raised starts a service', async () => {
    const provider = 'a7b1c2d3-0000-4000-8000-00000000cafe';
    await begin([
      sleeper('custom', { triggers: [{ action: 'start', custom: { provider, hex: [], string: ['go'] } }] }),
    ]);
    await client.call('services.raise', { provider, hex: [], string: ['stay'] });
    expect((await find('custom')).state).toBe('STOPPED');
    const took = await latency(
      () => client.call('services.raise', { provider, hex: [], string: ['GO'] }),
      () => running('custom'),
    );
    expect(took).toBeLessThan(latencyMsMax);
    expect((await find('custom')).startReason).toBe('trigger');
  });

  const noNetwork = missingNetworkNamespaces();
  const noUdev = missingUdev();

  const reason = noNetwork ?? noUdev;

  describe.skipIf(reason !== null)(titled('in a network of its own', reason), () => {
    let net: ReturnType<typeof makeNetworkNamespace>;
    beforeEach(() => {
      net = makeNetworkNamespace();
    });
    afterEach(() => net.remove());

    it('SCM-22 SCM-23 SCM-24 SCM-60 an address that comes and goes, a camera that is plugged in', async () => {
      await begin(
        [
          sleeper('net', {
            triggers: [
              { action: 'start', networkOn: true },
              { action: 'stop', networkOff: true },
            ],
          }),
          sleeper('imaged', {
            triggers: [
              {
                action: 'start',
                device: { class: '6bdd1fc6-810f-11d0-bec7-08002be2092f', ids: ['USB\\VID_04A9&PID_220E'] },
              },
            ],
          }),
        ],
        { PATH: net.path },
      );
      net.ip('link', 'add', 'veth0', 'type', 'veth', 'peer', 'name', 'veth1');
      net.ip('link', 'set', 'veth1', 'up');
      net.ip('link', 'set', 'veth0', 'up');
      const came = await latency(
        () => net.ip('addr', 'add', '10.9.8.7/24', 'dev', 'veth0'),
        () => running('net'),
      );
      const went = await latency(
        () => net.ip('addr', 'del', '10.9.8.7/24', 'dev', 'veth0'),
        () => stopped('net'),
      );
      const plugged = await latency(
        () => {
          sendUdevEvent(net, camera.device);
          sendUdevEvent(net, camera.interface);
        },
        () => running('imaged'),
      );
      for (const took of [came, went, plugged]) expect(took).toBeLessThan(latencyMsMax);
    });
  });
});
