import type { DomainSensor, SensorContext } from '../../ports/sensors.js';
import { DomainFilesSensor } from './domain-files.linux.js';

/** Membership in a domain; null where Caretaker cannot see it on this system. */
export function chooseDomainSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): DomainSensor | null {
  if (platform !== 'linux') return null;
  return new DomainFilesSensor(context, { sssd: '/etc/sssd/sssd.conf', keytab: '/etc/krb5.keytab' });
}
