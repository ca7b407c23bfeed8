import type { TaskWaitReason } from '../../../src-shared/model/maintenance.js';
import type { PresenceReading, QuietReading } from '../signals/readings.js';
import type { State } from '../kernel/state.js';
import { command, record, unsettle, type Turn } from '../kernel/turn.js';
import { elapsed, wall, type Elapsed, type Wall } from '../time/stamp.js';
import { idleBegins, idleEnds } from './idle-reactions.js';
import { awayMs } from './presence-watch.js';

/** For 90 % of the same time others do no work: below 10 % of one core and 1 % of a disk's time (TASK-26, with thresholds). */
const quietLimits = { cpuPercentOfCore: 10, diskPercent: 1, windowMs: awayMs, share: 0.9 } as const;

/** Idle in the sense of plain tasks (decisions section 2): another state than that of maintenance. */
export interface TaskIdle {
  value: boolean;
  since: Wall;
  /** The last input, on the elapsed clock; null while somebody is here, or nobody knows. */
  awaySince: Elapsed | null;
  quiet: QuietReading['quiet'];
  /** Whether the sensor was asked to measure others' work. */
  watched: boolean;
}

export function unknownTaskIdle(): TaskIdle {
  return { value: false, since: wall(0), awaySince: null, quiet: 'unknown', watched: false };
}

/** Notes since when nobody has been here. A machine without any user has been idle since its boot. */
export function notePresence(turn: Turn, reading: PresenceReading): void {
  const idle = turn.state.taskIdle;
  idle.awaySince = reading.presence === 'idle' ? (reading.lastInputAt?.elapsed ?? elapsed(0)) : null;
}

export function quietChanged(turn: Turn, reading: QuietReading): void {
  const idle = turn.state.taskIdle;
  if (idle.watched) idle.quiet = reading.quiet;
}

/**
 * Begins and ends idle, after each event. Input, or a new "busy" such as a film, ends it; load gates only
 * its beginning (reference "task model", section 9, "end of idle"). Others' work is measured while some
 * task waits for idle, and for no longer.
 */
export function updateTaskIdle(turn: Turn): void {
  const { state } = turn;
  const idle = state.taskIdle;
  const here = idle.awaySince === null || state.signals.busy.causes.length > 0;
  if (idle.value && here) end(turn);
  const wanted = state.triggerIndex.needsIdle && state.host.running;
  const crossing = here || !wanted || idle.value ? null : elapsed((idle.awaySince ?? 0) + awayMs);
  const reached = crossing !== null && turn.at.elapsed >= crossing;
  if (reached && idle.quiet === 'quiet') begin(turn);
  state.elapsedDue.set('task-idle', crossing !== null && !reached ? crossing : null);
  watchQuiet(turn, wanted && !idle.value);
}

function begin(turn: Turn): void {
  const idle = turn.state.taskIdle;
  idle.value = true;
  idle.since = turn.at.wall;
  record(turn, 512, {}, { DetectionResult: 'idle', Reason: 'no input for 15 minutes, no work of others' });
  idleBegins(turn);
  unsettle(turn);
}

function end(turn: Turn): void {
  const { state } = turn;
  const idle = state.taskIdle;
  const reason = idleHold(state) ?? 'presence';
  idle.value = false;
  record(turn, 510, {}, { NoIdleReason: reason, DATA1: 0, DATA2: 0 });
  record(turn, 511, {}, { TimeSinceUserNotPresent: turn.at.wall - idle.since, DATA: 0 });
  idleEnds(turn);
  idle.since = turn.at.wall;
}

function watchQuiet(turn: Turn, wanted: boolean): void {
  const idle = turn.state.taskIdle;
  if (idle.watched === wanted) return;
  idle.watched = wanted;
  idle.quiet = 'unknown';
  command(turn, wanted ? { kind: 'watch-quiet', ...quietLimits } : { kind: 'rest-quiet' });
}

/** What keeps the machine from being idle for a task; null when it is idle. */
export function idleHold(state: State): TaskWaitReason | null {
  const { taskIdle, signals } = state;
  if (signals.presence.value === 'unknown') return 'presence-unknown';
  if (taskIdle.awaySince === null) return 'presence';
  if (signals.busy.causes.length > 0) return 'busy';
  if (taskIdle.value) return null;
  if (state.now.elapsed < taskIdle.awaySince + awayMs) return 'not-idle';
  return taskIdle.quiet === 'busy' ? 'load' : 'load-unknown';
}
