import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { LaunchSpec } from '../tasks/process.js';

/** A notice for the person at the machine; the same key is shown once. */
export interface NoticeCommand {
  kind: 'notify';
  key: string;
  /** Words come from src-shared/wording: the reason and its data, not a sentence. */
  notice: 'deadline-missed' | 'task-failed' | 'store-failing' | 'engine-failing';
  task: string | null;
}

/** What the core wants done. Names are imperative. */
export type Command =
  | { kind: 'launch'; spec: LaunchSpec }
  | { kind: 'suspend'; instance: InstanceId }
  | { kind: 'resume'; instance: InstanceId }
  | { kind: 'stop'; instance: InstanceId; graceMs: number; hard: boolean }
  | { kind: 'forget'; instance: InstanceId }
  | { kind: 'watch-idle'; idleAfterMs: number }
  | { kind: 'watch-load'; limitPercent: number; windowMs: number }
  | { kind: 'rest-load' }
  | { kind: 'keep-awake'; why: string }
  | { kind: 'release-awake' }
  | NoticeCommand;

/**
 * Commands that go out before the commit: they give the machine back and may be repeated
 * (design section 5, "order of writing"). Everything else waits for the commit.
 */
export function givesBack(command: Command): boolean {
  return command.kind === 'suspend' || command.kind === 'release-awake';
}
