import type { Outcome, StartCause, StopAuthor } from '../../../src-shared/model/instance.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { Elapsed, Wall } from '../time/stamp.js';

/** What the store keeps of a task: its definition and where its schedule stands. Plain JSON. */
export interface TaskRow {
  path: string;
  definition: TaskDefinition;
  /** The manifest file that made it, for `apply --prune`; null for one made by hand. */
  source: string | null;
  schedule: TaskSchedule;
}

export interface TaskSchedule {
  registered: Wall;
  /** End of the last completed instance. */
  completed: Wall | null;
  /** Start of the last instance. */
  lastRun: Wall | null;
  lastResult: number | null;
  /** Due again at this instant after a failure code (retryAfter). */
  retryAt: Wall | null;
  /** No automatic start before this instant (the next daily activation)… */
  heldUntil: Wall | null;
  /** …because a user ended or stopped it, or its program could not be started. */
  heldBy: 'user' | 'launch-failed' | 'postponed' | 'plan' | null;
  /** The due instant for which it was told that the task starves; absent in rows of before. */
  starvedTold?: Wall | null;
  /** The deadline for which it was told that the overdue task runs. */
  emergencyTold?: Wall | null;
  /** The deadline that event 805 was written for. */
  deadlineTold: Wall | null;
  /** The last scheduled instant that was served: not served again when the clock is set back. */
  servedUntil: Wall | null;
  /** SDDL with the owner; null or absent = an administrator's, or what the definition says. */
  security?: string | null;
  /** Waits of the current episode by reason: one folded record each (906). Cleared at the next start. */
  waits: Record<string, Wait>;
  /** The reason it waits for at this moment. */
  waitingFor: string | null;
  /**
   * The first instance of the due occurrence that has not been completed yet: later ones work in its
   * state folder, so that a stop, a crash or a reboot repeats no finished part (WAM-44). Absent in rows
   * of before; null between two occurrences.
   */
  stateOf?: string | null;
  /** Starts that are on their way: delayed, waiting for a condition or behind a running instance. */
  pending: PendingStart[];
  /** Repetitions of triggers that something set off (boot, logon, event, …). */
  repeats: Repeat[];
  /** Attempts of RestartOnFailure since the last start of another cause. */
  restarts: number;
  /** When it is deleted (DeleteExpiredTaskAfter); null while a trigger may still fire. */
  expiresAt: Wall | null;
  /** Matching records so far of triggers that want several (NumberOfOccurrences), by trigger and matching value. */
  occurrences: Record<string, Wall[]>;
}

/**
 * A start that a trigger or a person asked for and that has not happened yet.
 *
 *   delay ──timer──▶ waiting ──conditions hold──▶ started
 *                      │  └──an instance runs──▶ queued ──it ended──▶ started
 *                      └──refused, timed out──▶ gone, with a record
 */
export interface PendingStart {
  /** The GUID that the instance will have. */
  instance: string;
  cause: StartCause;
  /** Who set it off: the user of a session, or who asked. */
  user: string | null;
  /** The member of its group that it is for; absent or null where the task has no group. */
  member?: string | null;
  /** Values for `$(Name)` in the actions. */
  variables: Record<string, string>;
  since: Wall;
  stage: 'delay' | 'waiting' | 'queued';
  /** End of the delay, or when the wait for idle is given up; on the elapsed clock of this boot. */
  until: Elapsed | null;
  /** Whether its conditions have been looked at: a later start of the same task then joins it. */
  looked: boolean;
  /** The record of what set it off is written. */
  announced: boolean;
  /** A condition refused it and it waits for that condition as a level. */
  late: boolean;
  details: StartDetails;
}

/** What a trigger gives to the instances that it starts. */
export interface StartDetails {
  /** Number of the trigger in the definition; null for a start by hand. */
  trigger: number | null;
  /** Execution limit of the trigger in ms, 0 = none; null = the task's own counts. */
  limitMs: number | null;
  /** The instance is stopped at this moment of this boot (StopAtDurationEnd); null = not. */
  endsAt: Elapsed | null;
  /** No start after this instant (EndBoundary). */
  notAfter: Wall | null;
}

/** A repetition under way: steps of elapsed time from the moment its trigger fired. */
export interface Repeat {
  trigger: number;
  from: Elapsed;
  steps: number;
  cause: StartCause;
  user: string | null;
  variables: Record<string, string>;
}

/** A folded wait: the record's number, when it began, how often. */
export interface Wait {
  seq: number;
  since: Wall;
  count: number;
}

/** One span of suspension. */
export interface Suspension {
  from: Wall;
  to: Wall | null;
  reason: StopAuthor;
}

/** What the store keeps of an instance. Plain JSON. */
export interface InstanceRow {
  instance: string;
  task: string;
  cause: StartCause;
  /** Who asked, for a run by hand; else the account of the task. */
  user: string;
  started: Wall;
  ended: Wall | null;
  suspended: Suspension[];
  phase: 'starting' | 'running' | 'suspended' | 'stopping' | 'ended';
  result: number | null;
  outcome: Outcome | null;
  pid: number | null;
  /** Identity of each launch, one per action that was reached; the first is the instance itself. */
  launches: string[];
  /** Awake, unsuspended time so far (ms) up to the last change of phase: for the execution limit. */
  workedMs: number;
  /** Why it is being stopped. */
  stopAuthor: StopAuthor | null;
  maintenance: boolean;
  /** The instance whose state folder it works in; absent in rows of before, which means its own. */
  stateOf?: string;
  /** Absent in rows of earlier releases. */
  details?: StartDetails;
  /** Values for `$(Name)` in its actions; absent where there are none. */
  variables?: Record<string, string>;
}

export type { ServiceRow } from '../services/rows.js';

/** The rest of the state, as JSON text made and read by the kernel alone. */
export interface KernelRow {
  version: number;
  json: string;
}
