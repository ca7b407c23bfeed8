import type { Turn } from '../kernel/turn.js';
import { currentSet, isStopped, putConfig, runningDependents, touchService } from './database.js';
import { clientsOf } from './idle-stop.js';
import type { Service } from './state.js';

/** Marks a service: disabled from now on, gone when the last user lets go (reference "service model", section 16). */
export function markForDelete(turn: Turn, service: Service): void {
  const set = currentSet(turn.state);
  const config = set.services.get(service.key);
  service.row.marked = true;
  if (config !== undefined) {
    putConfig(turn, set, service.key, { ...config, definition: { ...config.definition, start: 'disabled' } });
  }
  touchService(turn, service);
}

/** Those that nobody uses any more are taken out: stopped, without clients, without a dependant that runs. */
export function sweepMarked(turn: Turn): void {
  const { services, elapsedDue } = turn.state;
  for (const service of [...services.live.values()]) {
    if (!service.row.marked || !isStopped(service) || service.start !== null) continue;
    if (clientsOf(turn, service.key) > 0 || runningDependents(turn.state, service).length > 0) continue;
    const { key } = service;
    services.live.delete(key);
    putConfig(turn, currentSet(turn.state), key, null);
    turn.changedServices.delete(key);
    turn.removedServices.add(service.row.name);
    turn.serviceRows.set(`state:${key}`, { kind: 'state', key, value: null });
    for (const timer of ['action', 'idle', 'answer', 'hang', 'long', 'proof', 'again', 'pre'])
      elapsedDue.set(`svc-${timer}:${key}`, null);
    services.moved = true;
  }
}
