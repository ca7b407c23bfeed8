import {
  serviceErrorCodes,
  serviceErrorReason,
  type ServiceErrorReason,
} from '../../../src-shared/failure/service-errors.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { controlCodes, serviceLimits } from '../../../src-shared/model/service-constants.js';
import type { ServiceControl } from '../../../src-shared/model/service.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { parseSddl } from '../rights/parse-sddl.js';
import { acceptBoot } from './boot-acceptance.js';
import {
  controlOutcome,
  isClientControl,
  sendControl,
  stopRefusal,
  stopService,
  stopWithDependents,
} from './control.js';
import { changeService, createService } from './configure.js';
import {
  currentSet,
  findService,
  inForce,
  isStopped,
  putConfig,
  refused,
  touchSet,
  unknownService,
} from './database.js';
import { markForDelete, sweepMarked } from './delete.js';
import type { ServiceRequest } from './event.js';
import { clearFailed } from './failure.js';
import { isDriver } from './group-order.js';
import { hold, release } from './idle-stop.js';
import { recordControl, recordStopReason } from './records.js';
import { beginStart, cancelStart, startRefusal } from './start.js';
import type { Service } from './state.js';
import { raised } from './triggers.js';

/** A refusal by its Win32 code; the sentence says which service and what helps. */
export function refusedWith(code: number, { row }: Service, remedy = ''): CoreAnswer {
  const reason = serviceErrorReason(code);
  const words = sentences[reason] ?? 'The request failed';
  return refused(reason, `${row.name}: ${words}.${remedy === '' ? '' : ` ${remedy}`}`);
}

const sentences: Partial<Record<ServiceErrorReason, string>> = {
  'service-path-missing': 'it has no program; set its imagePath',
  'service-invalid-parameter': 'the value is not valid',
  'dependent-services-running':
    'other running services depend on it; stop them first, or stop it with its dependents',
  'service-invalid-control': 'it does not take this control',
  'service-already-running': 'it is running already, or on its way',
  'service-disabled': 'it is disabled; change its start type first',
  'circular-dependency': 'what it depends on depends on it; break the circle first',
  'service-cannot-accept-control': 'it cannot take this control while it starts or stops; try again later',
  'service-not-active': 'it has not been started',
  'service-marked-for-delete': 'it is marked for deletion',
  'service-dependency-deleted':
    'a service that it depends on does not exist; install it or remove the dependency',
  'not-safeboot-service': 'it is not part of the safe mode that runs',
  'shutdown-in-progress': 'the services are being shut down',
};

function done(state: string): CoreAnswer {
  return { kind: 'done', out: { state } };
}

/** Every request on services; a request that is answered is written with full durability. */
export function answerService(turn: Turn, _by: string, request: ServiceRequest): CoreAnswer {
  switch (request.kind) {
    case 'service-start':
      return onService(turn, request.service, (service) => start(turn, service, request.arguments));
    case 'service-stop':
      return onService(turn, request.service, (service) => stop(turn, service, request));
    case 'service-control':
      return onService(turn, request.service, (service) => control(turn, service, request.control));
    case 'service-create':
      return createService(turn, request.definition, null);
    case 'service-change':
      return onService(turn, request.service, (service) =>
        changeService(turn, service, request.patch, request.provisional),
      );
    case 'service-delete':
      return onService(turn, request.service, (service) => remove(turn, service));
    case 'service-acquire':
      return onService(turn, request.service, (service) => acquire(turn, service));
    case 'service-release':
      return release(turn, request.handle);
    case 'service-raise':
      return raise(turn, request);
    case 'service-security':
      return setSecurity(turn, request.service, request.sddl);
    case 'service-configure-control':
      return configureControl(turn, request.patch);
    case 'service-accept-boot':
      return acceptBoot(turn, request.acceptable);
  }
}

function onService(turn: Turn, name: string, act: (service: Service) => CoreAnswer): CoreAnswer {
  const service = findService(turn.state, name);
  return service === undefined ? unknownService(name) : act(service);
}

function start(turn: Turn, service: Service, args: readonly string[]): CoreAnswer {
  if (args.length > serviceLimits.startArguments) {
    return refused(
      'service-invalid-parameter',
      `${args.length} arguments are more than ${serviceLimits.startArguments}.`,
    );
  }
  const code = startRefusal(turn, service, false);
  if (code !== 0) return refusedWith(code, service);
  clearFailed(turn, service);
  recordControl(turn, service, 'start');
  beginStart(turn, service, 'demand', args);
  return done('START_PENDING');
}

