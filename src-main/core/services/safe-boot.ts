import type { ServiceControl, ServiceDefinition } from '../../../src-shared/model/service.js';
import type { BootMode } from './state.js';

/** In a safe mode a service starts only if its name or its group is in the list of that mode (SCM-71). */
export function isListed(
  service: Pick<ServiceDefinition, 'name' | 'group'>,
  mode: BootMode,
  safeBoot: ServiceControl['safeBoot'],
): boolean {
  if (mode === 'normal') return true;
  const wanted = [service.name, service.group].map((name) => name?.toLowerCase());
  return safeBoot[mode].some((entry) => wanted.includes(entry.toLowerCase()));
}
