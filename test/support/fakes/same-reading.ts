/** Readings are plain data: equal when their JSON is. */
export function sameReading(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
