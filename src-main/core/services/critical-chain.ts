/**
 * The chain of needs that takes longest until its last service runs, first to last; ties go to what starts
 * first. Without measured durations every start counts the same.
 */
export function criticalChain(
  started: readonly string[],
  needs: (key: string) => readonly string[],
  durations: ReadonlyMap<string, number>,
): string[] {
  const finish = new Map<string, number>();
  const before = new Map<string, string>();
  let last: string | null = null;
  for (const key of started) {
    let ready = 0;
    for (const need of needs(key)) {
      const at = finish.get(need);
      if (at === undefined || at <= ready) continue;
      ready = at;
      before.set(key, need);
    }
    const done = ready + (durations.get(key) ?? 1);
    finish.set(key, done);
    if (last === null || done > (finish.get(last) ?? 0)) last = key;
  }
  const chain: string[] = [];
  for (let key: string | undefined = last ?? undefined; key !== undefined; key = before.get(key))
    chain.unshift(key);
  return chain;
}
