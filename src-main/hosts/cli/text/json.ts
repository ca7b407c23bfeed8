import type { Call } from '../call.js';

/** One JSON value, readable; always the shapes of the promises, always English. */
export function printJson(call: Call, value: unknown): void {
  call.terminal.out(JSON.stringify(value, null, 2));
}

/** One JSON value a line. */
export function printJsonLine(call: Call, value: unknown): void {
  call.terminal.out(JSON.stringify(value));
}
