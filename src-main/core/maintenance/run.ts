import type { Outcome } from '../../../src-shared/model/instance.js';
import type { RunKind } from '../../../src-shared/model/maintenance.js';
import { record, unsettle, type Turn } from '../kernel/turn.js';
import type { Instance } from '../tasks/instance.js';
import { iso } from '../time/stamp.js';
import { countForDigest } from './digest.js';
import type { Run } from './state.js';

/** Numbers for `hc_stateid` of event 800; Windows documents none, so these are Caretaker's. */
const stateIds: Record<RunKind, number> = { idle: 1, regular: 2, manual: 3 };

/** A maintenance run begins: 800. */
export function beginRun(
  turn: Turn,
  kind: RunKind,
  extra: { by?: string; onBattery?: boolean; tasks?: string[] } = {},
): Run {
  const { maintenance } = turn.state;
  const run: Run = {
    kind,
    started: turn.at.wall,
    by: extra.by ?? null,
    onBattery: extra.onBattery ?? false,
    extended: false,
    tasks: Object.fromEntries((extra.tasks ?? []).map((key) => [key, 'chosen'])),
  };
  maintenance.run = run;
  recordState(turn, run);
  return run;
}

function recordState(turn: Turn, run: Run): void {
  const { lastRun } = turn.state.maintenance;
  const data = {
    hc_stateid: stateIds[run.kind],
    LastRunDateTime: lastRun === null ? '' : iso(lastRun.ended),
    Kind: run.kind,
  };
  record(turn, 800, {}, data);
}

/** A regular run goes on as an idle run: the window is over and the gate is open. */
export function becomeIdleRun(turn: Turn, run: Run): void {
  run.kind = 'idle';
  recordState(turn, run);
}

/** A maintenance run is over: 807. What it suspended stays suspended and due. */
export function endRun(turn: Turn): void {
  const { maintenance, tasks } = turn.state;
  const { run } = maintenance;
  if (run === null) return;
  const states = Object.values(run.tasks);
  const left = Object.entries(run.tasks).filter(
    ([key, s]) => s === 'live' && (tasks.get(key)?.live.size ?? 0) > 0,
  );
  maintenance.lastRun = {
    kind: run.kind,
    started: run.started,
    ended: turn.at.wall,
    completed: states.filter((s) => s === 'completed').length,
    failed: states.filter((s) => s === 'failed').length,
    suspended: left.length,
  };
  maintenance.run = null;
  record(turn, 807, {}, { LauncherId: run.kind });
  unsettle(turn);
}

/** An instance of the run ended. */
export function noteEnded(turn: Turn, instance: Instance, outcome: Outcome): void {
  const { run } = turn.state.maintenance;
  const key = instance.row.task.toLowerCase();
  const { maintenance, stopAuthor } = instance.row;
  if (maintenance && (outcome === 'completed' || outcome === 'failed')) countForDigest(turn, outcome);
  if (run === null || run.tasks[key] !== 'live') return;
  // What was stopped to give the machine back is started again in the same run, if it goes on (yield mode restart).
  const again = outcome === 'stopped' && stopAuthor !== 'user';
  run.tasks[key] = again ? 'chosen' : outcome === 'unknown' ? 'stopped' : outcome;
}
