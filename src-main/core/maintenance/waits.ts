import type { WaitReason } from '../../../src-shared/model/maintenance.js';
import { gateHolds } from '../conditions/gate.js';
import { networkThere } from '../conditions/network.js';
import type { State } from '../kernel/state.js';
import { record, type Turn } from '../kernel/turn.js';
import { isOverdue, isRunnable, type Task } from '../tasks/task.js';
import { iso } from '../time/stamp.js';
import { isPutOff, pressureHolds } from './plan.js';
import { crowdedBy, isHeld } from './room.js';
import { windowIsOpen } from './window.js';

/**
 * Every reason why a due task does not run now, most important first; empty when it runs or may start.
 * The words of the panel, the tray and the CLI come from this list (design section 3, "why").
 */
export function waitReasonsOf(state: State, task: Task): WaitReason[] {
  const { settings } = state;
  const reasons: WaitReason[] = [];
  const { definition, schedule } = task.row;
  if (!definition.settings.enabled) reasons.push('task-disabled');
  if (!definition.settings.allowStartOnDemand) reasons.push('no-start-on-demand');
  if (!isRunnable(task)) reasons.push('no-handler');
  if (!state.maintenance.due.has(task.key)) return [...reasons, 'not-due'];
  if (isHeld(state, task.key)) {
    reasons.push(heldReasons[schedule.heldBy ?? 'user']);
  }
  if (isPutOff(state, task)) reasons.push('plan-later');
  reasons.push(...gateHolds(state).map(({ reason }) => reason));
  if (state.maintenance.stoppedByUser) reasons.push('stopped-by-user');
  if (task.live.size === 0 && !networkThere(state, task)) reasons.push('network');
  if (settings.maintenance.profile === 'window-only' && !mayUseWindow(state, task)) reasons.push('window');
  const pressure = reasons.length === 0 ? pressureHolds(state) : null;
  if (pressure !== null) reasons.push(pressure);
  const crowd = reasons.length === 0 ? crowdedBy(state, task) : null;
  if (crowd !== null) reasons.push(crowd);
  return reasons;
}

const heldReasons = {
  user: 'ended-by-user',
  'launch-failed': 'launch-failed',
  postponed: 'postponed',
  plan: 'plan-skipped',
} as const satisfies Record<string, WaitReason>;

/** Whether the window is open for it: an overdue task extends it. */
export function mayUseWindow(state: State, task: Task): boolean {
  const extended = state.maintenance.run?.extended === true;
  return windowIsOpen(state) || (extended && isOverdue(task, state.now.wall, state.host.zone));
}

/** Reasons that pass by themselves within moments, or that somebody chose: no record is written for them. */
const passing: ReadonlySet<WaitReason> = new Set([
  'settling',
  'load-unknown',
  'task-disabled',
  'parallel',
  'plan',
  'exclusive',
  'not-due',
  'asleep',
  'shutdown',
]);

/**
 * Keeps one record (906) per task, condition and episode: the first wait writes it, each further one
 * raises its count. An episode ends when the task starts.
 */
export function noteWaits(turn: Turn): void {
  const { state } = turn;
  // Before the sensors have spoken nothing is known, which is no news worth a record.
  if (!state.signals.power.heard || !state.signals.presence.heard) return;
  const shared = gateHolds(state)[0]?.reason ?? null;
  for (const key of state.maintenance.due) {
    const task = state.tasks.get(key);
    if (task === undefined || task.live.size > 0) continue;
    // The common case, a level that holds back every due task, costs no look at the task's own rules.
    const first = shared !== null && isUnhindered(state, task) ? shared : waitReasonsOf(state, task)[0];
    if (first !== undefined && !passing.has(first)) noteWait(turn, task, first);
    else if (first !== 'settling' && first !== 'load-unknown') task.row.schedule.waitingFor = null;
  }
}

function isUnhindered(state: State, task: Task): boolean {
  const { settings } = task.row.definition;
  return (
    settings.enabled && settings.allowStartOnDemand && !isHeld(state, task.key) && !isPutOff(state, task)
  );
}

function noteWait(turn: Turn, task: Task, reason: WaitReason): void {
  const { schedule } = task.row;
  if (schedule.waitingFor === reason) return;
  schedule.waitingFor = reason;
  turn.changedTasks.add(task.key);
  const known = schedule.waits[reason];
  const wait = known ?? { seq: 0, since: turn.at.wall, count: 0 };
  wait.count += 1;
  const data = { TaskName: task.row.path, Condition: reason, Since: iso(wait.since), Count: wait.count };
  const entry = record(turn, 906, { task: task.row.path }, data);
  if (entry === null) return;
  if (known !== undefined) {
    entry.seq = known.seq;
    entry.at = known.since;
    turn.state.recordSeq -= 1;
  }
  wait.seq = entry.seq;
  schedule.waits[reason] = wait;
}
