import type { PresenceReading } from '../signals/readings.js';
import type { State } from '../kernel/state.js';
import { command, type Turn } from '../kernel/turn.js';
import { presenceChanged } from '../signals/update.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { elapsed, wall } from '../time/stamp.js';

/** When plain tasks call nobody there (TASK-25). */
export const awayMs = 900_000;

function maintenanceMs(state: State): number {
  return fixedMs(parseDuration(state.settings.maintenance.idleAfter)) ?? 0;
}

/** Whether plain tasks want to hear of it sooner than maintenance does. */
function soonerForTasks(state: State): boolean {
  return state.triggerIndex.needsIdle && maintenanceMs(state) > awayMs;
}

/** Tells the sensor the shortest time without input that somebody asks for; longer ones are timers of the core. */
export function watchPresence(turn: Turn): void {
  const { state } = turn;
  const idleAfterMs = soonerForTasks(state) ? awayMs : maintenanceMs(state);
  command(turn, { kind: 'watch-idle', idleAfterMs });
}

/** The reading as maintenance may take it: with a longer idleAfter somebody still counts as present. */
export function presenceForMaintenance(turn: Turn, reading: PresenceReading): PresenceReading {
  const { state, at } = turn;
  state.elapsedDue.set('presence', null);
  if (reading.presence !== 'idle' || reading.lastInputAt === null || !soonerForTasks(state)) return reading;
  const crossing = elapsed(reading.lastInputAt.elapsed + maintenanceMs(state));
  if (at.elapsed >= crossing) return reading;
  state.elapsedDue.set('presence', crossing);
  return { ...reading, presence: 'active' };
}

/** The longer time of maintenance has passed as well. */
export function presenceDue(turn: Turn): void {
  const { awaySince } = turn.state.taskIdle;
  if (awaySince === null) return;
  const lastInput = wall(turn.at.wall - (turn.at.elapsed - awaySince));
  presenceChanged(turn, { presence: 'idle', lastInputAt: { wall: lastInput, elapsed: awaySince } });
}
