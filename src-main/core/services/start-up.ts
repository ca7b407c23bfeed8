import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import type { StartupPlan } from '../../../src-shared/model/service.js';
import { unsettle, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { beginVerification, considerBoot } from './boot-acceptance.js';
import { startFailedInBoot } from './boot-failure.js';
import { configOf, currentSet, displayNameOf, isStopped, keyOfService, touchService } from './database.js';
import { isDriver } from './group-order.js';
import { planStartup } from './plan.js';
import {
  recordDependencyFailed,
  recordDependencyMissing,
  recordGroupFailed,
  recordManager,
  recordNamed,
  recordStartFailed,
} from './records.js';
import { beginStart, cancelStart, startRefusal, tryStart, waitsForHung } from './start.js';
import type { Service, StartUp } from './state.js';
import { fireWhatHolds } from './triggers.js';

/** Delayed services start so long after the others (SCM-12). */
const delayedAfterMs = 120_000;

/** A new world: the automatic start begins when all events of its first instant are in. */
export function scheduleStartUp(turn: Turn): void {
  turn.state.services.startUp = { stage: 'pending', queue: [], delayed: [], tried: new Set() };
  turn.state.services.moved = true;
  unsettle(turn);
}

/** Time has come: the plan is made from the configuration as it is now, and followed. */
export function beginStartUp(turn: Turn): void {
  const { services } = turn.state;
  const { startUp } = services;
  if (startUp?.stage !== 'pending') return;
  const set = currentSet(turn.state);
  const definitions = [...set.services.values()].map(({ definition }) => definition);
  const plan = planStartup({ services: definitions, control: set.control }, services.mode);
  const delayed = new Set(plan.delayed);
  // After a restart of the host only what has not had its try since the boot is left to do.
  const untried = (key: string): boolean => services.live.get(key)?.row.started === false;
  startUp.queue = plan.started
    .filter((name) => !delayed.has(name))
    .map(keyOfService)
    .filter(untried);
  startUp.delayed = plan.delayed.map(keyOfService).filter(untried);
  startUp.stage = 'phases';
  services.moved = true;
  const circles = new Set<string>();
  for (const error of plan.errors) recordPlanError(turn, error, plan, circles);
  recordDriverErrors(turn, plan);
  fireWhatHolds(turn);
}

type PlanError = StartupPlan['errors'][number];

/** What cannot start by the configuration alone: recorded at once, with the consequences of its ErrorControl. */
function recordPlanError(turn: Turn, error: PlanError, plan: StartupPlan, circles: Set<string>): void {
  const service = turn.state.services.live.get(keyOfService(error.service));
  const definition = service === undefined ? undefined : configOf(turn.state, service.key);
  if (service === undefined || definition === undefined) return;
  // Recorded by the host before this one, in the same start.
  if (service.row.status.win32ExitCode === error.code) return;
  service.row.status = { ...service.row.status, win32ExitCode: error.code };
  touchService(turn, service);
  // Barred by the safe mode: skipped without any failure handling.
  if (error.code === codes['not-safeboot-service']) return;
  // A circle is told once, not once for each that is on it.
  const circle = error.path.length > 1 ? [...new Set(error.path)].sort().join() : null;
  const told = circle !== null && circles.has(circle);
  if (circle !== null) circles.add(circle);
  if (definition.errorControl !== 'ignore' && !told) recordReason(turn, service, error, plan);
  startFailedInBoot(turn, service, definition);
}

function recordReason(turn: Turn, service: Service, { code, on, path }: PlanError, plan: StartupPlan): void {
  switch (code) {
    case codes['circular-dependency']: {
      if (path.length > 2 || path[0] === path[1]) return recordManager(turn, 7018, path.join(' → '));
      const groups = configOf(turn.state, service.key)?.dependOnGroup ?? [];
      const group = groups.some((name) => name.toLowerCase() === on?.toLowerCase());
      return recordNamed(turn, group ? 7020 : 7019, service);
    }
    case codes['service-dependency-deleted']:
      return recordDependencyMissing(turn, service, on ?? '');
    case codes['service-dependency-failed']: {
      const need = turn.state.services.live.get(keyOfService(on ?? ''));
      if (need === undefined) return recordGroupFailed(turn, service, on ?? '');
      const disabled = configOf(turn.state, need.key)?.start === 'disabled' ? codes['service-disabled'] : 0;
      const reason = plan.failed[need.row.name] ?? disabled;
      return recordDependencyFailed(turn, service, displayNameOf(turn.state, need), reason);
    }
    default:
      return recordStartFailed(turn, service, code);
  }
}

/** 7026: boot and system drivers that could not be loaded. */
function recordDriverErrors(turn: Turn, plan: StartupPlan): void {
  const drivers = plan.errors.filter(({ service, code }) => {
    const definition = configOf(turn.state, keyOfService(service));
    const early = definition?.start === 'boot' || definition?.start === 'system';
    return (
      definition !== undefined && isDriver(definition) && early && code !== codes['not-safeboot-service']
    );
  });
  if (drivers.length > 0) recordManager(turn, 7026, drivers.map(({ service }) => service).join(', '));
}

/** Goes on with the automatic start as far as it may at this moment. */
export function advanceStartUp(turn: Turn): void {
  const { startUp } = turn.state.services;
  if (startUp === null || turn.state.services.shutdown !== null) return;
  if (startUp.stage === 'phases') {
    followPlan(turn, startUp, startUp.queue, 'auto');
    if (startUp.queue.length === 0) startUp.stage = 'settling';
  }
  if (startUp.stage === 'settling' && !isGoing(turn)) phasesOver(turn, startUp);
  if (startUp.stage === 'delayed') {
    // One after another: the next when the last has its outcome.
    if (!isGoing(turn)) followPlan(turn, startUp, startUp.delayed, 'delayed');
    if (startUp.delayed.length === 0 && !isGoing(turn)) startUp.stage = 'done';
  }
}

function phasesOver(turn: Turn, startUp: StartUp): void {
  const { services } = turn.state;
  services.startedWell = true;
  startUp.stage = startUp.delayed.length === 0 ? 'done' : 'waiting';
  if (startUp.stage === 'waiting') {
    turn.state.elapsedDue.set('svc-delayed', elapsed(turn.at.elapsed + delayedAfterMs));
  }
  beginVerification(turn);
  considerBoot(turn);
}

/** Two minutes are over. */
export function beginDelayed(turn: Turn): void {
  const { startUp } = turn.state.services;
  if (startUp?.stage !== 'waiting') return;
  startUp.stage = 'delayed';
  turn.state.services.moved = true;
}

/** Whether a start of the automatic one has no outcome yet; one that hangs is not waited for. */
function isGoing(turn: Turn): boolean {
  for (const service of turn.state.services.live.values()) {
    if (service.start?.boot === true && !service.hung && !waitsForHung(turn, service)) return true;
    if (service.bootStart && service.row.status.state === 'START_PENDING' && !service.hung) return true;
  }
  return false;
}

/**
 * Start commands go out in the order of the plan. The head of the queue waits until what it needs runs; only where
 * that hangs do others go first.
 */
function followPlan(turn: Turn, startUp: StartUp, queue: string[], reason: 'auto' | 'delayed'): void {
  const { live } = turn.state.services;
  for (let key = queue[0]; key !== undefined; key = queue[0]) {
    const service = live.get(key);
    if (service !== undefined && isStopped(service) && tryHead(turn, startUp, service, reason)) {
      if (service.start?.step === 'waiting' && !waitsForHung(turn, service)) return;
      queue.shift();
      if (reason === 'delayed') return;
      continue;
    }
    queue.shift();
  }
}

/** Gives the head of the queue its try; false when it had it, and failed. */
function tryHead(turn: Turn, startUp: StartUp, service: Service, reason: 'auto' | 'delayed'): boolean {
  if (service.start === null) {
    if (startUp.tried.has(service.key)) return false;
    startUp.tried.add(service.key);
    const code = startRefusal(turn, service, false);
    if (code !== 0) {
      // The configuration changed since the plan was made.
      service.row.status = { ...service.row.status, win32ExitCode: code };
      return false;
    }
    beginStart(turn, service, reason, [], true);
  }
  startUp.tried.add(service.key);
  const job = service.start;
  if (job === null) return false;
  job.boot = true;
  if (job.step === 'waiting') tryStart(turn, service, job);
  return true;
}

/** Starts that the automatic one still wants are given up when the world ends. */
export function abandonStartUp(turn: Turn): void {
  const { services } = turn.state;
  services.startUp = null;
  turn.state.elapsedDue.set('svc-delayed', null);
  for (const service of services.live.values())
    if (service.start?.step === 'waiting') cancelStart(turn, service);
}
