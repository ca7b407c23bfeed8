import type { NetworkSensor, SensorContext } from '../../ports/sensors.js';
import { findCommand } from '../child/command.js';
import type { AddressSource } from './address-source.js';
import { PolledAddresses } from './addresses-poll.js';
import { IpMonitorAddresses } from './addresses.linux.js';
import { NetworkManagerNetworks } from './network-manager.linux.js';
import type { NetworkSource } from './network-source.js';
import { MachineNetworkSensor } from './network-sensor.js';
import { darwinNetworks } from './networks.darwin.js';
import { win32Networks } from './networks.win32.js';

/** Addresses and networks of the machine, from the best source it has. */
export function chooseNetworkSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): NetworkSensor {
  const second = new PolledAddresses(context.clock);
  return new MachineNetworkSensor(context, {
    addresses: addressesOf(platform, context) ?? second,
    networks: networksOf(platform, context),
    second,
  });
}

function addressesOf(platform: NodeJS.Platform, context: SensorContext): AddressSource | null {
  const ip = platform === 'linux' ? findCommand('ip', context.env) : null;
  return ip === null ? null : new IpMonitorAddresses(ip, context);
}

function networksOf(platform: NodeJS.Platform, context: SensorContext): NetworkSource | null {
  switch (platform) {
    case 'linux':
      return new NetworkManagerNetworks(context);
    case 'win32':
      return win32Networks(context);
    case 'darwin':
      return darwinNetworks(context);
    default:
      return null;
  }
}
