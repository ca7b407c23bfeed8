import { fallDue, missDeadline } from '../maintenance/due.js';
import { keepAwake } from '../maintenance/keep-awake.js';
import { policyChanged } from '../maintenance/policy.js';
import { proceed } from '../maintenance/proceed.js';
import {
  applySettings,
  configure,
  pause,
  pauseEnds,
  startMaintenance,
  stopMaintenance,
  unpause,
} from '../maintenance/requests.js';
import { tellDigest } from '../maintenance/digest.js';
import { makePlan } from '../maintenance/catch-up.js';
import { planReturns, planWidens } from '../maintenance/plan.js';
import { later, postpone, skip } from '../maintenance/postpone.js';
import { tellStarved } from '../maintenance/starved.js';
import {
  clearAlarm,
  goBackToSleep,
  setAlarm,
  sleepRefused,
  tellWakeImpossible,
  wokenByAlarm,
} from '../maintenance/wake.js';
import { yieldInstance } from '../maintenance/yield-modes.js';
import { closeWindow } from '../maintenance/window-end.js';
import { openWindow, planWindow } from '../maintenance/window.js';
import { giveBack } from '../maintenance/yield.js';
import {
  beginSettling,
  busyChanged,
  loadChanged,
  powerChanged,
  presenceChanged,
  settled,
  networkChanged,
  settlePower,
  trustClock,
  updateIdle,
} from '../signals/update.js';
import { setFolderSecurity, setTaskSecurity } from '../guard/folders.js';
import { guarded } from '../guard/guard.js';
import { advanceServices } from '../services/advance.js';
import { answerService } from '../services/requests.js';
import { beginStartUp } from '../services/start-up.js';
import { takeServiceEvent, tellServices } from '../services/take.js';
import { serviceTimerDue } from '../services/timers.js';
import { dismissNotice, settleWakeNotice } from '../notices/notices.js';
import { apply } from '../tasks/apply.js';
import { processReported } from '../tasks/ending.js';
import { stopInstance } from '../tasks/hold.js';
import { journalWritten, matchRecords } from '../tasks/event-triggers.js';
import { expire } from '../tasks/expiry.js';
import { lookAgain, pendingDue, startPending } from '../tasks/pending.js';
import { presenceDue, presenceForMaintenance } from '../tasks/presence-watch.js';
import { repeatDue } from '../tasks/repeat.js';
import { deleteTask, end, register, run, setEnabled } from '../tasks/requests.js';
import { armTriggers, triggerFires } from '../tasks/schedule.js';
import { sessionsChanged } from '../tasks/sessions.js';
import { notePresence, quietChanged, updateTaskIdle } from '../tasks/task-idle.js';
import { noteTaskWake } from '../tasks/wake.js';
import { reschedule } from '../maintenance/due.js';
import { elapsed, wall, type Elapsed } from '../time/stamp.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { CoreEvent, CoreRequest } from './event.js';
import { invariant, unreachable } from './invariant.js';
import { hostStarted } from './recover.js';
import type { State } from './state.js';
import { beginTurn, record, unsettle, type CoreAnswer, type Turn } from './turn.js';

/**
 * One step: takes an event in, changes the state in place and returns what it brought forth. The
 * one place where the contexts meet. Deterministic: no clock, no chance, no I/O (design section 3).
 *
 * Throws an InvariantError when the state contradicts itself; the caller then drops the state.
 */
export function step(state: State, event: CoreEvent): Turn {
  state.now = event.at;
  const turn = beginTurn(state, event.at);
  take(turn, event);
  tellServices(turn, event);
  updateIdle(turn);
  updateTaskIdle(turn);
  giveBack(turn);
  // Starts wait until every event of this instant is in (decisions section 1, "same instant").
  if (event.kind === 'TimeReached' && state.unsettled) {
    state.unsettled = false;
    startPending(turn);
    beginStartUp(turn);
    proceed(turn);
  }
  advanceServices(turn);
  goBackToSleep(turn);
  matchRecords(turn);
  keepAwake(turn);
  return turn;
}

/** When the core wants to be told the time again: at once while something is unsettled; null = never. */
export function nextTimer(state: State): Elapsed | null {
  if (!state.host.running) return null;
  if (state.unsettled) return state.now.elapsed;
  const inWall = state.wallDue.earliest();
  const inElapsed = state.elapsedDue.earliest();
  const fromWall = inWall === null ? null : state.now.elapsed + Math.max(0, inWall - state.now.wall);
  const earliest = Math.min(fromWall ?? Infinity, inElapsed ?? Infinity);
  return earliest === Infinity ? null : elapsed(earliest);
}

