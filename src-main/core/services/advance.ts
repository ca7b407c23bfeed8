import type { Turn } from '../kernel/turn.js';
import { advanceStops } from './control.js';
import { sweepMarked } from './delete.js';
import { advanceShutdown } from './shutdown.js';
import { sendStartCommands, tryStart } from './start.js';
import { advanceStartUp } from './start-up.js';
import { actOnQueued } from './triggers.js';
import { finishRestart, takeRestart } from './world.js';

/**
 * Everything that follows from what this step changed: waiting starts, stops and shutdowns go on until nothing moves
 * any more. Costs nothing where nothing moved.
 */
export function advanceServices(turn: Turn): void {
  const { services } = turn.state;
  while (services.moved) {
    services.moved = false;
    takeRestart(turn);
    advanceStartUp(turn);
    for (const key of [...services.waiting]) {
      const service = services.live.get(key);
      if (service?.start?.step === 'waiting') tryStart(turn, service, service.start);
      else services.waiting.delete(key);
    }
    sendStartCommands(turn);
    advanceStops(turn);
    actOnQueued(turn);
    advanceShutdown(turn);
    finishRestart(turn);
    sweepMarked(turn);
  }
}
