import type {
  FailurePolicy,
  ServiceControl,
  ServiceDefinition,
  ServiceStatus,
  StartReason,
} from '../../../src-shared/model/service.js';
import type { Wall } from '../time/stamp.js';
import type { ServiceProcessId } from './process.js';

/** A service in one of the control sets. Its definition is never changed in place, so that sets may share it. */
export interface ServiceConfig {
  definition: ServiceDefinition;
  /** The manifest file that made it, for `apply --prune`; null for one made by hand. */
  source: string | null;
}

/** A numbered control set without its services. */
export interface ControlSetValue {
  number: number;
  control: ServiceControl;
}

/** What the store keeps of a service besides its configuration. Plain JSON. */
export interface ServiceRuntime {
  name: string;
  status: ServiceStatus;
  process: ServiceProcessId | null;
  /** Since when it is in this state. */
  since: Wall | null;
  /** Started since boot at all (1077 otherwise). */
  started: boolean;
  startReason: StartReason | null;
  stoppedBy: string | null;
  /** The configuration it was started with: failure values are those of the start (SCM-109). */
  startedWith: ServiceDefinition | null;
  /** Time from the last start command to RUNNING, ms. */
  readyMs: number | null;
  failures: {
    /** Since boot or the last reset. */
    count: number;
    lastAt: Wall | null;
    /** Instants of the last ten minutes, for the crash loop. */
    recent: Wall[];
    /** Grows after the last configured entry. */
    delayMs: number | null;
    /** When the failed state began. */
    failedSince: Wall | null;
    /** The action that waits for its delay. */
    pending: { action: 'restart' | 'reboot' | 'run'; at: Wall; failure: FailurePolicy } | null;
  };
  /** Deleted, until the last user lets go. */
  marked: boolean;
  /** The last configuration that ran well, while a provisional one is being tried (CT-08). */
  fallBack: ServiceConfig | null;
  /** Trigger data that waits until it is STOPPED, or accepts trigger events again. */
  queued: { action: 'start' | 'stop'; data: Record<string, string | number | null> }[];
}

/** What the store keeps of a service process: an entry of the image database, while it lives. */
export interface ServiceProcessRow {
  process: ServiceProcessId;
  kind: 'protocol' | 'generic' | 'shared' | 'command';
  /** ImagePath as one line, as the image database compares it. */
  imagePath: string;
  account: string;
  pid: number | null;
  pipe: number;
  connected: boolean;
  since: Wall;
  /** Names of the services that were sent to it and have not stopped. */
  services: string[];
  /** For a command: whose, and what for. */
  purpose: { service: string | null; what: 'failure-command' | 'boot-verification' } | null;
}

/** One row of the service manager: four kinds in one table, each value plain JSON made by the core alone. */
export type ServiceRow =
  /** Key: number of the set, a slash, name in lower case. */
  | { kind: 'config'; key: string; value: ServiceConfig }
  /** Key: number. */
  | { kind: 'set'; key: string; value: ControlSetValue }
  /** Key: name in lower case. */
  | { kind: 'state'; key: string; value: ServiceRuntime }
  /** Key: GUID. */
  | { kind: 'process'; key: string; value: ServiceProcessRow };
