import type { SensorContext } from '../../ports/sensors.js';
import { AskedNetworks } from './asked-networks.js';
import type { Networks, NetworkSource } from './network-source.js';

/** What carries traffic now, then which service each device belongs to, in one output. */
const script = '/usr/sbin/scutil --nwi; echo ---; /usr/sbin/networksetup -listnetworkserviceorder';

export function darwinNetworks(context: SensorContext): NetworkSource {
  return new AskedNetworks(
    {
      name: 'network-services',
      remedy: 'Allow scutil and networksetup, so that network services can be read.',
      command: '/bin/sh',
      args: ['-c', script],
      parse: parseServices,
    },
    context,
  );
}

/**
 * Services whose device is among the reachable interfaces. macOS hides Wi-Fi names from programs
 * without the right to location: the service's name is what can be had.
 */
export function parseServices(text: string): Networks {
  const [reachable = '', order = ''] = text.split(/^---$/m);
  const devices = new Set<string>();
  for (const match of reachable.matchAll(/^Network interfaces:(.*)$/gm)) {
    for (const device of (match[1] ?? '').trim().split(/\s+/)) if (device !== '') devices.add(device);
  }
  const networks: Networks = [];
  const service = /^\(\d+\) (.+)\n\(Hardware Port: .*, Device: ([^)]*)\)$/gm;
  for (const [, name = '', device = ''] of order.matchAll(service)) {
    if (devices.has(device)) networks.push({ id: name, name, metered: null });
  }
  return networks.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}
