import type { ServiceControl, ServiceDefinition } from '../../../../src-shared/model/service.js';
import { newService } from '../../../../src-main/core/services/defaults.js';
import { defaultControl } from '../../../../src-main/core/services/state.js';
import type { ServiceDatabase } from '../../../../src-main/core/services/plan.js';

/** A service that is started with the system, with what is given. */
export function service(name: string, rest: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return { ...newService(name), imagePath: [name], start: 'auto', ...rest };
}

export function driver(name: string, rest: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return service(name, { type: 'kernel-driver', imagePath: null, start: 'boot', ...rest });
}

export function database(
  services: ServiceDefinition[],
  control: Partial<ServiceControl> = {},
): ServiceDatabase {
  return { services, control: { ...defaultControl(), ...control } };
}
