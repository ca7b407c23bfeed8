import { refuse } from '../../../src-shared/failure/refusal.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import type { ServiceEventBody, ServiceRequest } from './event.js';

/** The door of the service manager: every event that is its own. */
export function takeServiceEvent(_turn: Turn, _event: ServiceEventBody): void {
  // Nothing lives yet that an event could concern.
}

/** Every request on services. */
export function answerService(_turn: Turn, _by: string, request: ServiceRequest): CoreAnswer {
  const service = 'service' in request ? request.service : null;
  return {
    kind: 'refused',
    refusal: refuse('unknown-service', `There is no service ${service ?? 'of that name'} yet.`),
  };
}
