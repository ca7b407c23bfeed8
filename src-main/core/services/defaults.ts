import { localSystem } from '../../../src-shared/model/service-constants.js';
import type { ServiceDefinition } from '../../../src-shared/model/service.js';

/** A service of which only the name was written: started on demand, in a process of its own (promises section 3). */
export function newService(name: string): ServiceDefinition {
  return {
    name,
    displayName: name,
    description: null,
    imagePath: null,
    type: 'own',
    interactive: false,
    start: 'demand',
    errorControl: 'normal',
    group: null,
    tag: null,
    dependOnService: [],
    dependOnGroup: [],
    host: 'generic',
    serviceDll: null,
    readiness: { kind: 'process' },
    workingDirectory: null,
    environment: {},
    environmentFile: null,
    idleStop: null,
    account: localSystem,
    failure: {
      resetPeriod: null,
      actions: [],
      command: null,
      rebootMessage: null,
      onNonCrashFailures: false,
    },
    triggers: [],
    preshutdownTimeoutMs: null,
    sidType: 'none',
    requiredPrivileges: [],
    security: null,
  };
}
