import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import { acceptBits } from '../../../src-shared/model/service-constants.js';
import type { ServiceStatus } from '../../../src-shared/model/service.js';
import { command, type Turn } from '../kernel/turn.js';
import type { Exit } from '../tasks/process.js';
import { startFailedInBoot } from './boot-failure.js';
import { verificationEnded } from './boot-acceptance.js';
import { controlAnswered } from './control.js';
import { isStopped, keyOfService, processOf, stoppedStatus, touchProcess, touchService } from './database.js';
import { serviceFailed } from './failure.js';
import { armIdleStop } from './idle-stop.js';
import type { ServiceProcessEvent } from './process.js';
import { beginProof, fallBack, proved } from './provisional.js';
import {
  recordActionFailed,
  recordAnswerTimeout,
  recordConnectTimeout,
  recordEntered,
  recordInvalidState,
  recordNamed,
  recordStopped,
} from './records.js';
import { failStart, leaveProcess, pipeTimeoutMs, recordLaunchError } from './start.js';
import { noteReport } from './shutdown.js';
import type { Service, ServiceProcess } from './state.js';
import { isValidReport, storeStatus } from './status.js';
import { deliverQueued } from './queued-triggers.js';

/** What the process side reports of service processes. */
export function serviceProcessReported(turn: Turn, report: ServiceProcessEvent): void {
  const process = turn.state.services.processes.get(report.process);
  if (process === undefined) return;
  switch (report.kind) {
    case 'launched':
      process.row.pid = report.pid;
      for (const service of servicesOf(turn, process)) turn.changedServices.add(service.key);
      return touchProcess(turn, process);
    case 'launch-failed':
      return launchFailed(turn, process, report.code);
    case 'connected':
      return connected(turn, process, report.pid);
    case 'status':
      return statusReported(turn, process, report.service, report.status);
    case 'answered':
      return answered(turn, process, report);
    case 'exited':
      return exited(turn, process, report.exit);
  }
}

/** The services that live in a process (SCM-110). */
function servicesOf(turn: Turn, { row }: ServiceProcess): Service[] {
  return row.services.flatMap((name) => turn.state.services.live.get(keyOfService(name)) ?? []);
}

function connected(turn: Turn, process: ServiceProcess, pid: number): void {
  const { row } = process;
  if (row.pid !== null && row.pid !== pid) {
    // A process connected whose id is not that of the one launched.
    const [first] = servicesOf(turn, process);
    if (first !== undefined) recordNamed(turn, 7039, first);
  }
  row.pid = pid;
  row.connected = true;
  turn.state.elapsedDue.set(`svc-pipe:${row.process}`, null);
  for (const service of servicesOf(turn, process)) {
    if (service.start?.step === 'launching') service.start.step = 'turn';
    turn.changedServices.add(service.key);
  }
  touchProcess(turn, process);
}

function launchFailed(turn: Turn, process: ServiceProcess, code: number): void {
  const { purpose } = process.row;
  const services = servicesOf(turn, process);
  dropProcess(turn, process);
  if (purpose !== null) return purposeFailed(turn, process, code);
  for (const service of services) failStart(turn, service, recordLaunchError(turn, service, code));
}

/** The process is gone: its entry leaves the image database. */
function dropProcess(turn: Turn, process: ServiceProcess): void {
  const { services, elapsedDue } = turn.state;
  const { process: id, imagePath } = process.row;
  services.processes.delete(id);
  if (services.images.get(imagePath.toLowerCase()) === id) services.images.delete(imagePath.toLowerCase());
  for (const timer of ['pipe', 'end', 'control']) elapsedDue.set(`svc-${timer}:${id}`, null);
  turn.serviceRows.set(`process:${id}`, { kind: 'process', key: id, value: null });
  command(turn, { kind: 'service-forget', process: id });
  services.moved = true;
}

/** Not connected in time: 7009, the process is ended, the start has failed (SCM-88). */
export function connectTimedOut(turn: Turn, process: ServiceProcess): void {
  for (const service of servicesOf(turn, process)) {
    recordConnectTimeout(turn, service, pipeTimeoutMs(turn));
    failStart(turn, service, codes['service-timeout']);
  }
  endProcess(turn, process);
}

export function endProcess(turn: Turn, process: ServiceProcess): void {
  process.ending = true;
  turn.state.elapsedDue.set(`svc-end:${process.row.process}`, null);
  command(turn, { kind: 'service-terminate', process: process.row.process, graceMs: 0 });
}

/** The answer to a start command or to a control. */
function answered(
  turn: Turn,
  process: ServiceProcess,
  { service: name, request, code }: Extract<ServiceProcessEvent, { kind: 'answered' }>,
): void {
  const service = turn.state.services.live.get(keyOfService(name));
  if (service?.start?.request === request) {
    turn.state.elapsedDue.set(`svc-answer:${service.key}`, null);
    if (code !== 0) return failStart(turn, service, code);
    startAnswered(turn, service);
    return;
  }
  if (process.sent?.request === request) controlAnswered(turn, process, code);
}

/** The start command was taken: from here on RUNNING is awaited without limit. */
function startAnswered(turn: Turn, service: Service): void {
  turn.state.elapsedDue.set(`svc-answer:${service.key}`, null);
  const boot = service.start?.boot ?? false;
  service.start = null;
  if (boot) service.bootStart = true;
  touchService(turn, service);
}

