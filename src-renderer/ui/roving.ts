/** Keys that move between the rows of a long list. */
const moves: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + 10,
  PageUp: (at) => at - 10,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * The row that a key leads to from row `at` of `count`, or null where the key means something else.
 * Movement stops at both ends; rows that cannot be reached (headings) are passed over.
 */
export function rowAfterKey(
  key: string,
  at: number,
  count: number,
  reachable: (index: number) => boolean = () => true,
): number | null {
  const move = moves[key];
  if (move === undefined || count === 0) return null;
  const wanted = Math.min(count - 1, Math.max(0, move(at, count)));
  const onward = wanted < at || key === 'Home' ? -1 : 1;
  const inward = key === 'Home' ? 1 : key === 'End' ? -1 : onward;
  for (let index = wanted; index >= 0 && index < count; index += inward) {
    if (reachable(index)) return index;
  }
  return reachable(at) ? at : null;
}
