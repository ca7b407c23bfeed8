import { execFileSync } from 'node:child_process';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PolledAddresses } from '../../../src-main/adapters/network/addresses-poll.js';
import { chooseNetworkSensor } from '../../../src-main/adapters/network/choose.js';
import { MachineNetworkSensor } from '../../../src-main/adapters/network/network-sensor.js';
import type { NetworkReading } from '../../../src-main/core/signals/readings.js';
import { eventually } from '../../support/eventually.js';
import {
  makeNetworkNamespace,
  missingNetworkNamespaces,
  type NetworkNamespace,
} from '../../support/network-namespace.js';
import { titled } from '../../support/requirements.js';
import { Readings } from '../../support/readings.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { describeNetworkSensor, type NetworkBench } from '../../ports/conformance/network.js';

const reason = missingNetworkNamespaces();

/** A pair of ends that carries, without link-local addresses of its own making. */
function plug(net: NetworkNamespace): void {
  net.ip('link', 'set', 'lo', 'up');
  net.ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
  for (const end of ['v0', 'v1']) {
    net.ip('link', 'set', end, 'addrgenmode', 'none');
    net.ip('link', 'set', end, 'up');
  }
}

/** `nodad`: duplicate detection has a test of its own. */
const change = (net: NetworkNamespace, verb: 'add' | 'del', address: string) =>
  address.includes(':')
    ? net.ip('addr', verb, `${address}/64`, 'dev', 'v0', ...(verb === 'add' ? ['nodad'] : []))
    : net.ip('addr', verb, `${address}/32`, 'dev', 'v0');

describeNetworkSensor(
  'ip monitor in a network namespace',
  (): NetworkBench => {
    const net = makeNetworkNamespace();
    plug(net);
    const pids = () => monitorsUnder(process.pid);
    return {
      sensor: chooseNetworkSensor(sensorContext({ ...noBus, PATH: net.path }), 'linux'),
      source: 'ip-monitor',
      addAddress: (address) => change(net, 'add', address),
      removeAddress: (address) => change(net, 'del', address),
      silence: () => {
        net.breakProgram('ip');
        for (const pid of pids()) process.kill(pid, 'SIGKILL');
      },
      speak: () => net.restoreProgram('ip'),
      close: () => net.remove(),
    };
  },
  reason,
);

/** The list of interfaces that `os.networkInterfaces` would give inside a namespace, through a child there. */
describeNetworkSensor('polled list of interfaces', (): NetworkBench => {
  let addresses: string[] = [];
  let silent = false;
  const read = (): NodeJS.Dict<NetworkInterfaceInfo[]> => {
    if (silent) throw new Error('EPERM');
    const info = (address: string, internal: boolean) =>
      ({ address, internal, family: 'IPv4' }) as NetworkInterfaceInfo;
    return { lo: [info('127.0.0.1', true)], v0: addresses.map((address) => info(address, false)) };
  };
  const context = sensorContext();
  const poll = new PolledAddresses(context.clock, read);
  return {
    sensor: new MachineNetworkSensor(context, { addresses: poll, networks: null, second: poll }),
    source: 'os-interfaces',
    addAddress: (address) => (addresses = [...addresses, address]),
    removeAddress: (address) => (addresses = addresses.filter((other) => other !== address)),
    silence: () => (silent = true),
    speak: () => (silent = false),
    close: () => undefined,
  };
});

