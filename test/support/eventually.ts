/** Waits until `holds` gives something other than false, null or undefined; looks every 5 ms. */
export async function eventually<T>(
  holds: () => T | Promise<T>,
  timeoutMs = 5_000,
  what = 'the condition',
): Promise<NonNullable<Exclude<T, false>>> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const value = await holds();
    if (value !== false && value !== null && value !== undefined) {
      return value as NonNullable<Exclude<T, false>>;
    }
    if (performance.now() > until) throw new Error(`${what} did not come true within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
