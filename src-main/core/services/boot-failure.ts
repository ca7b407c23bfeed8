import type { ServiceDefinition } from '../../../src-shared/model/service.js';
import type { Turn } from '../kernel/turn.js';
import { recordNamed } from './records.js';
import type { Service } from './state.js';
import { wantRestart } from './world-wish.js';

/**
 * What ErrorControl asks for when an automatic start failed (SCM-96 to SCM-99, SCM-101; decisions section 3).
 * SEVERE and CRITICAL go back to the Last Known Good set and begin anew. Where that is what runs already, or
 * there is none yet, SEVERE goes on, and CRITICAL ends in safe mode instead of a loop of restarts.
 */
export function startFailedInBoot(turn: Turn, service: Service, definition: ServiceDefinition): void {
  const { services } = turn.state;
  const { errorControl } = definition;
  if (errorControl === 'ignore' || errorControl === 'normal') return;
  // A safe mode has no way back to go.
  if (services.mode !== 'normal' || services.shutdown !== null) return;
  services.startedWell = false;
  const { lastKnownGood } = services.select;
  if (!services.lastKnownGood && lastKnownGood !== null) {
    recordNamed(turn, 7021, service);
    return wantRestart(turn, 'last-known-good');
  }
  if (errorControl === 'critical') wantRestart(turn, 'safe-mode');
}