function take(turn: Turn, event: CoreEvent): void {
  const { state } = turn;
  switch (event.kind) {
    case 'HostStarted':
      return hostStarted(turn, event);
    case 'HostStopping':
      record(turn, 402, {}, {});
      state.host.running = false;
      return;
    case 'TimeReached':
      return timeReached(turn);
    case 'ClockJumped':
      record(turn, 411, {}, { ByMs: event.byMs });
      trustClock(turn);
      if (event.byMs > 0) state.lapses.jump = { from: wall(event.at.wall - event.byMs), to: event.at.wall };
      return calendarMoved(turn, Math.max(0, event.byMs));
    case 'ZoneChanged':
      state.host.zone = event.zone;
      return calendarMoved(turn, 0);
    case 'PowerChanged':
      return powerMoves(turn, () => powerChanged(turn, event.reading));
    case 'PresenceChanged':
      notePresence(turn, event.reading);
      return presenceChanged(turn, presenceForMaintenance(turn, event.reading));
    case 'QuietChanged':
      return quietChanged(turn, event.reading);
    case 'JournalWritten':
      return journalWritten(turn, event.reading);
    case 'BusyChanged':
      return busyChanged(turn, event.reading);
    case 'LoadChanged':
      return loadChanged(turn, event.reading);
    case 'SessionsChanged':
      return sessionsChanged(turn, event.reading);
    case 'NetworkChanged':
      return networkChanged(turn, event.reading);
    case 'DeviceArrived':
      return;
    case 'LidChanged':
      state.signals.lid = event.reading;
      return;
    case 'WakeAbilityChanged':
      state.signals.wake = event.reading;
      if (event.reading.able === 'yes') settleWakeNotice(state);
      return tellWakeImpossible(turn);
    case 'PolicyChanged':
      if (policyChanged(turn, event.reading)) applySettings(turn);
      return;
    case 'Suspending':
      return suspending(turn, 'asleep');
    case 'ShuttingDown':
      return suspending(turn, 'shutting-down');
    case 'Resumed':
      return resumed(turn);
    case 'ServiceProcessReported':
    case 'DomainChanged':
    case 'FirewallPortChanged':
    case 'EndpointRequested':
    case 'SystemStateChanged':
    case 'DrivesChanged':
      return takeServiceEvent(turn, event);
    case 'ProcessReported':
      return processReported(turn, event.report);
    case 'Requested':
      turn.asker = event.principal ?? null;
      turn.answer = guarded(turn, event.request, (request) => answer(turn, event.by, request));
      turn.durable = true;
      return;
    default:
      unreachable(event);
  }
}

function answer(turn: Turn, by: string, request: CoreRequest): CoreAnswer {
  switch (request.kind) {
    case 'register':
      return register(turn, by, request);
    case 'apply':
      return apply(turn, by, request);
    case 'run':
      return run(turn, by, request);
    case 'end':
      return end(turn, by, request);
    case 'enable':
      return setEnabled(turn, by, request.task, true);
    case 'disable':
      return setEnabled(turn, by, request.task, false);
    case 'delete':
      return deleteTask(turn, by, request.task);
    case 'task-security':
      return setTaskSecurity(turn, request);
    case 'folder-security':
      return setFolderSecurity(turn, request);
    case 'start-maintenance':
      return startMaintenance(turn, by, request);
    case 'stop-maintenance':
      return stopMaintenance(turn);
    case 'configure':
      return configure(turn, request.maintenance);
    case 'pause':
      return pause(turn, by, request);
    case 'dismiss-notice':
      return dismissNotice(turn, request.key);
    case 'unpause':
      return unpause(turn, by);
    case 'postpone':
      return postpone(turn, by, request);
    case 'later':
      return later(turn, request);
    case 'skip-plan':
      return skip(turn);
    case 'diagnostic':
      turn.state.diagnostic = request.enabled;
      return { kind: 'done', out: { enabled: request.enabled } };
    default:
      return answerService(turn, by, request);
  }
}

/** Everything that is due on either clock, in the order of its instants and keys. */
function timeReached(turn: Turn): void {
  const { state, at } = turn;
  for (
    let key = state.elapsedDue.takeDue(at.elapsed);
    key !== null;
    key = state.elapsedDue.takeDue(at.elapsed)
  ) {
    elapsedKeyDue(turn, key);
  }
  for (;;) {
    const due = state.wallDue.earliest();
    const key = state.wallDue.takeDue(at.wall);
    if (key === null || due === null) return;
    wallKeyDue(turn, key, due);
  }
}

