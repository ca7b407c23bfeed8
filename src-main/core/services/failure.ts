import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import type { FailureAction, FailurePolicy } from '../../../src-shared/model/service.js';
import { command, mint, type Turn } from '../kernel/turn.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { elapsed, wall } from '../time/stamp.js';
import { configOf, currentSet, inForce, isStopped, touchProcess, touchService } from './database.js';
import { accountOf } from './image.js';
import { recordActionFailed, recordCrashed, recordOwn } from './records.js';
import { beginStart, startRefusal } from './start.js';
import type { Service, ServiceProcess } from './state.js';
import { wantRestart } from './world-wish.js';

/** Ten failures in ten minutes end in the failed state (decisions section 3, "crash loops"). */
const loopFailures = 10;
const loopMs = 600_000;
/** The delay of the last entry doubles up to here. */
const delayMaxMs = 300_000;
/** What doubles where the last entry has no delay. */
const leastDelayMs = 1000;
/** From the failed state a trigger may start it again after an hour. */
export const failedRestMs = 3_600_000;

/** The Nth failure takes the Nth entry, later ones the last; beyond it the delay of a restart grows. */
export function actionFor(policy: FailurePolicy, count: number): FailureAction | null {
  const { actions } = policy;
  const entry = actions[Math.min(count, actions.length) - 1];
  if (entry === undefined || entry.action === 'none') return null;
  const beyond = count - actions.length;
  if (beyond <= 0 || entry.action !== 'restart' || entry.delayMs >= delayMaxMs) return entry;
  const grown = Math.max(entry.delayMs, leastDelayMs) * 2 ** Math.min(beyond, 30);
  return { action: 'restart', delayMs: Math.min(grown, delayMaxMs) };
}

/** It failed: it is counted, and its recovery begins (SCM-56, SCM-109 to SCM-114). */
export function serviceFailed(turn: Turn, service: Service, policy: FailurePolicy): void {
  const { failures } = service.row;
  const now = turn.at.wall;
  const reset = policy.resetPeriod === null ? null : fixedMs(parseDuration(policy.resetPeriod));
  if (reset !== null && failures.lastAt !== null && now - failures.lastAt >= reset) failures.count = 0;
  failures.count += 1;
  failures.lastAt = now;
  failures.recent = [...failures.recent.filter((at) => now - at < loopMs), now].slice(-loopFailures);
  touchService(turn, service);
  if (turn.state.services.shutdown !== null) return recordCrashed(turn, service, failures.count, null, 0);
  if (failures.recent.length >= loopFailures) return giveUp(turn, service);
  const action = actionFor(policy, failures.count);
  if (action === null) return recordCrashed(turn, service, failures.count, null, 0);
  recordCrashed(turn, service, failures.count, action.action, action.delayMs);
  const pending = { action: action.action as 'restart' | 'reboot' | 'run', failure: policy };
  failures.delayMs = action.delayMs;
  failures.pending = { ...pending, at: wall(now + action.delayMs) };
  turn.state.elapsedDue.set(`svc-action:${service.key}`, elapsed(turn.at.elapsed + action.delayMs));
}

/** One event and a clear end state, until somebody starts it, or a trigger an hour later. */
function giveUp(turn: Turn, service: Service): void {
  const { failures } = service.row;
  recordCrashed(turn, service, failures.count, null, 0);
  failures.failedSince = turn.at.wall;
  failures.pending = null;
  recordOwn(turn, 940, service, loopFailures, loopMs / 60_000);
}

/** A start by hand or an hour of rest ends the failed state. */
export function clearFailed(turn: Turn, service: Service): void {
  const { failures } = service.row;
  if (failures.failedSince === null) return;
  failures.failedSince = null;
  failures.recent = [];
  failures.count = 0;
  touchService(turn, service);
}

/** Whether a trigger may start it. */
export function mayTriggerStart(turn: Turn, { row }: Service): boolean {
  const { failedSince } = row.failures;
  return failedSince === null || turn.at.wall - failedSince >= failedRestMs;
}

/** The delay is over: the action is taken. */
export function actionDue(turn: Turn, service: Service): void {
  const { pending } = service.row.failures;
  service.row.failures.pending = null;
  touchService(turn, service);
  if (pending === null) return;
  switch (pending.action) {
    case 'restart':
      return restart(turn, service);
    case 'run':
      return runCommand(turn, service, pending.failure);
    case 'reboot':
      return reboot(turn, pending.failure);
  }
}

/** It happens even where it was started and stopped by hand meanwhile; disabling it prevents it. */
function restart(turn: Turn, service: Service): void {
  if (!isStopped(service)) return;
  const code = startRefusal(turn, service, false);
  if (code === codes['service-already-running']) return;
  if (code !== 0) return recordActionFailed(turn, service, 'restart', code);
  beginStart(turn, service, 'restart', []);
}

function runCommand(turn: Turn, service: Service, policy: FailurePolicy): void {
  if (policy.command === null || policy.command.length === 0) {
    return recordActionFailed(turn, service, 'run', codes['no-recovery-program']);
  }
  const { workingDirectory, environment, environmentFile, account } = inForce(turn.state, service);
  launchCommand(
    turn,
    policy.command,
    { service: service.row.name, what: 'failure-command' },
    {
      account,
      workingDirectory,
      environment,
      environmentFile,
    },
  );
}

/** Launches a program of the manager's own: a failure command under the service's account, or a verification program. */
export function launchCommand(
  turn: Turn,
  line: string[],
  purpose: NonNullable<ServiceProcess['row']['purpose']>,
  rest: {
    account: string;
    workingDirectory: string | null;
    environment: Record<string, string>;
    environmentFile: string | null;
  },
): void {
  const process: ServiceProcess = {
    row: {
      process: mint(turn),
      kind: 'command',
      imagePath: line.join(' '),
      account: accountOf(rest),
      pid: null,
      pipe: 0,
      connected: false,
      since: turn.at.wall,
      services: [],
      purpose,
    },
    sent: null,
    waiting: [],
    ending: false,
  };
  turn.state.services.processes.set(process.row.process, process);
  command(turn, {
    kind: 'service-run',
    spec: { process: process.row.process, service: purpose.service, command: line, ...rest },
  });
  touchProcess(turn, process);
}

/** The real machine only where an administrator armed it; else the services begin anew (decisions section 3). */
function reboot(turn: Turn, policy: FailurePolicy): void {
  if (currentSet(turn.state).control.rebootArmed) {
    command(turn, { kind: 'reboot-machine', message: policy.rebootMessage });
    return;
  }
  wantRestart(turn, 'normal');
}

/** A delay that was running when the host ended goes on. */
export function rearmAction(turn: Turn, service: Service): void {
  const { pending } = service.row.failures;
  if (pending === null || configOf(turn.state, service.key) === undefined) return;
  const left = Math.max(0, pending.at - turn.at.wall);
  turn.state.elapsedDue.set(`svc-action:${service.key}`, elapsed(turn.at.elapsed + left));
}
