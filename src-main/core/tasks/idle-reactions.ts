import { record, type Turn } from '../kernel/turn.js';
import { fire, noDetails } from './fire.js';
import { stopInstance } from './hold.js';
import { react } from './react.js';

/** The machine became idle in the sense of tasks: idle triggers fire (117), what waited is looked at again. */
export function idleBegins(turn: Turn): void {
  react(turn, 'idle', { cause: 'on-idle', user: null });
}

/**
 * Idle ended: StopOnIdleEnd ends what needs idle (328), RestartOnIdle puts a start on its way to the next
 * idle time. What a person started at the machine never counted on idle and goes on.
 */
export function idleEnds(turn: Turn): void {
  const { state } = turn;
  for (const instance of [...state.instances.values()]) {
    const { row } = instance;
    const task = state.tasks.get(row.task.toLowerCase());
    if (row.maintenance || row.cause === 'user' || row.phase === 'stopping' || task === undefined) continue;
    const { runOnlyIfIdle, idleSettings, allowHardTerminate } = task.row.definition.settings;
    // A definition without IdleSettings has the defaults of the schema (TASK-28).
    if (!runOnlyIfIdle || idleSettings?.stopOnIdleEnd === false) continue;
    record(
      turn,
      505,
      { task: row.task, instance: instance.id },
      { IdleTaskId: row.task, ProcessId: row.pid ?? 0 },
    );
    stopInstance(turn, instance, 'presence', allowHardTerminate);
    if (idleSettings?.restartOnIdle !== true) continue;
    const details = row.details ?? noDetails;
    fire(turn, task, {
      cause: 'on-idle',
      user: null,
      variables: row.variables ?? {},
      delayMs: 0,
      details: { ...details, endsAt: null },
    });
  }
}
