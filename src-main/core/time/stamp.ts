/**
 * Two kinds of time that do not mix (style: "time has two types").
 * Wall instants decide calendars; elapsed time decides time-outs.
 */
declare const wallBrand: unique symbol;
declare const elapsedBrand: unique symbol;

/** Milliseconds since 1970-01-01T00:00Z by the machine's own clock; jumps when the clock is set. */
export type Wall = number & { readonly [wallBrand]: true };

/** Milliseconds since boot, time asleep included; never jumps, starts anew at each boot. */
export type Elapsed = number & { readonly [elapsedBrand]: true };

/** One moment on both clocks. */
export interface Stamp {
  readonly wall: Wall;
  readonly elapsed: Elapsed;
}

export function wall(ms: number): Wall {
  return ms as Wall;
}

export function elapsed(ms: number): Elapsed {
  return ms as Elapsed;
}

/** UTC, ISO 8601 with milliseconds, the form of every time that leaves the core. */
export function iso(instant: Wall): string {
  return new Date(instant).toISOString();
}
