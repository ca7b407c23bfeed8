import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { InstanceRow } from '../kernel/rows.js';
import type { Elapsed } from '../time/stamp.js';

/**
 * A live run of a task.
 *
 *   starting ──launched──▶ running ◀──resume── suspended
 *      │                     │  └────suspend─────▲
 *      └──launch failed──▶ ended ◀──exited── stopping
 */
export interface Instance {
  readonly id: InstanceId;
  row: InstanceRow;
  /** Since when it works, on the elapsed clock; null while it stands still. */
  workingSince: Elapsed | null;
  /** It goes on slowly while somebody is at the machine; asked for anew by the next host. */
  slowed: boolean;
}

/** Time worked so far, ms: awake and unsuspended (decisions section 1, "execution limit"). */
export function workedMs(instance: Instance, now: Elapsed): number {
  return instance.row.workedMs + (instance.workingSince === null ? 0 : now - instance.workingSince);
}

/** The identity under which the world knows the action that is running now. */
export function currentLaunch(instance: Instance): InstanceId {
  return (instance.row.launches.at(-1) ?? instance.id) as InstanceId;
}
