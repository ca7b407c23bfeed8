import type {
  ServiceCommandSpec,
  ServiceControlMessage,
  ServiceLaunchSpec,
  ServiceProbe,
  ServiceProcessEvent,
  ServiceProcessId,
} from '../core/services/process.js';

/**
 * Launches the processes of services and speaks with them: own hosts over the service protocol, generic
 * hosts on behalf of programs that know nothing of it, shared hosts for a group. The GUID is the identity of a
 * process; a pid counts only together with its start time. Calls never throw: what fails comes back as an event.
 */
export interface ServiceHosts {
  /** Begins to deliver events: those of one moment together, in their order, also what came up before. */
  start(onEvents: (events: ServiceProcessEvent[]) => void): Promise<void>;
  /** Says what became of these processes and adopts those alive; asked before `start`, its events wait for it. */
  probe(processes: ServiceProcessId[]): Promise<ServiceProbe[]>;
  /** Repeated with the same GUID it does nothing. */
  launch(spec: ServiceLaunchSpec): void;
  /** `answered` follows with the same request number. */
  send(process: ServiceProcessId, service: string, request: number, message: ServiceControlMessage): void;
  /** The whole tree: TERM, after graceMs KILL (0: at once). The end arrives as `exited`. */
  terminate(process: ServiceProcessId, graceMs: number): void;
  /** Removes what the world keeps of an ended process. */
  forget(process: ServiceProcessId): void;
  /** A failure command or boot verification program; `launched`, `launch-failed` and `exited` follow. */
  run(spec: ServiceCommandSpec): void;
  /** An orderly end of the host: services run on, the next host adopts them. */
  close(): Promise<void>;
}

/** What only the whole machine can do. */
export interface Machine {
  /** Reboots; commanded only where an administrator armed it. */
  reboot(message: string | null): void;
}
