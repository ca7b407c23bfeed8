import { record, type Turn } from '../kernel/turn.js';
import { wall, type Wall } from '../time/stamp.js';
import { nextOfTask } from '../triggers/next-occurrence.js';
import { startInstance } from './launch.js';
import { isRunnable, type Task } from './task.js';

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
}

/** A time trigger is due: starts the task, or says why not. */
export function triggerFires(turn: Turn, task: Task, due: Wall): void {
  const { at } = turn;
  task.row.schedule.servedUntil = at.wall;
  turn.changedTasks.add(task.key);
  const { path, definition } = task.row;
  const late = at.wall - due > missedAfterMs;
  armTriggers(turn, task);
  if (late && !definition.settings.startWhenAvailable) {
    record(turn, 153, { task: path }, { TaskName: path });
    return;
  }
  if (late) {
    const retry = wall(at.wall + lateStartMs);
    turn.state.wallDue.set(`missed:${task.key}`, retry);
    return;
  }
  startTriggered(turn, task, 'time');
}

/** The late start of a missed instant. */
export function missedStart(turn: Turn, task: Task): void {
  startTriggered(turn, task, 'missed');
}

/** Starts a triggered task if its conditions hold at this moment; each refusal is a record (TASK-29, TASK-33, TASK-39). */
function startTriggered(turn: Turn, task: Task, cause: 'time' | 'missed'): void {
  const { state } = turn;
  const { path, definition } = task.row;
  const { settings } = definition;
  const named = { TaskName: path };
  const running = [...task.live][0];
  if (!isRunnable(definition)) {
    record(turn, 101, { task: path }, { ...named, UserContext: state.host.user, ResultCode: 0x8004130a });
  } else if (settings.disallowStartIfOnBatteries && state.signals.power.settled === 'battery') {
    record(turn, 326, { task: path }, named);
  } else if (settings.runOnlyIfNetworkAvailable && (state.signals.network.addresses?.length ?? 0) === 0) {
    record(turn, 112, { task: path }, named);
  } else if (settings.runOnlyIfIdle && !state.signals.idle.value) {
    record(turn, 135, { task: path }, named);
  } else if (running !== undefined && settings.multipleInstancesPolicy !== 'parallel') {
    record(turn, 322, { task: path, instance: running }, { ...named, TaskInstanceId: running });
  } else {
    startInstance(turn, task, cause, null);
  }
}