function elapsedKeyDue(turn: Turn, key: string): void {
  if (key === 'power') return powerMoves(turn, () => settlePower(turn));
  if (key === 'settled') return settled(turn);
  if (key.startsWith('svc-')) return serviceTimerDue(turn, key);
  if (key === 'task-idle') return;
  if (key === 'presence') return presenceDue(turn);
  if (key === 'clock') return trustClock(turn);
  if (key === 'plan') return planWidens(turn);
  if (key === 'doze') return sleepRefused(turn);
  const [kind, rest] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (kind === 'look') return lookAgain(turn, rest);
  if (kind === 'start') return startDue(turn, rest);
  if (kind === 'repeat') return stepDue(turn, rest);
  invariant(kind === 'limit' || kind === 'ends', `unknown due key ${key}`);
  const instance = turn.state.instances.get(rest as InstanceId);
  // A task that goes on too long is asked to end (TASK-20).
  if (instance === undefined) return;
  const task = turn.state.tasks.get(instance.row.task.toLowerCase());
  stopInstance(turn, instance, 'limit', task?.row.definition.settings.allowHardTerminate ?? true);
}

/** Length of a GUID in braces. */
const guidLength = 38;

function startDue(turn: Turn, rest: string): void {
  const task = turn.state.tasks.get(rest.slice(guidLength));
  if (task !== undefined) pendingDue(turn, task, rest.slice(0, guidLength));
}

function stepDue(turn: Turn, rest: string): void {
  const colon = rest.indexOf(':');
  const task = turn.state.tasks.get(rest.slice(colon + 1));
  if (task !== undefined) repeatDue(turn, task, Number(rest.slice(0, colon)));
}

function wallKeyDue(turn: Turn, key: string, due: number): void {
  if (key === 'window-opens') return openWindow(turn);
  if (key === 'window-closes') return closeWindow(turn);
  if (key === 'pause') return pauseEnds(turn);
  if (key === 'plan') return planReturns(turn);
  if (key === 'digest') return tellDigest(turn);
  const [kind, taskKey] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  const task = turn.state.tasks.get(taskKey);
  if (task === undefined) return;
  if (kind === 'due') return fallDue(turn, task);
  if (kind === 'deadline') return missDeadline(turn, task);
  if (kind === 'starved') return tellStarved(turn, task);
  if (kind === 'held') return unsettle(turn);
  if (kind === 'trigger') return triggerFires(turn, task, wall(due));
  invariant(kind === 'expire', `unknown due key ${key}`);
  expire(turn, task);
}

/**
 * The wall clock or the zone changed: every calendar date is worked out anew. What lay in the stretch that
 * the clock was set past becomes due once (decisions section 1, "clock").
 */
function calendarMoved(turn: Turn, forwardMs: number): void {
  for (const task of turn.state.tasks.values()) {
    if (task.maintenance !== null) reschedule(turn, task);
    armTriggers(turn, task, wall(turn.at.wall - forwardMs));
  }
  applySettings(turn);
  planWindow(turn, true);
}

/** StopIfGoingOnBatteries ends plain tasks when AC goes (TASK-12, TASK-30); maintenance tasks are suspended instead. */
function powerMoves(turn: Turn, move: () => void): void {
  const { state } = turn;
  const before = state.signals.power.settled;
  move();
  if (state.signals.power.settled === before) return;
  record(turn, 509, {}, { NotificationType: 'power source', State: state.signals.power.settled });
  if (state.signals.power.settled !== 'battery') return;
  for (const instance of state.instances.values()) {
    if (instance.row.maintenance) continue;
    const settings = state.tasks.get(instance.row.task.toLowerCase())?.row.definition.settings;
    if (settings?.stopIfGoingOnBatteries === true)
      stopInstance(turn, instance, 'power', settings.allowHardTerminate);
  }
}

/** Before the machine sleeps everything stands still, so that nothing storms at the wake (decisions section 1, "sleep"). */
function suspending(turn: Turn, value: 'asleep' | 'shutting-down'): void {
  const { state } = turn;
  state.signals.system = { value, since: turn.at.wall };
  turn.spans.push({ signal: 'system', value });
  for (const instance of state.instances.values()) {
    const { phase } = instance.row;
    if (phase === 'running' || phase === 'starting')
      yieldInstance(turn, instance, value === 'asleep' ? 'sleep' : 'shutdown');
  }
  if (value === 'asleep') setAlarm(turn);
  else clearAlarm(turn);
}

function resumed(turn: Turn): void {
  const { state } = turn;
  const { system } = state.signals;
  if (system.value === 'asleep') state.lapses.sleep = { from: system.since, to: turn.at.wall };
  state.signals.system = { value: 'on', since: turn.at.wall };
  turn.spans.push({ signal: 'system', value: 'on' });
  noteTaskWake(turn);
  beginSettling(turn, 0);
  if (!wokenByAlarm(turn)) makePlan(turn, 'sleep');
  unsettle(turn);
}
