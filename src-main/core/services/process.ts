import type { Readiness, ServiceStatus } from '../../../src-shared/model/service.js';
import type { Exit } from '../tasks/process.js';
import type { Wall } from '../time/stamp.js';

/** GUID of one service process (an own host, a generic host, a shared host, or a command): the world carries it. */
export type ServiceProcessId = string;

/** A process to launch for services. Plain data: it is journaled. */
export interface ServiceLaunchSpec {
  process: ServiceProcessId;
  /** The service whose start asked for it. */
  service: string;
  kind: 'protocol' | 'generic' | 'shared';
  /** Group of a shared host, else null. */
  group: string | null;
  imagePath: string[] | string;
  account: string;
  workingDirectory: string | null;
  environment: Record<string, string>;
  environmentFile: string | null;
  /** For a generic host; else `{ kind: 'process' }`. */
  readiness: Readiness;
  /** Rises with each launch (SCM-86). */
  pipe: number;
  /** The core counts it itself and then commands `service-terminate`; told for the environment of the process, ms. */
  pipeTimeoutMs: number;
  sidType: 'none' | 'unrestricted' | 'restricted';
  requiredPrivileges: string[];
  /** May see the display. */
  interactive: boolean;
}

/** A failure command or a boot verification program. */
export interface ServiceCommandSpec {
  process: ServiceProcessId;
  service: string | null;
  command: string[];
  account: string;
  workingDirectory: string | null;
  environment: Record<string, string>;
  environmentFile: string | null;
}

/** What is sent to a service over its control pipe. */
export type ServiceControlMessage =
  /** `module` is the ServiceDll that a shared host loads for it. */
  | { kind: 'start'; arguments: string[]; module: string | null }
  /** `data` is what belongs to the control: event type and details of power, session, device, trigger. */
  | { kind: 'control'; code: number; data: Record<string, string | number | null> };

export type ServiceProcessEvent =
  | { kind: 'launched'; process: ServiceProcessId; pid: number }
  /** `code` is a Win32 error: 2, 3, 5, 193, 1057, 1069, 1385. */
  | { kind: 'launch-failed'; process: ServiceProcessId; code: number; message: string }
  /** The dispatcher connected; generic hosts at spawn. */
  | { kind: 'connected'; process: ServiceProcessId; pid: number }
  /** A status report, as it was sent; the core judges it. */
  | { kind: 'status'; process: ServiceProcessId; service: string; status: ServiceStatus }
  /** Answer to a start command or a control: 0, or a Win32 error (1053, 1054, 1083, 1115, …). */
  | { kind: 'answered'; process: ServiceProcessId; service: string; request: number; code: number }
  | { kind: 'exited'; process: ServiceProcessId; exit: Exit; at: Wall };

/** What the world says of a service process at the start of a host. */
export type ServiceProbe =
  | { kind: 'absent'; process: ServiceProcessId }
  /** Alive and adopted; reports of its services follow as events. */
  | { kind: 'alive'; process: ServiceProcessId; pid: number }
  | { kind: 'exited'; process: ServiceProcessId; exit: Exit; at: Wall | null }
  | { kind: 'lost'; process: ServiceProcessId };
