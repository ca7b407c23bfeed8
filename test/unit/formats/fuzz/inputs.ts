/** A hang is an input that takes longer than this, in ms. */
export const slowest = 1000;

/** How many inputs to try: `CARETAKER_FUZZ` times as many as by default. */
export function inputs(byDefault: number): number {
  return Math.round(byDefault * Number(process.env.CARETAKER_FUZZ ?? 1));
}
