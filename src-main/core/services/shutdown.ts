import { acceptBits, controlCodes } from '../../../src-shared/model/service-constants.js';
import { command, type Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { sendControl, stopRefusal, stopService } from './control.js';
import { currentSet, inForce, inOrder, isStopped, keyOfService } from './database.js';
import { dependentsOf } from './needs.js';
import { recordNamed, recordOwn } from './records.js';
import { abandonStartUp } from './start-up.js';
import type { Service, Shutdown, WorldRestart } from './state.js';

/** Newer Windows waits ten seconds for each service that wants to know early (decisions section 3). */
const preshutdownMs = 10_000;
/** A service that gives no hint is waited for so long before the question whether anything moved. */
const leastHintMs = 1000;

/** Begins to take the services down: first those that want to know early, then all that asked (SCM-116 to SCM-123). */
export function beginShutdown(turn: Turn, restart: WorldRestart | null): void {
  const { services } = turn.state;
  if (services.shutdown !== null) return;
  abandonStartUp(turn);
  services.shutdown = {
    stage: 'preshutdown',
    awaited: new Set(),
    largestHintMs: leastHintMs,
    progressed: false,
    restart,
  };
  for (const service of services.live.values()) {
    service.row.failures.pending = null;
    turn.state.elapsedDue.set(`svc-action:${service.key}`, null);
    turn.state.elapsedDue.set(`svc-idle:${service.key}`, null);
  }
  let longest = 0;
  for (const service of preshutdownOrder(turn)) {
    services.shutdown.awaited.add(service.key);
    service.stopping = 'shutdown';
    const timeout = inForce(turn.state, service).preshutdownTimeoutMs ?? preshutdownMs;
    longest = Math.max(longest, timeout);
    turn.state.elapsedDue.set(`svc-pre:${service.key}`, elapsed(turn.at.elapsed + timeout));
    sendControl(turn, service, controlCodes.preshutdown);
  }
  services.moved = true;
}

/** The order of the control set first, then that of the database. */
function preshutdownOrder(turn: Turn): Service[] {
  const wanted = currentSet(turn.state).control.preshutdownOrder.map(keyOfService);
  const place = ({ key }: Service): number => (wanted.includes(key) ? wanted.indexOf(key) : wanted.length);
  return shutdownOrder(turn)
    .filter(
      ({ row }) => row.status.state !== 'STOP_PENDING' && (row.status.accepts & acceptBits.preshutdown) !== 0,
    )
    .sort((a, b) => place(a) - place(b));
}

/** What needs others is told before them (SCM-54); else the order of the database. */
function shutdownOrder(turn: Turn): Service[] {
  const up = inOrder(turn.state).filter((service) => !isStopped(service));
  const keys = new Set(up.map(({ key }) => key));
  const order: Service[] = [];
  const seen = new Set<string>();
  const visit = (service: Service): void => {
    if (seen.has(service.key)) return;
    seen.add(service.key);
    for (const key of dependentsOf(turn.state, service.key)) {
      const dependent = turn.state.services.live.get(key);
      if (dependent !== undefined && keys.has(key)) visit(dependent);
    }
    order.push(service);
  };
  up.forEach(visit);
  return order;
}

/** A service that wanted to know early took too long: 7043, and the shutdown goes on without it. */
export function preshutdownOver(turn: Turn, service: Service): void {
  const { shutdown } = turn.state.services;
  if (shutdown?.stage !== 'preshutdown' || isStopped(service)) return;
  recordNamed(turn, 7043, service);
  shutdown.awaited.delete(service.key);
  turn.state.services.moved = true;
}

/** Goes on with a shutdown as far as it may. */
export function advanceShutdown(turn: Turn): void {
  const { services } = turn.state;
  const { shutdown } = services;
  if (shutdown === null || shutdown.stage === 'done') return;
  let ended = false;
  for (const key of [...shutdown.awaited]) {
    const service = services.live.get(key);
    if (service !== undefined && !isStopped(service)) continue;
    shutdown.awaited.delete(key);
    turn.state.elapsedDue.set(`svc-pre:${key}`, null);
    ended = true;
  }
  if (shutdown.stage === 'preshutdown' && shutdown.awaited.size === 0) return notifyAll(turn, shutdown);
  if (shutdown.stage !== 'shutdown') return;
  if (shutdown.awaited.size === 0) return shutdownOver(turn, shutdown);
  // One of them ended: the wait for the next begins (SCM-119).
  if (ended) armWait(turn, shutdown);
}

/** SHUTDOWN goes to every service that asked for it and was not told early (SCM-117). */
function notifyAll(turn: Turn, shutdown: Shutdown): void {
  shutdown.stage = 'shutdown';
  for (const service of shutdownOrder(turn)) {
    const { status } = service.row;
    // Told early and still not done: it is not told again.
    if (service.stopping === 'shutdown' || status.state === 'START_PENDING') continue;
    if (status.state === 'STOP_PENDING') {
      shutdown.awaited.add(service.key);
    } else if ((status.accepts & acceptBits.shutdown) !== 0) {
      shutdown.awaited.add(service.key);
      service.stopping = 'shutdown';
      sendControl(turn, service, controlCodes.shutdown);
    } else if (shutdown.restart !== null && stopRefusal(turn, service, true) === 0) {
      // Only the services begin anew: nobody else will end what did not ask to be told.
      shutdown.awaited.add(service.key);
      stopService(turn, service, 'shutdown');
    } else continue;
    shutdown.largestHintMs = Math.max(shutdown.largestHintMs, service.row.status.waitHint);
  }
  const { waitToKillServiceTimeoutMs } = currentSet(turn.state).control;
  turn.state.elapsedDue.set('svc-kill', elapsed(turn.at.elapsed + waitToKillServiceTimeoutMs));
  armWait(turn, shutdown);
  turn.state.services.moved = true;
}

function armWait(turn: Turn, shutdown: Shutdown): void {
  shutdown.progressed = false;
  turn.state.elapsedDue.set('svc-hint', elapsed(turn.at.elapsed + shutdown.largestHintMs));
}

/** A report of a service that is awaited: its hint may be the largest now (SCM-118), and it may be progress. */
export function noteReport(turn: Turn, service: Service, progress: boolean): void {
  const { shutdown } = turn.state.services;
  if (shutdown?.awaited.has(service.key) !== true) return;
  shutdown.largestHintMs = Math.max(shutdown.largestHintMs, service.row.status.waitHint);
  if (progress) shutdown.progressed = true;
}

/** The largest hint has passed: progress of any of them buys the same time again (SCM-120), else it ends (SCM-121). */
export function hintPassed(turn: Turn): void {
  const { shutdown } = turn.state.services;
  if (shutdown?.stage !== 'shutdown') return;
  if (shutdown.progressed) armWait(turn, shutdown);
  else shutdownOver(turn, shutdown);
}

/** The manager's own limit: the machine goes on without those that are left (SCM-122). */
export function limitPassed(turn: Turn): void {
  const { shutdown } = turn.state.services;
  if (shutdown !== null && shutdown.stage !== 'done') shutdownOver(turn, shutdown);
}

/** Who was not done is named, with the time it still asked for (SCM-123). */
function shutdownOver(turn: Turn, shutdown: Shutdown): void {
  shutdown.stage = 'done';
  turn.state.elapsedDue.set('svc-kill', null);
  turn.state.elapsedDue.set('svc-hint', null);
  const left: string[] = [];
  for (const key of shutdown.awaited) {
    const service = turn.state.services.live.get(key);
    if (service === undefined || isStopped(service)) continue;
    left.push(service.row.name);
    const asked = service.progressAt + service.row.status.waitHint - turn.at.elapsed;
    recordOwn(turn, 943, service, Math.max(0, asked));
  }
  turn.state.services.moved = true;
  if (shutdown.restart === null) command(turn, { kind: 'shutdown-done', left });
}
