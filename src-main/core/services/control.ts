import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import { acceptBits, controlCodes } from '../../../src-shared/model/service-constants.js';
import type { ServiceState, ServiceStatus } from '../../../src-shared/model/service.js';
import { command, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { inForce, processOf, runningDependents, stoppedStatus, touchService } from './database.js';
import { isDriver } from './group-order.js';
import { recordAnswerTimeout, recordStopped } from './records.js';
import type { QueuedTrigger, Service, ServiceProcess, WaitingControl } from './state.js';
import { storeStatus } from './status.js';

/** A handler must return within this time, else 1053 ([MS-SCMR] note 35). */
const handlerMs = 30_000;

const bitOf = new Map<number, number>([
  [controlCodes.stop, acceptBits.stop],
  [controlCodes.pause, acceptBits.pauseContinue],
  [controlCodes.continue, acceptBits.pauseContinue],
  [controlCodes.shutdown, acceptBits.shutdown],
  [controlCodes.paramChange, acceptBits.paramChange],
  [controlCodes.netBindAdd, acceptBits.netBindChange],
  [controlCodes.netBindRemove, acceptBits.netBindChange],
  [controlCodes.netBindEnable, acceptBits.netBindChange],
  [controlCodes.netBindDisable, acceptBits.netBindChange],
  [controlCodes.hardwareProfileChange, acceptBits.hardwareProfileChange],
  [controlCodes.powerEvent, acceptBits.powerEvent],
  [controlCodes.sessionChange, acceptBits.sessionChange],
  [controlCodes.preshutdown, acceptBits.preshutdown],
  [controlCodes.timeChange, acceptBits.timeChange],
  [controlCodes.triggerEvent, acceptBits.triggerEvent],
  [controlCodes.userModeReboot, acceptBits.userModeReboot],
]);

/** What a client may send: 1 to 4, 6 to 10, and the user defined 128 to 255; anything else is error 87. */
export function isClientControl(code: number): boolean {
  return (code >= 1 && code <= 10 && code !== controlCodes.shutdown) || (code >= 128 && code <= 255);
}

/** Whether the status lets a control through. */
export function accepts(status: ServiceStatus, code: number): boolean {
  const bit = bitOf.get(code);
  return bit === undefined || (status.accepts & bit) !== 0;
}

/** Outcome of a control by state: 0, or the Win32 error (reference "service model", section 4). */
export function controlOutcome(status: ServiceStatus, code: number, driver = false): number {
  const { state } = status;
  const interrogate = code === controlCodes.interrogate;
  if (state === 'STOPPED') return codes['service-not-active'];
  if (driver && code !== controlCodes.stop && !interrogate) return codes['service-invalid-control'];
  if (state === 'STOP_PENDING') return codes['service-cannot-accept-control'];
  if (interrogate) return 0;
  if (state === 'START_PENDING' && code !== controlCodes.stop) return codes['service-cannot-accept-control'];
  return accepts(status, code) ? 0 : codes['service-invalid-control'];
}

const pendingBy = new Map<number, [from: ServiceState[], to: ServiceState]>([
  [
    controlCodes.stop,
    [['RUNNING', 'PAUSED', 'START_PENDING', 'PAUSE_PENDING', 'CONTINUE_PENDING'], 'STOP_PENDING'],
  ],
  [controlCodes.pause, [['RUNNING'], 'PAUSE_PENDING']],
  [controlCodes.continue, [['PAUSED'], 'CONTINUE_PENDING']],
]);

/** Sends a control that was found possible; what it leads to counts as pending from now on. */
export function sendControl(
  turn: Turn,
  service: Service,
  code: number,
  data: WaitingControl['data'] = {},
  queued: QueuedTrigger | null = null,
): void {
  const process = processOf(turn.state, service);
  if (process === null) return;
  process.waiting.push({ service: service.row.name, code, data, queued });
  sendNext(turn, process);
}

/** One control at a time in each process. */
function sendNext(turn: Turn, process: ServiceProcess): void {
  const { services } = turn.state;
  if (process.sent !== null) return;
  const next = process.waiting.shift();
  const service = next === undefined ? undefined : services.live.get(next.service.toLowerCase());
  if (next === undefined || service === undefined) return;
  const before = { ...service.row.status };
  const pending = pendingBy.get(next.code);
  if (pending?.[0].includes(before.state) === true) {
    storeStatus(turn, service, {
      ...before,
      state: pending[1],
      accepts: 0,
      checkPoint: 0,
      waitHint: handlerMs,
    });
  }
  const request = ++services.requests;
  process.sent = { service: service.row.name, code: next.code, request, before, queued: next.queued };
  const { process: id } = process.row;
  command(turn, {
    kind: 'service-send',
    process: id,
    service: service.row.name,
    request,
    message: { kind: 'control', code: next.code, data: next.data },
  });
  turn.state.elapsedDue.set(`svc-control:${id}`, elapsed(turn.at.elapsed + handlerMs));
  touchService(turn, service);
}

/** The handler answered, or did not in time (1053). */
export function controlAnswered(turn: Turn, process: ServiceProcess, code: number): void {
  const { sent } = process;
  if (sent === null) return;
  process.sent = null;
  turn.state.elapsedDue.set(`svc-control:${process.row.process}`, null);
  const service = turn.state.services.live.get(sent.service.toLowerCase());
  if (service !== undefined && code !== 0)
    refusedControl(turn, service, sent.code, sent.before, sent.queued, code);
  sendNext(turn, process);
}

function refusedControl(
  turn: Turn,
  service: Service,
  control: number,
  before: ServiceStatus,
  queued: QueuedTrigger | null,
  code: number,
): void {
  // It is shutting down: the event waits for STOPPED (reference, section 13).
  if (queued !== null && code === codes['shutdown-in-progress']) service.row.queued.push(queued);
  const timedOut = code === codes['service-timeout'];
  const pending = pendingBy.get(control)?.[1];
  if (!timedOut && pending === service.row.status.state) storeStatus(turn, service, before);
  if (!timedOut && control === controlCodes.stop) service.stopping = null;
  touchService(turn, service);
}

/** No answer in 30 seconds: 7011, and the next control gets its turn. */
export function controlTimedOut(turn: Turn, process: ServiceProcess): void {
  const service = turn.state.services.live.get(process.sent?.service.toLowerCase() ?? '');
  if (service !== undefined) recordAnswerTimeout(turn, service, handlerMs);
  controlAnswered(turn, process, codes['service-timeout']);
}

/** What stopping it would be refused with, or 0. */
export function stopRefusal(turn: Turn, service: Service, withDependents: boolean): number {
  const driver = isDriver(inForce(turn.state, service));
  const code = controlOutcome(service.row.status, controlCodes.stop, driver);
  if (code !== 0) return code;
  const dependents = runningDependents(turn.state, service);
  if (dependents.length > 0 && !withDependents) return codes['dependent-services-running'];
  return 0;
}

/** Asks it to stop; `author` is who wants it (CT-11). */
export function stopService(turn: Turn, service: Service, author: string): void {
  service.stopping = author;
  service.stopAfter = null;
  if (isDriver(inForce(turn.state, service))) {
    service.row.stoppedBy = author;
    service.row.startedWith = null;
    storeStatus(turn, service, { ...stoppedStatus, win32ExitCode: 0 });
    recordStopped(turn, service, 0, 0);
    return;
  }
  sendControl(turn, service, controlCodes.stop);
}

/** Stops it after everything that needs it and runs: the reverse of the order of start. */
export function stopWithDependents(turn: Turn, service: Service, author: string): number {
  const all = new Map<Service, Service[]>();
  const visit = (one: Service): number => {
    if (all.has(one)) return 0;
    const dependents = runningDependents(turn.state, one);
    all.set(one, dependents);
    const code = stopRefusal(turn, one, true);
    if (code !== 0 && one.row.status.state !== 'STOP_PENDING') return code;
    for (const dependent of dependents) {
      const inner = visit(dependent);
      if (inner !== 0) return inner;
    }
    return 0;
  };
  const code = visit(service);
  if (code !== 0) return all.size > 1 ? codes['dependent-services-running'] : code;
  for (const [one, dependents] of all) {
    if (one.row.status.state === 'STOP_PENDING') continue;
    one.stopAfter = { awaits: new Set(dependents.map(({ key }) => key)), author };
  }
  turn.state.services.moved = true;
  return 0;
}

/** Those whose dependants have stopped are stopped now. */
export function advanceStops(turn: Turn): void {
  const { live } = turn.state.services;
  for (const service of live.values()) {
    if (service.stopAfter === null) continue;
    const { awaits, author } = service.stopAfter;
    for (const key of awaits) if (live.get(key)?.row.status.state === 'STOPPED') awaits.delete(key);
    if (awaits.size > 0) continue;
    service.stopAfter = null;
    if (stopRefusal(turn, service, false) === 0) stopService(turn, service, author);
  }
}
