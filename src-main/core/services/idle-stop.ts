import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { stopRefusal, stopService } from './control.js';
import { inForce, touchService } from './database.js';
import { recordOwn } from './records.js';
import type { Service } from './state.js';
import { fixed } from './validate.js';

/** How many clients hold it. */
export function clientsOf(turn: Pick<Turn, 'state'>, key: string): number {
  let count = 0;
  for (const held of turn.state.services.clients.values()) if (held === key) count += 1;
  return count;
}

/** The idle clock runs while it is up and nobody holds it (SCM-17, SCM-19). */
export function armIdleStop(turn: Turn, service: Service): void {
  const { idleStop } = inForce(turn.state, service);
  const ms = idleStop === null ? null : fixed(idleStop);
  const runs = service.row.status.state === 'RUNNING';
  const due = ms === null || !runs || clientsOf(turn, service.key) > 0 ? null : elapsed(turn.at.elapsed + ms);
  turn.state.elapsedDue.set(`svc-idle:${service.key}`, due);
}

/** Nobody used it for so long: it is stopped, unless something that runs needs it (SCM-16). */
export function idleDue(turn: Turn, service: Service): void {
  if (service.row.status.state !== 'RUNNING' || clientsOf(turn, service.key) > 0) return;
  const code = stopRefusal(turn, service, false);
  if (code === codes['dependent-services-running']) return armIdleStop(turn, service);
  if (code !== 0) return;
  recordOwn(turn, 947, service, inForce(turn.state, service).idleStop ?? '');
  stopService(turn, service, 'idle');
}

/** One client more; its handle is the proof. */
export function hold(turn: Turn, service: Service): number {
  const { services } = turn.state;
  const handle = services.nextHandle++;
  services.clients.set(handle, service.key);
  turn.state.elapsedDue.set(`svc-idle:${service.key}`, null);
  touchService(turn, service);
  return handle;
}

/** The client lets go; with the last one the idle clock starts. */
export function release(turn: Turn, handle: number): CoreAnswer {
  const { services } = turn.state;
  const key = services.clients.get(handle);
  if (key === undefined) {
    const message = `Handle ${handle} is not known; it was released, or the host was restarted since.`;
    return { kind: 'refused', refusal: refuse('bad-input', message) };
  }
  services.clients.delete(handle);
  const service = services.live.get(key);
  if (service !== undefined) {
    armIdleStop(turn, service);
    touchService(turn, service);
  }
  return { kind: 'done', out: {} };
}
