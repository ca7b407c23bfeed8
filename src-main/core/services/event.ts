import type { ServiceControl, ServiceDefinition } from '../../../src-shared/model/service.js';
import type { ServiceProcessEvent } from './process.js';

/** What the service manager is told besides the signals it shares with maintenance. */
export type ServiceEventBody =
  | { kind: 'ServiceProcessReported'; report: ServiceProcessEvent }
  /** Joined to a domain, or to none; told at start when known, and on change. */
  | { kind: 'DomainChanged'; reading: { domain: string | null } }
  /** A firewall port was opened or closed. */
  | {
      kind: 'FirewallPortChanged';
      reading: {
        open: boolean;
        port: string;
        protocol: string;
        program: string | null;
        service: string | null;
      };
    }
  /** A client knocked at a named pipe or an RPC interface. */
  | { kind: 'EndpointRequested'; reading: { endpoint: 'rpc' | 'pipe'; name: string } }
  | { kind: 'SystemStateChanged'; reading: { name: string } }
  /** Network drives as they are now; the core compares. */
  | { kind: 'DrivesChanged'; reading: { drives: string[] } };

/** A change that somebody asked of the service manager. */
export type ServiceRequest =
  | { kind: 'service-start'; service: string; arguments: string[] }
  | {
      kind: 'service-stop';
      service: string;
      dependents: boolean;
      reason: number | null;
      comment: string | null;
    }
  | { kind: 'service-control'; service: string; control: number }
  | { kind: 'service-create'; definition: ServiceDefinition }
  | {
      kind: 'service-change';
      service: string;
      patch: Partial<Omit<ServiceDefinition, 'name'>>;
      provisional: boolean;
    }
  | { kind: 'service-delete'; service: string }
  | { kind: 'service-acquire'; service: string }
  | { kind: 'service-release'; handle: number }
  | { kind: 'service-raise'; provider: string; hex: string[]; string: string[] }
  | { kind: 'service-security'; service: string | null; sddl: string }
  | { kind: 'service-configure-control'; patch: Partial<ServiceControl> }
  | { kind: 'service-accept-boot'; acceptable: boolean };
