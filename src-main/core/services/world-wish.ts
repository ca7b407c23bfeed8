import type { Turn } from '../kernel/turn.js';
import type { WorldRestart } from './state.js';

/**
 * Asks for the services to stop and begin anew, when all of this step is known. A way back to the Last Known Good set
 * beats a plain restart, safe mode beats both.
 */
export function wantRestart(turn: Turn, how: WorldRestart): void {
  const { services } = turn.state;
  const weight: Record<WorldRestart, number> = { normal: 0, 'last-known-good': 1, 'safe-mode': 2 };
  const { restartWanted: wanted } = services;
  if (wanted === null || weight[how] > weight[wanted]) services.restartWanted = how;
  services.moved = true;
}
