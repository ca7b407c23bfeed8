import type { State } from '../kernel/state.js';
import { record, type Turn } from '../kernel/turn.js';
import { wall, type Wall } from '../time/stamp.js';

/** How far from its instant a wake still counts as made for a task, ms. */
const wokenWithinMs = 120_000;

/** The earliest instant at which a task with WakeToRun wants the machine awake; null without one. */
export function nextTaskWake(state: State): Wall | null {
  const at = state.wakeDue.earliest();
  return at === null ? null : wall(at);
}

/** 145 when the machine came out of sleep because a task was due (reference "task events"). */
export function noteTaskWake(turn: Turn): void {
  const due = nextTaskWake(turn.state);
  if (due !== null && Math.abs(turn.at.wall - due) <= wokenWithinMs) record(turn, 145, {}, {});
}
