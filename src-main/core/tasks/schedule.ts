import type { TaskWaitReason } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { drawBetween } from '../kernel/chance.js';
import type { Turn } from '../kernel/turn.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { wall, type Wall } from '../time/stamp.js';
import { nextOccurrence, nextOfTask } from '../triggers/next-occurrence.js';
import { armExpiry } from './expiry.js';
import { fire } from './fire.js';
import { noteRefusal } from './refused-start.js';
import type { Task } from './task.js';
import { triggerDetails } from './trigger-details.js';

/** A missed start is made up ten minutes after the chance (reference "task model", section 11). */
const lateStartMs = 600_000;
/** A timer that fires this much after its instant found the machine asleep or off. */
const missedAfterMs = 60_000;
const dayMs = 86_400_000;

/**
 * Sets the next instant of a task's time triggers, strictly after `from` (default: now). An instant
 * already served is not served again when the clock is set back (decisions section 1, "clock").
 */
export function armTriggers(turn: Turn, task: Task, from: Wall = turn.at.wall): void {
  const { state, at } = turn;
  const served = task.row.schedule.servedUntil ?? from;
  const after = served > from && served < at.wall + dayMs ? served : from;
  const { definition } = task.row;
  const next = definition.settings.enabled ? nextOfTask(definition, after, state.host.zone, 1)[0] : undefined;
  state.wallDue.set(`trigger:${task.key}`, next ?? null);
  state.wakeDue.set(task.key, definition.settings.wakeToRun ? (next ?? null) : null);
  armExpiry(turn, task, next ?? null);
}

/** A time trigger is due: sets the task off, or says why it was missed. */
export function triggerFires(turn: Turn, task: Task, due: Wall): void {
  const { at } = turn;
  task.row.schedule.servedUntil = at.wall;
  turn.changedTasks.add(task.key);
  armTriggers(turn, task);
  const missed = at.wall - due > missedAfterMs ? missedBecause(turn.state, due) : null;
  if (missed === null) fireByTime(turn, task, due);
  else startMissed(turn, task, missed);
}

/**
 * A start was missed: it is made up ten minutes after this chance, once for several missed ones, or the
 * record says that it was not (153; TASK-39).
 */
export function startMissed(turn: Turn, task: Task, because: TaskWaitReason): void {
  if (!task.row.definition.settings.startWhenAvailable) {
    noteRefusal(turn, task, 153, because);
    return;
  }
  if (task.row.schedule.pending.some(({ cause }) => cause === 'missed')) return;
  const { notAfter } = lastBoundary(turn, task);
  const details = { trigger: null, limitMs: null, endsAt: null, notAfter };
  fire(turn, task, { cause: 'missed', user: null, variables: {}, delayMs: lateStartMs, details });
}

/** Off, asleep, Caretaker not running and a clock set forward are told apart; null: it was not missed at all. */
function missedBecause(state: State, due: Wall): TaskWaitReason | null {
  const { lapses } = state;
  const { jump, sleep, bootedAt, hostStartedAt } = lapses;
  // Set forward: what lay between becomes due once (decisions section 1, "clock").
  if (jump !== null && due > jump.from && due <= jump.to) return null;
  if (sleep !== null && due >= sleep.from && due <= sleep.to) return 'asleep';
  if (bootedAt !== null && due < bootedAt) return 'machine-off';
  if (hostStartedAt !== null && due < hostStartedAt) return 'host-off';
  return 'asleep';
}

function fireByTime(turn: Turn, task: Task, due: Wall): void {
  const { state } = turn;
  const { triggers } = task.row.definition;
  const index = triggers.findIndex(
    (trigger) => trigger.enabled && nextOccurrence(trigger, wall(due - 1), state.host.zone) === due,
  );
  const trigger = triggers[index];
  const randomDelay = trigger !== undefined && 'randomDelay' in trigger ? trigger.randomDelay : null;
  fire(turn, task, {
    cause: 'time',
    user: null,
    variables: {},
    delayMs: drawDelay(state, randomDelay),
    details: triggerDetails(turn, task, index, due),
  });
}

/** Uniform from 0 to the bound inclusive (reference "task model", section 5, "delay"). */
function drawDelay(state: State, written: string | null): number {
  const bound = written === null ? 0 : (fixedMs(parseDuration(written)) ?? 0);
  return bound === 0 ? 0 : drawBetween(state.seed, state.minted, bound);
}

/** The end boundary that holds for a late start: that of the trigger that ends last; null where one has none. */
function lastBoundary(turn: Turn, task: Task): { notAfter: Wall | null } {
  const ends = task.row.definition.triggers
    .filter(({ enabled, startBoundary }) => enabled && startBoundary !== null)
    .map((_, index) => triggerDetails(turn, task, index, null).notAfter);
  if (ends.length === 0 || ends.includes(null)) return { notAfter: null };
  return { notAfter: wall(Math.max(...ends.map((end) => end ?? 0))) };
}