/** No answer to the start command: on to the next, the process is kept (SCM-90). */
export function startUnanswered(turn: Turn, service: Service): void {
  recordAnswerTimeout(turn, service, pipeTimeoutMs(turn));
  service.hung = true;
  startAnswered(turn, service);
}

function statusReported(turn: Turn, process: ServiceProcess, name: string, report: ServiceStatus): void {
  const service = turn.state.services.live.get(keyOfService(name));
  if (service === undefined || processOf(turn.state, service) !== process) return;
  if (!isValidReport(report)) return recordInvalidState(turn, service, report.state);
  const before = service.row.status;
  // After STOP was sent it stops: a late report of something else does not bring it back.
  if (before.state === 'STOP_PENDING' && service.stopping !== null && report.state === 'RUNNING') return;
  const job = service.start;
  if (job?.step === 'answering') startAnswered(turn, service);
  const progress = storeStatus(turn, service, report);
  noteReport(turn, service, progress);
  if (report.state === 'STOPPED') return stopped(turn, service, before, report);
  if (report.state === 'RUNNING' && before.state !== 'RUNNING') running(turn, service, before);
  if (report.state === 'PAUSED' && before.state !== 'PAUSED') recordEntered(turn, service, 'paused');
  if ((report.accepts & acceptBits.triggerEvent) !== 0) deliverQueued(turn, service);
}

function running(turn: Turn, service: Service, before: ServiceStatus): void {
  recordEntered(turn, service, 'running');
  if (before.state !== 'START_PENDING') return;
  const { row } = service;
  if (service.commandedAt !== null) row.readyMs = turn.at.elapsed - service.commandedAt;
  service.bootStart = false;
  row.queued = row.queued.filter(({ action }) => action === 'start');
  beginProof(turn, service);
  armIdleStop(turn, service);
}

/** It reported STOPPED: by itself, or because it was asked to. */
function stopped(turn: Turn, service: Service, before: ServiceStatus, report: ServiceStatus): void {
  if (before.state === 'STOPPED') return;
  const { row } = service;
  const asked = service.stopping;
  const starting = before.state === 'START_PENDING';
  const boot = service.bootStart;
  row.stoppedBy = asked ?? 'service';
  recordStopped(turn, service, report.win32ExitCode, report.serviceSpecificExitCode);
  const definition = row.startedWith;
  const { failure } = definition ?? { failure: null };
  settleStopped(turn, service);
  const bad = report.win32ExitCode !== 0;
  if (!bad) proved(turn, service);
  if (bad && (starting || row.fallBack !== null) && fallBack(turn, service, report.win32ExitCode)) return;
  if (bad && boot && starting && definition !== null) startFailedInBoot(turn, service, definition);
  if (bad && failure !== null && failure.onNonCrashFailures && asked === null)
    serviceFailed(turn, service, failure);
}

/** What every end has in common, whichever way it came. */
function settleStopped(turn: Turn, service: Service): void {
  const { elapsedDue } = turn.state;
  leaveProcess(turn, service);
  service.stopping = null;
  service.bootStart = false;
  service.row.startedWith = null;
  for (const timer of ['idle', 'answer', 'long', 'hang', 'proof'])
    elapsedDue.set(`svc-${timer}:${service.key}`, null);
  touchService(turn, service);
}

/** A process ended: what lived in it and had not stopped has failed, each with its own actions (SCM-110, SCM-124). */
function exited(turn: Turn, process: ServiceProcess, exit: Exit): void {
  const services = servicesOf(turn, process);
  dropProcess(turn, process);
  if (process.row.purpose !== null) return purposeEnded(turn, process, exit);
  for (const service of services) if (!isStopped(service)) lost(turn, service, process, exit);
}

function lost(turn: Turn, service: Service, process: ServiceProcess, exit: Exit): void {
  const { row } = service;
  if (service.start !== null && !process.row.connected) {
    return failStart(turn, service, codes['service-aborted']);
  }
  const inOrder =
    row.status.state === 'STOP_PENDING' && (process.ending || (exit.kind === 'code' && exit.code === 0));
  if (inOrder) {
    const report = { ...stoppedStatus, win32ExitCode: 0 };
    const before = row.status;
    storeStatus(turn, service, report);
    return stopped(turn, service, before, report);
  }
  const { failure } = row.startedWith ?? { failure: null };
  const definition = row.startedWith;
  const boot = service.start?.boot === true || service.bootStart;
  const starting = row.status.state === 'START_PENDING';
  service.start = null;
  storeStatus(turn, service, { ...stoppedStatus, win32ExitCode: codes['service-aborted'] });
  row.stoppedBy = 'crash';
  settleStopped(turn, service);
  if (fallBack(turn, service, codes['service-aborted'])) return;
  if (failure !== null) serviceFailed(turn, service, failure);
  if (boot && starting && definition !== null) startFailedInBoot(turn, service, definition);
}

function purposeFailed(turn: Turn, { row }: ServiceProcess, code: number): void {
  const { purpose } = row;
  if (purpose?.what === 'boot-verification') return verificationEnded(turn, null);
  const service = turn.state.services.live.get(keyOfService(purpose?.service ?? ''));
  if (service !== undefined) recordActionFailed(turn, service, 'run', code);
}

function purposeEnded(turn: Turn, { row }: ServiceProcess, exit: Exit): void {
  if (row.purpose?.what === 'boot-verification')
    verificationEnded(turn, exit.kind === 'code' ? exit.code : null);
}
