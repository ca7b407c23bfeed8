const cell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Sleeps without giving up the turn: `ms` may be a fraction. Timers of Node come in steps of 1 ms and
 * late under load; looking again without a sleep would starve the very processes that are to stop.
 */
export function pauseMs(ms: number): void {
  Atomics.wait(cell, 0, 0, ms);
}
