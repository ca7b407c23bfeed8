import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import { acceptBits } from '../../../src-shared/model/service-constants.js';
import type { ServiceDefinition, StartReason } from '../../../src-shared/model/service.js';
import { invariant } from '../kernel/invariant.js';
import { command, mint, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { startFailedInBoot } from './boot-failure.js';
import {
  configOf,
  currentSet,
  displayNameOf,
  isStopped,
  stoppedStatus,
  touchProcess,
  touchService,
} from './database.js';
import { fallBack } from './provisional.js';
import { isDriver } from './group-order.js';
import { accountOf, imageKey, imageLine } from './image.js';
import { circleOf, lookAtNeeds, type NeedsVerdict } from './needs.js';
import type { ServiceLaunchSpec } from './process.js';
import {
  recordActionFailed,
  recordDependencyFailed,
  recordDependencyMissing,
  recordGroupFailed,
  recordLogonFailed,
  recordNamed,
  recordStartFailed,
} from './records.js';
import { isListed } from './safe-boot.js';
import type { Service, ServiceProcess, StartJob } from './state.js';
import { beginPending, storeStatus } from './status.js';

/** Services wait for the connection and for an answer so long, unless the control set says otherwise (SCM-87, SCM-89). */
export function pipeTimeoutMs(turn: Turn): number {
  return currentSet(turn.state).control.servicesPipeTimeoutMs;
}

/** What a start would be refused with, or 0 (reference "service model", section 5). */
export function startRefusal(turn: Turn, service: Service, whileStopping: boolean): number {
  const { state } = turn;
  const definition = configOf(state, service.key);
  if (state.services.shutdown !== null) return codes['shutdown-in-progress'];
  if (service.row.marked || definition === undefined) return codes['service-marked-for-delete'];
  if (definition.start === 'disabled') return codes['service-disabled'];
  const stopping = service.row.status.state === 'STOP_PENDING' && whileStopping;
  if ((!isStopped(service) && !stopping) || service.start !== null) return codes['service-already-running'];
  if (!isListed(definition, state.services.mode, currentSet(state).control.safeBoot)) {
    return codes['not-safeboot-service'];
  }
  if (isDriver(definition)) return 0;
  for (const name of definition.dependOnService) {
    const need = state.services.live.get(name.toLowerCase());
    if (need === undefined || need.row.marked) {
      recordDependencyMissing(turn, service, name);
      return codes['service-dependency-deleted'];
    }
  }
  if (circleOf(currentSet(state).services, service.key) !== null) {
    recordNamed(turn, 7017, service);
    return codes['circular-dependency'];
  }
  return imageLine(definition) === null ? codes['service-path-missing'] : 0;
}

/** Begins a start that was found possible; it waits for what it needs. */
export function beginStart(
  turn: Turn,
  service: Service,
  reason: StartReason,
  args: readonly string[],
  boot = false,
): void {
  service.start = {
    reason,
    arguments: [service.row.name, ...args],
    step: 'waiting',
    request: null,
    pulled: new Set(),
    boot,
  };
  turn.state.services.waiting.add(service.key);
  turn.durable = true;
  touchService(turn, service);
}

/** Gives up a start that has not launched anything yet. */
export function cancelStart(turn: Turn, service: Service): void {
  service.start = null;
  turn.state.services.waiting.delete(service.key);
  touchService(turn, service);
}

/** Whether all that a waiting start waits for hangs, so that others need not wait with it. */
export function waitsForHung({ state }: Turn, service: Service): boolean {
  const definition = configOf(state, service.key);
  if (service.start?.step !== 'waiting' || definition === undefined) return false;
  const verdict = lookAtNeeds(state, service, definition, service.start);
  return verdict.kind === 'wait' && verdict.hung;
}

/** Tries a start that waits: it launches, fails, or goes on waiting. */
export function tryStart(turn: Turn, service: Service, job: StartJob): void {
  const { state } = turn;
  const definition = configOf(state, service.key);
  if (definition === undefined) {
    return cancelStart(turn, service);
  }
  if (!isStopped(service)) return;
  const verdict = lookAtNeeds(state, service, definition, job);
  switch (verdict.kind) {
    case 'go':
      return launch(turn, service, definition, job);
    case 'wait':
      if (verdict.pull !== null) pull(turn, job, verdict.pull);
      return;
    default:
      return failForNeeds(turn, service, definition, verdict);
  }
}

/** What it needs is started first (SCM-13). */
function pull(turn: Turn, job: StartJob, { mark, services }: { mark: string; services: Service[] }): void {
  job.pulled.add(mark);
  turn.state.services.moved = true;
  for (const need of services) {
    const code = startRefusal(turn, need, true);
    if (code === 0) beginStart(turn, need, 'dependency', [], job.boot);
    else if (code !== codes['service-already-running']) need.row.status.win32ExitCode = code;
  }
}

function failForNeeds(
  turn: Turn,
  service: Service,
  definition: ServiceDefinition,
  verdict: Exclude<NeedsVerdict, { kind: 'go' | 'wait' }>,
): void {
  const silent = definition.errorControl === 'ignore';
  switch (verdict.kind) {
    case 'missing':
      if (!silent) recordDependencyMissing(turn, service, verdict.on);
      return failStart(turn, service, codes['service-dependency-deleted'], false);
    case 'group-failed':
      if (!silent) recordGroupFailed(turn, service, verdict.on);
      return failStart(turn, service, codes['service-dependency-failed'], false);
    case 'service-failed':
      if (!silent) recordDependencyFailed(turn, service, displayNameOf(turn.state, verdict.on), verdict.code);
      return failStart(turn, service, codes['service-dependency-failed'], false);
  }
}

/**
 * A start failed: STOPPED with the code, 7000 unless its errors are to be ignored or `record` is false, then what
 * its ErrorControl asks for.
 */
export function failStart(turn: Turn, service: Service, code: number, record = true): void {
  const { services } = turn.state;
  const job = service.start;
  service.start = null;
  services.waiting.delete(service.key);
  const definition = service.row.startedWith ?? configOf(turn.state, service.key);
  storeStatus(turn, service, { ...stoppedStatus, win32ExitCode: code });
  leaveProcess(turn, service);
  service.row.started = true;
  service.row.stoppedBy = 'failed';
  service.row.startedWith = null;
  if (record && definition?.errorControl !== 'ignore') recordStartFailed(turn, service, code);
  if (job?.reason === 'restart') recordActionFailed(turn, service, 'restart', code);
  if (fallBack(turn, service, code)) return;
  if (job?.boot === true && definition !== undefined) startFailedInBoot(turn, service, definition);
}

/** It no longer lives in its process; the last one of a process leaves it to end. */
export function leaveProcess(turn: Turn, service: Service): void {
  const { services } = turn.state;
  const process = service.row.process === null ? undefined : services.processes.get(service.row.process);
  service.row.process = null;
  if (process === undefined) return;
  process.row.services = process.row.services.filter((name) => name !== service.row.name);
  process.waiting = process.waiting.filter(({ service: name }) => name !== service.row.name);
  touchProcess(turn, process);
  if (process.row.services.length > 0 || process.row.purpose !== null) return;
  turn.state.elapsedDue.set(`svc-end:${process.row.process}`, elapsed(turn.at.elapsed + endOfProcessMs));
}

/** The dispatcher is told to end with its last service; after so long the process is ended (reference, section 18). */
const endOfProcessMs = 20_000;

function launch(turn: Turn, service: Service, definition: ServiceDefinition, job: StartJob): void {
  const { services } = turn.state;
  if (isDriver(definition)) return loadDriver(turn, service, definition, job);
  if (!isListed(definition, services.mode, currentSet(turn.state).control.safeBoot)) {
    return failStart(turn, service, codes['not-safeboot-service'], false);
  }
  const image = imageKey(definition);
  if (image === null) return failStart(turn, service, codes['service-path-missing']);
  const shared =
    definition.type === 'share' ? services.processes.get(services.images.get(image) ?? '') : undefined;
  // Its process is on its way out: a new one can be made when it is gone.
  if (shared?.ending === true) return;
  if (shared !== undefined && accountOf(shared.row) !== accountOf(definition)) {
    return failStart(turn, service, codes['different-service-account']);
  }
  service.row.startedWith = definition;
  service.row.startReason = job.reason;
  service.row.stoppedBy = null;
  service.row.failures.pending = null;
  turn.state.elapsedDue.set(`svc-action:${service.key}`, null);
  services.waiting.delete(service.key);
  beginPending(turn, service);
  const process = shared ?? newProcess(turn, service, definition, image);
  turn.state.elapsedDue.set(`svc-end:${process.row.process}`, null);
  process.row.services.push(service.row.name);
  service.row.process = process.row.process;
  job.step = process.row.connected ? 'turn' : 'launching';
  services.turns.push(service.key);
  touchProcess(turn, process);
  turn.durable = true;
}

/** Drivers are never loaded here: "started" is what the plan and those that need them go by (SCM-91). */
function loadDriver(turn: Turn, service: Service, definition: ServiceDefinition, job: StartJob): void {
  service.row.startedWith = definition;
  service.row.startReason = job.reason;
  service.row.started = true;
  service.start = null;
  turn.state.services.waiting.delete(service.key);
  storeStatus(turn, service, {
    ...stoppedStatus,
    state: 'RUNNING',
    accepts: acceptBits.stop,
    win32ExitCode: 0,
  });
}

function newProcess(
  turn: Turn,
  service: Service,
  definition: ServiceDefinition,
  image: string,
): ServiceProcess {
  const { services } = turn.state;
  const group = definition.host.startsWith('shared:') ? definition.host.slice('shared:'.length) : null;
  const kind = group !== null ? 'shared' : definition.host === 'protocol' ? 'protocol' : 'generic';
  const { imagePath, account, workingDirectory, environment, environmentFile, sidType, requiredPrivileges } =
    definition;
  const line = imageLine(definition);
  invariant(line !== null, 'a launch without an image path');
  const spec: ServiceLaunchSpec = {
    process: mint(turn),
    service: service.row.name,
    kind,
    group,
    imagePath: imagePath === null || imagePath.length === 0 ? line.split(' ') : imagePath,
    account,
    workingDirectory,
    environment,
    environmentFile,
    readiness: definition.readiness,
    pipe: ++services.pipes,
    pipeTimeoutMs: pipeTimeoutMs(turn),
    sidType,
    requiredPrivileges,
    interactive: definition.interactive && !currentSet(turn.state).control.noInteractiveServices,
  };
  // Marked interactive, and not allowed by the system (7030): it runs without the display.
  if (definition.interactive && !spec.interactive) recordNamed(turn, 7030, service);
  const process: ServiceProcess = {
    row: {
      process: spec.process,
      kind,
      imagePath: line,
      account,
      pid: null,
      pipe: spec.pipe,
      connected: false,
      since: turn.at.wall,
      services: [],
      purpose: null,
    },
    sent: null,
    waiting: [],
    ending: false,
  };
  services.processes.set(spec.process, process);
  if (definition.type === 'share') services.images.set(image, spec.process);
  command(turn, { kind: 'service-launch', spec });
  turn.state.elapsedDue.set(`svc-pipe:${spec.process}`, elapsed(turn.at.elapsed + spec.pipeTimeoutMs));
  return process;
}

/** Start commands go out in the order of the plan; a start by hand waits for nobody's turn. */
export function sendStartCommands(turn: Turn): void {
  const { services } = turn.state;
  let blocked = false;
  services.turns = services.turns.filter((key) => {
    const service = services.live.get(key);
    const job = service?.start;
    if (service === undefined || job === null || job === undefined) return false;
    if (job.step !== 'turn' && job.step !== 'launching') return false;
    if (job.step === 'launching' || (job.boot && blocked)) {
      if (job.boot) blocked = true;
      return true;
    }
    sendStart(turn, service, job);
    return false;
  });
}

function sendStart(turn: Turn, service: Service, job: StartJob): void {
  const { process } = service.row;
  invariant(process !== null, `${service.row.name} has no process for its start command`);
  job.step = 'answering';
  job.request = ++turn.state.services.requests;
  service.commandedAt = turn.at.elapsed;
  // Only a shared host loads anything (SCM-129).
  const module = service.row.startedWith?.serviceDll ?? null;
  const message = { kind: 'start', arguments: job.arguments, module } as const;
  command(turn, { kind: 'service-send', process, service: service.row.name, request: job.request, message });
  turn.state.elapsedDue.set(`svc-answer:${service.key}`, elapsed(turn.at.elapsed + pipeTimeoutMs(turn)));
  touchService(turn, service);
}

/** Logon errors have records of their own before 7000 (SCM-41). */
export function recordLaunchError(turn: Turn, service: Service, code: number): number {
  if (code !== 1326 && code !== 1385 && code !== codes['service-logon-failed']) return code;
  const account = service.row.startedWith?.account ?? '';
  recordLogonFailed(turn, service, account, code);
  return codes['service-logon-failed'];
}
