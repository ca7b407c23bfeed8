import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { ServiceCommand } from '../services/command.js';
import type { LaunchSpec } from '../tasks/process.js';
import type { Wall } from '../time/stamp.js';

/** A notice for the person at the machine; the same key is shown once. */
export interface NoticeCommand {
  kind: 'notify';
  key: string;
  /** Words come from src-shared/wording: the reason and its data, not a sentence. */
  notice: NoticeKind;
  task: string | null;
  /** What the notice offers, in this order; empty = it only tells. */
  actions: NoticeAction[];
  /** Values of its sentence. */
  values: Record<string, string | number>;
}

export type NoticeKind =
  | 'deadline-missed'
  | 'task-failed'
  | 'store-failing'
  | 'store-recovered'
  | 'engine-failing'
  | 'emergency-running'
  | 'wake-impossible'
  | 'starved'
  | 'digest'
  | 'services-safe-mode';

/** run-now: `tasks.run` of its task; postpone: `maintenance.postpone` of its task; open-panel: the window or panel. */
export type NoticeAction = 'run-now' | 'postpone' | 'open-panel';

/** How a tree stands still: frozen where it is, or first asked through the task protocol and frozen 2 s later. */
export type SuspendMode = 'freeze' | 'signal';

/** What the core wants done. Names are imperative. */
export type Command =
  | { kind: 'launch'; spec: LaunchSpec }
  | { kind: 'suspend'; instance: InstanceId; mode: SuspendMode }
  /** Goes on at the lowest priority, in the idle class (yield mode slow). */
  | { kind: 'slow'; instance: InstanceId }
  /** Undoes suspend and slow. */
  | { kind: 'resume'; instance: InstanceId }
  | { kind: 'stop'; instance: InstanceId; graceMs: number; hard: boolean }
  | { kind: 'forget'; instance: InstanceId }
  /** The state folder of this name (LaunchSpec.state) is needed no longer. */
  | { kind: 'drop-state'; state: InstanceId }
  | { kind: 'watch-idle'; idleAfterMs: number }
  | { kind: 'watch-load'; limitPercent: number; windowMs: number }
  | { kind: 'rest-load' }
  /** Others' work below the thresholds for a share of the window: what plain tasks call idle. */
  | { kind: 'watch-quiet'; cpuPercentOfCore: number; diskPercent: number; windowMs: number; share: number }
  | { kind: 'rest-quiet' }
  /** Which lines of the system's journal tasks wait for: queries as written; empty = none. */
  | { kind: 'watch-journal'; subscriptions: string[] }
  | { kind: 'keep-awake'; why: string }
  | { kind: 'release-awake' }
  /** Wakes the machine from sleep at that instant; there is one timer: it replaces the one before. */
  | { kind: 'set-wake-timer'; at: Wall }
  | { kind: 'clear-wake-timer' }
  /** Puts the machine to sleep: it was woken for maintenance, which is over, and nobody came. */
  | { kind: 'sleep-again' }
  /** Programs (names or paths) that make the machine busy while they run. */
  | { kind: 'watch-programs'; programs: string[] }
  | ServiceCommand
  | NoticeCommand;

/**
 * Commands that go out before the commit: they give the machine back and may be repeated
 * (design section 5, "order of writing"). Everything else waits for the commit.
 */
export function givesBack(command: Command): boolean {
  return command.kind === 'suspend' || command.kind === 'slow' || command.kind === 'release-awake';
}