function stop(
  turn: Turn,
  service: Service,
  { dependents, reason, comment }: Extract<ServiceRequest, { kind: 'service-stop' }>,
): CoreAnswer {
  if (turn.state.services.shutdown !== null)
    return refusedWith(serviceErrorCodes['shutdown-in-progress'], service);
  if ((comment ?? '').length > serviceLimits.stopComment) {
    return refused(
      'service-invalid-parameter',
      `The comment is longer than ${serviceLimits.stopComment} characters.`,
    );
  }
  // What has not launched anything yet is simply given up.
  if (isStopped(service) && service.start !== null) {
    cancelStart(turn, service);
    return done('STOPPED');
  }
  const code = stopRefusal(turn, service, dependents);
  if (code !== 0) return refusedWith(code, service);
  recordControl(turn, service, controlCodes.stop);
  if (reason !== null) recordStopReason(turn, service, reason, comment ?? '');
  const failed = dependents ? stopWithDependents(turn, service, 'user') : 0;
  if (failed !== 0) return refusedWith(failed, service);
  if (!dependents) stopService(turn, service, 'user');
  return done(isStopped(service) ? 'STOPPED' : 'STOP_PENDING');
}

function control(turn: Turn, service: Service, code: number): CoreAnswer {
  if (!isClientControl(code)) {
    return refused(
      'service-invalid-parameter',
      `${code} is no control that may be sent: 1 to 4, 6 to 10 or 128 to 255.`,
    );
  }
  if (code === controlCodes.stop) {
    return stop(turn, service, {
      kind: 'service-stop',
      service: '',
      dependents: false,
      reason: null,
      comment: null,
    });
  }
  if (turn.state.services.shutdown !== null)
    return refusedWith(serviceErrorCodes['shutdown-in-progress'], service);
  const driver = !isStopped(service) && isDriver(inForce(turn.state, service));
  const outcome = controlOutcome(service.row.status, code, driver);
  if (outcome !== 0) return refusedWith(outcome, service);
  recordControl(turn, service, code);
  sendControl(turn, service, code);
  return done(service.row.status.state);
}

function remove(turn: Turn, service: Service): CoreAnswer {
  if (service.row.marked) return refusedWith(serviceErrorCodes['service-marked-for-delete'], service);
  markForDelete(turn, service);
  sweepMarked(turn);
  return { kind: 'done', out: { marked: turn.state.services.live.has(service.key) } };
}

/**
 * One client more (SCM-18 to SCM-20). A stopped service is started for it; one that is just stopping is started again
 * when it has stopped, so that the race is the manager's and not the client's.
 */
function acquire(turn: Turn, service: Service): CoreAnswer {
  const { state } = service.row.status;
  if (state === 'STOPPED' || state === 'STOP_PENDING') {
    if (service.start === null) {
      const code = startRefusal(turn, service, true);
      if (code !== 0) return refusedWith(code, service);
      clearFailed(turn, service);
      beginStart(turn, service, 'demand', []);
    }
  }
  return { kind: 'done', out: { handle: hold(turn, service) } };
}

const guid = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

function raise(
  turn: Turn,
  { provider, hex, string }: Extract<ServiceRequest, { kind: 'service-raise' }>,
): CoreAnswer {
  const bad = (message: string): CoreAnswer => ({ kind: 'refused', refusal: refuse('bad-input', message) });
  if (!guid.test(provider)) {
    return bad(`${provider} is no provider GUID such as d9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab.`);
  }
  const odd = hex.find((value) => !/^([0-9a-f]{2})*$/i.test(value));
  if (odd !== undefined) return bad(`${odd} is no even number of hexadecimal digits.`);
  if (turn.state.services.shutdown !== null) {
    return refused('shutdown-in-progress', 'The services are being shut down; nothing was raised.');
  }
  return { kind: 'done', out: { services: raised(turn, provider, hex, string) } };
}

function setSecurity(turn: Turn, name: string | null, sddl: string): CoreAnswer {
  try {
    parseSddl(sddl);
  } catch (cause) {
    return refused('service-invalid-parameter', `The descriptor cannot be read: ${(cause as Error).message}`);
  }
  if (name === null) {
    turn.state.services.security = sddl;
    return { kind: 'done', out: {} };
  }
  return onService(turn, name, (service) => {
    const set = currentSet(turn.state);
    const config = set.services.get(service.key);
    if (config === undefined || service.row.marked) {
      return refusedWith(serviceErrorCodes['service-marked-for-delete'], service);
    }
    putConfig(turn, set, service.key, { ...config, definition: { ...config.definition, security: sddl } });
    return { kind: 'done', out: {} };
  });
}

function configureControl(turn: Turn, patch: Partial<ServiceControl>): CoreAnswer {
  const set = currentSet(turn.state);
  set.control = { ...set.control, ...patch };
  touchSet(turn, set);
  return { kind: 'done', out: set.control };
}
