import type { Wall } from '../../core/time/stamp.js';

/**
 * The instant of a moment that {@link moment} of the arguments has read; without an offset it is local
 * to `zone`. The calendar is loaded only here: most commands need none.
 */
export async function instantOf(moment: string, zone: string): Promise<Wall> {
  const { boundaryInstant, parseBoundary } = await import('../../core/time/boundary.js');
  return boundaryInstant(parseBoundary(moment), zone);
}
