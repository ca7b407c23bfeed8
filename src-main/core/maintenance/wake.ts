import { gateHolds } from '../conditions/gate.js';
import type { State } from '../kernel/state.js';
import { command, notify, record, unsettle, type Turn } from '../kernel/turn.js';
import { dueAt, isSchedulable, type Task } from '../tasks/task.js';
import { nextTaskWake } from '../tasks/wake.js';
import { elapsed, iso, wall, type Wall } from '../time/stamp.js';
import type { Window } from './state.js';
import { windowAfter } from './window.js';
import { anyWorking } from './yield.js';

/** A resume this close to our own alarm is our own wake (design section 5, "keep awake"). */
const ownWakeMs = 30_000;
/** A machine that was asked to sleep and does not: somebody holds it; it is left alone. */
const dozeMs = 120_000;
const dayMs = 86_400_000;

/**
 * The machine goes to sleep: its wake timer is set for the start of the first daily run that will find
 * something due, where that is wanted and the machine sleeps on AC with its lid open (WAM-26, WAM-30;
 * decisions section 1, "wake"). Tasks that ask for it by WakeToRun are named in 808.
 */
export function setAlarm(turn: Turn): void {
  const { state } = turn;
  const { maintenance } = state;
  state.elapsedDue.set('doze', null);
  const window = mayBeWoken(state) ? windowWithWork(state) : null;
  const barred = window === null || (maintenance.paused?.until ?? 0) > window.opens;
  maintenance.alarm = barred ? null : window.opens;
  if (maintenance.alarm !== null) nameAskers(turn, maintenance.alarm);
  // A plain task with WakeToRun asks for itself; it needs no setting of maintenance.
  const forTask = isWakeable(state) ? nextTaskWake(state) : null;
  const at = Math.min(maintenance.alarm ?? Infinity, forTask ?? Infinity);
  setTimer(turn, at === Infinity ? null : wall(at));
}

/** There is one timer: the earliest wish counts. */
function setTimer(turn: Turn, at: Wall | null): void {
  const { maintenance } = turn.state;
  if (maintenance.timer === at) return;
  maintenance.timer = at;
  command(turn, at === null ? { kind: 'clear-wake-timer' } : { kind: 'set-wake-timer', at });
}

function nameAskers(turn: Turn, at: Wall): void {
  for (const task of turn.state.tasks.values()) {
    const { path, definition } = task.row;
    if (definition.settings.wakeToRun && (readyAt(turn.state, task) ?? Infinity) <= at)
      record(turn, 808, { task: path }, { Task: path });
  }
}

/** On AC, its lid open, and with a timer, as far as is known. */
function isWakeable({ signals }: State): boolean {
  const onMains = signals.power.settled === 'ac' && signals.power.reading === 'ac';
  return onMains && signals.lid.closed !== true && signals.wake.able !== 'no';
}

function mayBeWoken(state: State): boolean {
  const { wake, enabled } = state.settings.maintenance;
  return wake && enabled && state.maintenance.next !== null && isWakeable(state);
}

/** From when on the scheduler would take a task: due and not held; null = never of its own accord. */
function readyAt(state: State, task: Task): Wall | null {
  const due = isSchedulable(task) ? dueAt(task, state.host.zone) : null;
  return due === null ? null : wall(Math.max(due, task.row.schedule.heldUntil ?? 0));
}

/** The first daily window in which there will be something to do. */
function windowWithWork(state: State): Window | null {
  let first = Infinity;
  for (const task of state.tasks.values()) first = Math.min(first, readyAt(state, task) ?? Infinity);
  const { next } = state.maintenance;
  if (first === Infinity || next === null) return null;
  // In the window-only profile what falls due at the activation itself does not join (WAM-24).
  const strict = state.settings.maintenance.profile === 'window-only';
  const fits = ({ opens, activation }: Window): boolean => (strict ? first < activation : first <= opens);
  if (fits(next)) return next;
  let window = windowAfter(state, wall(Math.max(next.activation, first - dayMs)));
  while (!fits(window)) window = windowAfter(state, window.activation);
  return window;
}

/** Takes the timer back, where one is set. */
export function clearAlarm(turn: Turn): void {
  turn.state.maintenance.alarm = null;
  setTimer(turn, null);
}

/** The machine came back: was it our own alarm (902)? Such a wake is no input. */
export function wokenByAlarm(turn: Turn): boolean {
  const { maintenance } = turn.state;
  const { alarm } = maintenance;
  clearAlarm(turn);
  const own = alarm !== null && Math.abs(turn.at.wall - alarm) <= ownWakeMs;
  maintenance.woken = own ? { at: turn.at.wall, dozing: false } : null;
  if (own) record(turn, 902, {}, { At: iso(alarm) });
  return own;
}

/** Somebody came: the machine stays on. */
export function somebodyCame(turn: Turn): void {
  turn.state.maintenance.woken = null;
  turn.state.elapsedDue.set('doze', null);
}

/** Whether an automatic run may begin as far as our own waking is concerned: for the window, and for nothing else. */
export function mayUseOwnWake(state: State): boolean {
  const { woken, window } = state.maintenance;
  return woken === null || (!woken.dozing && window !== null);
}

/** Nothing to do is left, or it cannot be done, and nobody came: back to sleep (903). */
export function goBackToSleep(turn: Turn): void {
  const { state } = turn;
  const { woken, run } = state.maintenance;
  if (woken === null || woken.dozing || run !== null || anyWorking(state)) return;
  if (state.unsettled || !state.host.running || !isDeserted(state) || stillHopeful(state)) return;
  woken.dozing = true;
  record(turn, 903, {}, {});
  command(turn, { kind: 'sleep-again' });
  state.elapsedDue.set('doze', elapsed(turn.at.elapsed + dozeMs));
}

function isDeserted(state: State): boolean {
  const { presence, busy, settledAt, system } = state.signals;
  return settledAt === null && system.value === 'on' && presence.value === 'idle' && busy.causes.length === 0;
}

/** Within the window, others' load passes; what is due is waited for. */
function stillHopeful(state: State): boolean {
  if (state.maintenance.window === null) return false;
  return gateHolds(state).every(({ reason }) => reason === 'load' || reason === 'load-unknown')
    ? gateHolds(state).length > 0
    : false;
}

/** It was asked to sleep and did not: what holds it awake has its reasons, and maintenance goes on as ever. */
export function sleepRefused(turn: Turn): void {
  turn.state.maintenance.woken = null;
  unsettle(turn);
}

/** Waking is wanted and cannot be had: told once for each reason (WAM-30). */
export function tellWakeImpossible(turn: Turn): void {
  const { maintenance, settings, signals } = turn.state;
  const impossible = settings.maintenance.wake && settings.maintenance.enabled && signals.wake.able === 'no';
  if (!impossible) {
    if (signals.wake.able === 'yes') maintenance.wakeTold = null;
    return;
  }
  const reason = signals.wake.reason ?? '';
  if (maintenance.wakeTold === reason) return;
  maintenance.wakeTold = reason;
  notify(turn, 'wake-impossible', `wake:${reason}`, { actions: ['open-panel'], values: { reason } });
}
