const firstMs = 500;
const longestMs = 15_000;

/**
 * The wait before try number `attempt` (0 = the first after a loss): doubles from half a second to
 * fifteen, with up to a fifth added so that several panels do not knock at once.
 *
 * @param chance 0 to 1
 */
export function retryDelayMs(attempt: number, chance: number): number {
  const base = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(base * (1 + 0.2 * chance));
}
