import { recordTerminated } from '../history/instance-records.js';
import { reschedule } from '../maintenance/due.js';
import { endRun } from '../maintenance/run.js';
import { watchIdle } from '../maintenance/requests.js';
import { planWindow } from '../maintenance/window.js';
import { recoverServices } from '../services/recover.js';
import { armDigest } from '../maintenance/digest.js';
import { makePlan } from '../maintenance/catch-up.js';
import { clearAlarm } from '../maintenance/wake.js';
import { beginSettling, doubtClock } from '../signals/update.js';
import { unknownSignals } from '../signals/snapshot.js';
import { crashed, exited, finish } from '../tasks/ending.js';
import { stopGraceMs, work } from '../tasks/hold.js';
import { currentLaunch, type Instance } from '../tasks/instance.js';
import { touch } from '../tasks/launch.js';
import type { Probe } from '../tasks/process.js';
import { watchJournal } from '../tasks/event-triggers.js';
import { noLapses } from '../tasks/lapses.js';
import { react } from '../tasks/react.js';
import { recoverTask } from '../tasks/recover-task.js';
import { restartAfterFailure } from '../tasks/restart.js';
import { armTriggers } from '../tasks/schedule.js';
import type { Task } from '../tasks/task.js';
import { unknownTaskIdle } from '../tasks/task-idle.js';
import { wall, type Wall } from '../time/stamp.js';
import type { CoreEvent } from './event.js';
import { record, type Turn } from './turn.js';

/** SCHED_E_INVALID_TASK. */
const invalidTask = 0x8004130e;

/**
 * Catching up after a start: what was restored from the store is compared with what the world says
 * (style section 5). Nothing is thawed or started here; the gate is asked first.
 */
export function hostStarted(turn: Turn, event: Extract<CoreEvent, { kind: 'HostStarted' }>): void {
  const { state } = turn;
  const booted = state.host.bootId !== null && state.host.bootId !== event.bootId;
  if (state.seed === 0) state.seed = event.seed;
  state.host = {
    bootId: event.bootId,
    zone: event.zone,
    user: event.user,
    cores: event.cores,
    running: true,
  };
  state.signals = unknownSignals(turn.at.wall);
  state.taskIdle = unknownTaskIdle();
  state.journalWatched = '';
  state.lapses = {
    ...noLapses(),
    bootedAt: booted ? wall(turn.at.wall - turn.at.elapsed) : null,
    hostStartedAt: turn.at.wall,
  };
  if (booted) state.sessionsSeen = [];
  turn.spans.push(
    { signal: 'system', value: 'on' },
    { signal: 'idle', value: 'unknown' },
    { signal: 'power', value: 'unknown' },
  );
  record(turn, 400, {}, {});
  // What the core had asked of the adapters of the last host is asked again.
  state.maintenance.awake = false;
  watchIdle(turn);
  const known = new Map(event.probes.map((probe) => [probe.instance, probe]));
  for (const instance of [...state.instances.values()]) {
    const launch = currentLaunch(instance);
    reconcile(turn, instance, known.get(launch) ?? { kind: 'lost', instance: launch });
  }
  if (booted && state.maintenance.run !== null) endRun(turn);
  // Elapsed time is time since boot: within the first minute of a boot the machine still settles.
  beginSettling(turn, turn.at.elapsed);
  for (const path of state.unreadable) {
    record(turn, 146, { task: path }, { TaskName: path, ResultCode: invalidTask });
  }
  for (const task of [...state.tasks.values()]) recoverTask(turn, task, booted);
  let newest = state.maintenance.lastRun?.ended ?? wall(0);
  for (const task of state.tasks.values()) {
    newest = latest(newest, task);
    if (task.maintenance !== null) reschedule(turn, task);
    // An instant that passed while no host ran fires late.
    armTriggers(turn, task, task.row.schedule.servedUntil ?? task.row.schedule.registered);
  }
  watchJournal(turn);
  if (booted) react(turn, 'boot', { cause: 'boot', user: null });
  if (booted) {
    doubtClock(turn, newest);
    state.maintenance.woken = null;
    makePlan(turn, 'boot');
  }
  clearAlarm(turn);
  armDigest(turn);
  recoverServices(turn, event, booted);
  planWindow(turn, true);
  state.wallDue.set('window-closes', state.maintenance.window?.closes ?? null);
  state.wallDue.set('plan', state.maintenance.plan?.until ?? null);
  state.wallDue.set('pause', state.maintenance.paused?.until ?? null);
}

/** The latest instant on record for a task, if it is later than `newest`. */
function latest(newest: Wall, task: Task): Wall {
  const { registered, completed, lastRun } = task.row.schedule;
  return wall(Math.max(newest, registered, completed ?? 0, lastRun ?? 0));
}

function reconcile(turn: Turn, instance: Instance, probe: Probe): void {
  switch (probe.kind) {
    case 'alive':
      return adopt(turn, instance, probe.pid, probe.frozen);
    case 'exited':
      return over(turn, instance, probe);
    case 'absent':
    case 'lost':
      return lost(turn, instance);
  }
}

/** Nobody saw its end: outcome unknown, and a failure for RestartOnFailure. */
function lost(turn: Turn, instance: Instance): void {
  recordTerminated(turn, instance, 'crash');
  finish(turn, instance, 'unknown', null, turn.at.wall);
  const task = turn.state.tasks.get(instance.row.task.toLowerCase());
  if (task !== undefined) restartAfterFailure(turn, task, instance, crashed);
}

/** A program that obeys TERM may even say 0: ended by the guardian it did not do its work for all that. */
function over(turn: Turn, instance: Instance, probe: Extract<Probe, { kind: 'exited' }>): void {
  const at = probe.at ?? turn.at.wall;
  if (probe.byGuardian) instance.row.stopAuthor ??= 'crash';
  exited(turn, instance, probe.exit, at);
}

/** Taken over as it is: what works goes on until the gate says otherwise, what is frozen stays frozen. */
function adopt(turn: Turn, instance: Instance, pid: number, frozen: boolean): void {
  const { row } = instance;
  row.pid = pid;
  touch(turn, instance);
  if (row.phase === 'stopping') {
    turn.commands.push({ kind: 'stop', instance: currentLaunch(instance), graceMs: stopGraceMs, hard: true });
    return;
  }
  if (row.phase === 'suspended') {
    // Somebody thawed it meanwhile: what was decided is put back.
    if (!frozen) turn.commands.push({ kind: 'suspend', instance: currentLaunch(instance), mode: 'freeze' });
    return;
  }
  if (frozen) {
    // The last host froze it and died before it could say why.
    row.phase = 'suspended';
    row.suspended.push({ from: turn.at.wall, to: null, reason: 'crash' });
    return;
  }
  row.phase = 'running';
  work(turn, instance);
  if (row.details?.endsAt != null) turn.state.elapsedDue.set(`ends:${instance.id}`, row.details.endsAt);
}
