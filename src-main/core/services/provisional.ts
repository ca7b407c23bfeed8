import { elapsed } from '../time/stamp.js';
import type { Turn } from '../kernel/turn.js';
import { configOf, currentSet, putConfig, touchService } from './database.js';
import { recordOwn } from './records.js';
import type { Service } from './state.js';

/** A changed configuration has proved itself when its service ran for so long, or ended in order (CT-08). */
const provedAfterMs = 60_000;

/** It runs: from now on the time of its proof counts. */
export function beginProof(turn: Turn, service: Service): void {
  if (service.row.fallBack === null) return;
  turn.state.elapsedDue.set(`svc-proof:${service.key}`, elapsed(turn.at.elapsed + provedAfterMs));
}

/** It held: the change is no longer provisional. */
export function proved(turn: Turn, service: Service): void {
  turn.state.elapsedDue.set(`svc-proof:${service.key}`, null);
  if (service.row.fallBack === null) return;
  service.row.fallBack = null;
  recordOwn(turn, 941, service);
  touchService(turn, service);
}

/**
 * It failed while its configuration was on trial: the last good one returns, and the service is started with it
 * at once. Returns whether there was one to return to.
 */
export function fallBack(turn: Turn, service: Service, code: number): boolean {
  const { fallBack: good } = service.row;
  if (good === null) return false;
  const tried = configOf(turn.state, service.key);
  const changed = Object.entries(good.definition)
    .filter(([name, value]) => JSON.stringify(Reflect.get(tried ?? {}, name)) !== JSON.stringify(value))
    .map(([name]) => name);
  putConfig(turn, currentSet(turn.state), service.key, good);
  service.row.fallBack = null;
  turn.state.elapsedDue.set(`svc-proof:${service.key}`, null);
  recordOwn(turn, 942, service, `%%${code}`, changed.join(', '));
  // Started again by the one clock there is: at once, in the next look at what is due.
  turn.state.elapsedDue.set(`svc-again:${service.key}`, turn.at.elapsed);
  touchService(turn, service);
  return true;
}
