import { z } from 'zod';
import type { SensorContext } from '../../ports/sensors.js';
import { AskedNetworks } from './asked-networks.js';
import type { Networks, NetworkSource } from './network-source.js';

/** Profile name and profile id; the id is the one under NetworkList\\Profiles in the registry. */
const script =
  "$ErrorActionPreference='Stop'; [Console]::OutputEncoding=[Text.Encoding]::UTF8; " +
  '@(Get-NetConnectionProfile | Select-Object Name, InstanceID) | ConvertTo-Json -Compress';

export function win32Networks(context: SensorContext): NetworkSource {
  return new AskedNetworks(
    {
      name: 'net-connection-profile',
      remedy: 'Allow PowerShell, so that network profiles can be read.',
      command: 'powershell.exe',
      args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script],
      parse: parseProfiles,
    },
    context,
  );
}

const Profile = z.object({ Name: z.string(), InstanceID: z.string() });

/** One object, a list, or nothing at all: ConvertTo-Json drops a list of one. */
export function parseProfiles(text: string): Networks {
  if (text.trim() === '') return [];
  const answer: unknown = JSON.parse(text);
  return z
    .array(Profile)
    .parse(Array.isArray(answer) ? answer : [answer])
    .map(({ Name, InstanceID }) => ({
      id: InstanceID.replace(/[{}]/g, '').toLowerCase(),
      name: Name,
      // Cost is a WinRT interface without a command; not known is better than guessed.
      metered: null,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}
