import type {
  ServiceCommandSpec,
  ServiceControlMessage,
  ServiceLaunchSpec,
  ServiceProcessId,
} from './process.js';

/** What the service manager wants done; carried out by the process side of the services. */
export type ServiceCommand =
  | { kind: 'service-launch'; spec: ServiceLaunchSpec }
  /** `request` comes back in `answered`. */
  | {
      kind: 'service-send';
      process: ServiceProcessId;
      service: string;
      request: number;
      message: ServiceControlMessage;
    }
  /** The whole tree: asked with TERM, killed after graceMs (0: at once). The end arrives as `exited`. */
  | { kind: 'service-terminate'; process: ServiceProcessId; graceMs: number }
  /** Removes what the world keeps of an ended process. */
  | { kind: 'service-forget'; process: ServiceProcessId }
  | { kind: 'service-run'; spec: ServiceCommandSpec }
  /** Only where an administrator armed it. */
  | { kind: 'reboot-machine'; message: string | null }
  | { kind: 'announce-drives'; arrived: string[]; gone: string[] }
  /** The shutdown may go on: services are down, or will not be. */
  | { kind: 'shutdown-done'; left: string[] };
