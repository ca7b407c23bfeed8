import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Wall } from '../time/stamp.js';

/** A program to launch for one instance. Everything in it is plain data: it is journaled. */
export interface LaunchSpec {
  instance: InstanceId;
  task: string;
  command: string;
  /** A list, or one Windows-style string that the adapter splits with the CommandLineToArgvW rules. */
  arguments: string[] | string | null;
  /** null = the user's home directory. */
  workingDirectory: string | null;
  environment: Record<string, string>;
  environmentFile: string | null;
  /** Values for `$(Name)` in the arguments and the working directory, put in after the arguments are split. */
  variables: Record<string, string>;
  /** A handler module in a process of its own: `command` is the module; null = a program. */
  handler: { classId: string; data: string | null } | null;
  /** Whom it runs as; null = the account of the host. */
  account: { kind: 'system' | 'local-service' | 'network-service' } | { kind: 'user'; name: string } | null;
  /** It runs in the session of its user, with what belongs to that: bus and runtime folder. */
  interactive: boolean;
  /** Windows names of the privileges it keeps; empty = what the account has. */
  requiredPrivileges: string[];
  /** ProcessTokenSidType: none = a small account is shared, unrestricted = the task has an identity of its own. */
  sidType: 'none' | 'unrestricted';
  /** 0 to 10 (reference "task model", section 8): maps to nice, ionice and the idle class. */
  priority: number;
  /** Maintenance runs in the idle scheduling class, so that the host wakes in time to give the machine back. */
  maintenance: boolean;
  /** Names the state folder (CARETAKER_STATE_DIR): the first instance of this due occurrence (WAM-44). */
  state: InstanceId;
  /** How it gives the machine back; `signal` needs the task protocol's channel. */
  yield: 'freeze' | 'signal' | 'restart' | 'slow' | 'never';
}

/** How a program ended. */
export type Exit = { kind: 'code'; code: number } | { kind: 'signal'; signal: string } | { kind: 'unknown' };

export type ProcessEvent =
  | { kind: 'launched'; instance: InstanceId; pid: number; path: string }
  /** The program could not be started; `code` is a Windows result code (0x80070002 file not found, 0x80070005 access denied). */
  | { kind: 'launch-failed'; instance: InstanceId; code: number; message: string }
  | { kind: 'exited'; instance: InstanceId; exit: Exit; at: Wall }
  /** Every process of the tree stands still; `tookMs` from the call to that moment. */
  | { kind: 'suspended'; instance: InstanceId; tookMs: number }
  | { kind: 'resumed'; instance: InstanceId };

/** What the world says of an instance at the start of a host. */
export type Probe =
  /** It never started, and the probe has claimed its launch: it never will. */
  | { kind: 'absent'; instance: InstanceId }
  | { kind: 'alive'; instance: InstanceId; pid: number; frozen: boolean }
  /** It ended; by the guardian of a host that had died, or by itself. */
  | { kind: 'exited'; instance: InstanceId; exit: Exit; at: Wall | null; byGuardian: boolean }
  /** It had started; now there is neither a process nor a result. */
  | { kind: 'lost'; instance: InstanceId };