describe.skipIf(reason !== null)(titled('addresses in a network namespace', reason), () => {
  let net: NetworkNamespace;
  let readings: Readings<NetworkReading>;
  let sensor: ReturnType<typeof chooseNetworkSensor>;
  beforeEach(() => {
    net = makeNetworkNamespace();
    readings = new Readings();
    sensor = chooseNetworkSensor(sensorContext({ ...noBus, PATH: net.path }), 'linux');
  });
  afterEach(async () => {
    await sensor.stop();
    net.remove();
  });
  const has = (...addresses: string[]) =>
    readings.until((reading) => JSON.stringify(reading.addresses) === JSON.stringify(addresses));

  it('SCM-22 waits for duplicate detection to end before an IPv6 address counts', async () => {
    plug(net);
    await sensor.start(readings.take);
    await has();
    net.ip('addr', 'add', '2001:db8::7/64', 'dev', 'v0');
    const begun = performance.now();
    const tentative = execFileSync(`${net.path.split(':')[0]}/ip`, ['addr', 'show', 'v0'], {
      encoding: 'utf8',
    });
    expect(tentative).toMatch(/2001:db8::7.*tentative/);
    const counted = await has('2001:db8::7');
    // The kernel takes a second or so for it.
    expect(counted - begun).toBeGreaterThan(500);
    expect(readings.all.map(({ reading }) => reading.addresses)).toEqual([[], ['2001:db8::7']]);
  });

  it('SCM-22 does not count an address that another machine has', async () => {
    const other = makeNetworkNamespace();
    try {
      plug(net);
      net.ip('link', 'set', 'v1', 'netns', other.name);
      other.ip('link', 'set', 'v1', 'up');
      other.ip('addr', 'add', '2001:db8::8/64', 'dev', 'v1', 'nodad');
      await sensor.start(readings.take);
      await has();
      net.ip('addr', 'add', '2001:db8::8/64', 'dev', 'v0');
      await eventually(() => net.exec('ip', 'addr', 'show', 'v0').includes('dadfailed'));
      net.ip('addr', 'add', '10.77.0.1/24', 'dev', 'v0');
      await has('10.77.0.1');
      expect(readings.all.map(({ reading }) => reading.addresses)).toEqual([[], ['10.77.0.1']]);
    } finally {
      other.remove();
    }
  });

  it('SCM-22 does not count a deprecated address, until it is preferred again', async () => {
    plug(net);
    await sensor.start(readings.take);
    await has();
    net.ip('addr', 'add', '2001:db8::9/64', 'dev', 'v0', 'nodad', 'preferred_lft', '0');
    net.ip('addr', 'add', '10.77.0.1/24', 'dev', 'v0');
    await has('10.77.0.1');
    net.ip('addr', 'change', '2001:db8::9/64', 'dev', 'v0', 'nodad', 'preferred_lft', 'forever');
    await has('10.77.0.1', '2001:db8::9');
  });

  it('SCM-23 drops the addresses of a link that lost its carrier, and takes them back with it', async () => {
    plug(net);
    net.ip('addr', 'add', '10.77.0.1/24', 'dev', 'v0');
    await sensor.start(readings.take);
    await has('10.77.0.1');
    net.ip('link', 'set', 'v1', 'down');
    await has();
    net.ip('link', 'set', 'v1', 'up');
    await has('10.77.0.1');
  });

  it('counts link-local addresses: the rule leaves out loopback only', async () => {
    net.ip('link', 'set', 'lo', 'up');
    net.ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
    net.ip('link', 'set', 'v0', 'up');
    net.ip('link', 'set', 'v1', 'up');
    await sensor.start(readings.take);
    await readings.until((reading) => reading.addresses?.length === 2);
    expect(readings.last?.addresses?.every((address) => address.startsWith('fe80::'))).toBe(true);
  });

  it('survives the death of its monitor without an unknown in between', async () => {
    plug(net);
    await sensor.start(readings.take);
    await has();
    const [pid] = await eventually(() => {
      const pids = monitorsUnder(process.pid);
      return pids.length === 1 && pids;
    });
    process.kill(pid ?? 0, 'SIGKILL');
    net.ip('addr', 'add', '10.77.0.1/24', 'dev', 'v0');
    await has('10.77.0.1');
    expect(readings.all.map(({ reading }) => reading.addresses)).toEqual([[], ['10.77.0.1']]);
  });

  it('reads a burst of changes a few times only, and ends with the truth', async () => {
    plug(net);
    await sensor.start(readings.take);
    await has();
    const addresses = Array.from({ length: 40 }, (_, index) => `10.77.1.${index + 1}`);
    for (const address of addresses) net.ip('addr', 'add', `${address}/32`, 'dev', 'v0');
    await has(...[...addresses].sort());
    expect(readings.all.length).toBeLessThan(20);
  });

  it('leaves no child behind', async () => {
    plug(net);
    await sensor.start(readings.take);
    await has();
    expect(monitorsUnder(process.pid)).toHaveLength(1);
    await sensor.stop();
    expect(monitorsUnder(process.pid)).toEqual([]);
  });

  it('has a second opinion from os.networkInterfaces, without loopback', () => {
    const second = new PolledAddresses(sensorContext().clock, networkInterfaces);
    expect(second.look()).not.toBeNull();
    expect(second.look()).not.toContain('127.0.0.1');
  });
});

/** Children of `parent` that monitor the network. */
function monitorsUnder(parent: number): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return lines
    .split('\n')
    .filter((line) => line.includes('monitor address link'))
    .map((line) => Number(line.trim().split(' ')[0]));
}
