import { invariant } from '../kernel/invariant.js';
import type { Turn } from '../kernel/turn.js';
import { controlTimedOut } from './control.js';
import { isStopped } from './database.js';
import { actionDue } from './failure.js';
import { idleDue } from './idle-stop.js';
import { connectTimedOut, endProcess, startUnanswered } from './process-events.js';
import { proved } from './provisional.js';
import { recordNamed, recordSlowStart } from './records.js';
import { hintPassed, limitPassed, preshutdownOver } from './shutdown.js';
import { beginStart, startRefusal } from './start.js';
import { beginDelayed } from './start-up.js';
import type { Service, ServiceProcess } from './state.js';
import { longStartMs } from './status.js';

const ofManager: Record<string, (turn: Turn) => void> = {
  'svc-delayed': beginDelayed,
  'svc-kill': limitPassed,
  'svc-hint': hintPassed,
};

const ofService: Record<string, (turn: Turn, service: Service) => void> = {
  'svc-action': actionDue,
  'svc-idle': idleDue,
  'svc-answer': startUnanswered,
  'svc-hang': hangs,
  'svc-long': startsLong,
  'svc-proof': proved,
  'svc-again': startAgain,
  'svc-pre': preshutdownOver,
};

const ofProcess: Record<string, (turn: Turn, process: ServiceProcess) => void> = {
  'svc-pipe': connectTimedOut,
  'svc-end': endProcess,
  'svc-control': controlTimedOut,
};

/** A timer of the service manager is due. Keys: `svc-` and what it is for, a colon, the service or process. */
export function serviceTimerDue(turn: Turn, key: string): void {
  const { services } = turn.state;
  const colon = key.indexOf(':');
  const kind = colon < 0 ? key : key.slice(0, colon);
  const subject = key.slice(colon + 1);
  services.moved = true;
  const managed = ofManager[kind];
  if (managed !== undefined) return managed(turn);
  const service = services.live.get(subject);
  const forService = ofService[kind];
  if (forService !== undefined) return service === undefined ? undefined : forService(turn, service);
  const forProcess = ofProcess[kind];
  invariant(forProcess !== undefined, `unknown due key ${key}`);
  const process = services.processes.get(subject);
  if (process !== undefined) forProcess(turn, process);
}

/** Connected, commanded, and then no sign of life: 7022; the process is left alone. */
function hangs(turn: Turn, service: Service): void {
  if (service.row.status.state !== 'START_PENDING' || service.hung) return;
  service.hung = true;
  turn.changedServices.add(service.key);
  recordNamed(turn, 7022, service);
}

function startsLong(turn: Turn, service: Service): void {
  if (service.row.status.state === 'START_PENDING') recordSlowStart(turn, service, longStartMs / 60_000);
}

/** The last good configuration is back: it is tried at once. */
function startAgain(turn: Turn, service: Service): void {
  if (isStopped(service) && startRefusal(turn, service, false) === 0)
    beginStart(turn, service, 'restart', []);
}
