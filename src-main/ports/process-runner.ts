import type { InstanceId } from '../../src-shared/ids/instance-id.js';
import type { Progress } from '../../src-shared/model/instance.js';
import type { SignalInfo } from '../../src-shared/model/signal.js';
import type { SuspendMode } from '../core/kernel/command.js';
import type { LaunchSpec, Probe, ProcessEvent } from '../core/tasks/process.js';

/** Time a program has to save before it is frozen, ms (reference "automatic maintenance", section 5). */
export const saveMs = 2_000;

/** What a program said of how far it is; some four times a second at most. */
export type OnProgress = (instance: InstanceId, progress: Progress) => void;

/**
 * Launches and controls trees of processes. The instance GUID is the identity: the world carries it
 * (cgroup name, environment marker), and a pid counts only together with its start time.
 * Calls on one instance take effect in the order they are made, also while its launch is under way;
 * a call on an instance that is gone does nothing.
 */
export interface ProcessRunner {
  /** Begins to deliver events. */
  start(onEvent: (event: ProcessEvent) => void, onProgress?: OnProgress): Promise<void>;
  /** Says what became of these instances and adopts those alive: their events are delivered from now on. */
  probe(instances: InstanceId[]): Promise<Probe[]>;
  /** Repeated with the same instance it does nothing: the launch is claimed by an exclusive file. */
  launch(spec: LaunchSpec): void;
  /**
   * The whole tree, quietly; in the mode `freeze` (the usual one) the freeze is under way when the call
   * returns. In the mode `signal` a program that speaks the task protocol is asked to save first and has
   * {@link saveMs} for it. Repeatable.
   */
  suspend(instance: InstanceId, mode?: SuspendMode): void;
  /** The lowest priority there is, for the whole tree. Repeatable. */
  slow(instance: InstanceId): void;
  /** Undoes `suspend` and `slow`. */
  resume(instance: InstanceId): void;
  /** Politely (a `stop` over the task protocol where it is spoken, then TERM, thawed for it), after graceMs hard (KILL) when `hard`. The end arrives as `exited`. */
  stop(instance: InstanceId, options: { graceMs: number; hard: boolean }): void;
  /** Fulfilled when nobody is being asked to save any more: everything that is to stand still is frozen. */
  settled(): Promise<void>;
  /** CPU time used so far by all live instances, ms. */
  ownCpuMs(): number;
  /** Path of the output log of an instance. */
  outputPath(instance: InstanceId): string;
  /** Reads the output from byte offset `from` of all that was ever written; `cut` bytes of its head are gone. */
  readOutput(instance: InstanceId, from: number): { text: string; next: number; cut: number } | null;
  /** What a live instance last said of how far it is; null when it said nothing. */
  progress(instance: InstanceId): Progress | null;
  /** The due occurrence is over: its state folder goes (CARETAKER_STATE_DIR). */
  dropState(state: InstanceId): void;
  /** Removes what the world keeps of an ended instance (output, exit file). */
  forget(instance: InstanceId): void;
  /** An orderly end of the host: instances stay as they are (the next host adopts them), the guardian is told. */
  close(): Promise<void>;
  /** Which way of suspending is in force, as the signal `processControl`. */
  describe(): SignalInfo[];
}
