import type { ServiceControlMessage } from '../../../core/services/process.js';
import type { Exit } from '../../../core/tasks/process.js';

/** How one process of services is spoken with. */
export interface Voice {
  /** The program runs. Again for each new host that adopts it. */
  launched(pid: number): void;
  /** A start command or a control, for a service in it. */
  send(service: string, request: number, message: ServiceControlMessage): void;
  /** It is to go: says so where it can; true when it can, so that a signal may wait a moment. */
  dismiss(): boolean;
  /** Its program has ended; what is still to be said of its services is said now. */
  ended(exit: Exit): void;
  /** Lets go of timers and connections. */
  close(): void;
}

/** Win32 codes that the process side answers with (reference "service model", section 17). */
export const answers = {
  done: 0,
  accessDenied: 5,
  invalidControl: 1052,
  noThread: 1054,
  notActive: 1062,
} as const;

/** A failure command or a verification program: nobody speaks with it. */
export const silent: Voice = {
  launched: () => undefined,
  send: () => undefined,
  dismiss: () => false,
  ended: () => undefined,
  close: () => undefined,
};
