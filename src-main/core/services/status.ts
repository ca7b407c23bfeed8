import { everyAcceptBit } from '../../../src-shared/model/service-constants.js';
import type { ServiceState, ServiceStatus } from '../../../src-shared/model/service.js';
import type { Turn } from '../kernel/turn.js';
import { elapsed, type Elapsed } from '../time/stamp.js';
import { stoppedStatus, touchService } from './database.js';
import type { Service } from './state.js';

/**
 * Where a service may go from each state ([MS-SCMR] 3.1.1). A report that breaks it is stored all the same,
 * and the report does not fail; the table is for those who judge services.
 */
export const legalNext: Readonly<Record<ServiceState, readonly ServiceState[]>> = {
  STOPPED: ['START_PENDING', 'RUNNING'],
  START_PENDING: ['RUNNING', 'STOP_PENDING', 'STOPPED'],
  RUNNING: ['PAUSE_PENDING', 'PAUSED', 'STOP_PENDING', 'STOPPED'],
  PAUSE_PENDING: ['PAUSED', 'STOP_PENDING', 'STOPPED'],
  PAUSED: ['CONTINUE_PENDING', 'RUNNING', 'STOP_PENDING', 'STOPPED'],
  CONTINUE_PENDING: ['RUNNING', 'STOP_PENDING', 'STOPPED'],
  STOP_PENDING: ['STOPPED'],
};

const settledStates: ReadonlySet<ServiceState> = new Set(['STOPPED', 'RUNNING', 'PAUSED']);

/** START_PENDING without a sign of life for this long and the last wait hint: it hangs (reference, section 18). */
export const startHangMs = 80_000;
/** A start that takes so long is told, however active (seed 002: two minutes of patience for people). */
export const longStartMs = 120_000;
/** What a start request sets ([MS-SCMR] 3.1.4.19). */
const firstWaitHintMs = 2000;

/** Whether the values of a report exist at all; else error 13 and event 7016. */
export function isValidReport({ accepts }: ServiceStatus): boolean {
  return (accepts & ~everyAcceptBit) === 0;
}

/** No progress within the wait hint: "hung" for a control program. Settled states hang never. */
export function isHung({ row, progressAt }: Service, now: Elapsed): boolean {
  const { state, waitHint } = row.status;
  return !settledStates.has(state) && now - progressAt > Math.max(waitHint, 1000);
}

/** Stores a report: checkPoint and wait hint are 0 where nothing is pending. Returns whether it is progress. */
export function storeStatus(turn: Turn, service: Service, report: ServiceStatus): boolean {
  const { row } = service;
  const before = row.status;
  const settled = settledStates.has(report.state);
  row.status = { ...report, ...(settled ? { checkPoint: 0, waitHint: 0 } : {}) };
  const moved = before.state !== report.state;
  const progress = moved || row.status.checkPoint > before.checkPoint;
  if (moved) row.since = turn.at.wall;
  if (progress) {
    service.progressAt = turn.at.elapsed;
    service.hung = false;
  }
  armHang(turn, service);
  touchService(turn, service);
  return progress;
}

/** On acceptance of a start: START_PENDING, nothing accepted, two seconds of hint. */
export function beginPending(turn: Turn, service: Service): void {
  service.row.started = true;
  storeStatus(turn, service, {
    ...stoppedStatus,
    state: 'START_PENDING',
    waitHint: firstWaitHintMs,
    win32ExitCode: 0,
  });
  service.progressAt = turn.at.elapsed;
  service.hung = false;
  armHang(turn, service);
  turn.state.elapsedDue.set(`svc-long:${service.key}`, elapsed(turn.at.elapsed + longStartMs));
}

function armHang(turn: Turn, { key, row, progressAt }: Service): void {
  const { state, waitHint } = row.status;
  const due = state === 'START_PENDING' ? elapsed(progressAt + startHangMs + waitHint) : null;
  turn.state.elapsedDue.set(`svc-hang:${key}`, due);
  if (due === null) turn.state.elapsedDue.set(`svc-long:${key}`, null);
}
