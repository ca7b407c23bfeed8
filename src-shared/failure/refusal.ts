import { serviceErrorCodes } from './service-errors.js';

/**
 * Refusals: expected, a value with a reason from this closed list. The number is the Windows result
 * code where Windows has one (reference "task model", section 17), else null.
 */
export const refusalCodes = {
  'bad-input': 0x80070057,
  'unknown-task': 0x80070002,
  'task-exists': 0x800700b7,
  'task-disabled': 0x80041326,
  'no-start-on-demand': 0x80041328,
  'already-running': 0x8004131f,
  'not-running': 0x8004130b,
  'on-battery': 0x800710e0,
  'no-network': 0x800710e0,
  'not-logged-on': 0x80041320,
  'too-busy': 0x80041323,
  'nothing-due': null,
  'maintenance-off': null,
  'maintenance-not-running': 0x8004130b,
  'maintenance-running': 0x8004131f,
  paused: null,
  'not-paused': null,
  'no-plan': null,
  'unknown-notice': null,
  'set-by-policy': 0x80070005,
  'invalid-task': 0x8004130e,
  'access-denied': 0x80070005,
  'unknown-request': 0x80070057,
  'no-handler': 0x8004130a,
  'store-failing': null,
  'shutting-down': 0x80041315,
  ...serviceErrorCodes,
} as const;

export type RefusalReason = keyof typeof refusalCodes;

/** A refusal as it crosses a process boundary; its schema stands with the wire. */
export interface Refusal {
  reason: RefusalReason;
  /** Result code as an unsigned 32-bit number, or null. */
  code: number | null;
  /** One English sentence: what, why, and what to do. */
  message: string;
}

/** Builds a refusal with the code that belongs to its reason. */
export function refuse(reason: RefusalReason, message: string): Refusal {
  return { reason, code: refusalCodes[reason], message };
}

/** A result code as Windows prints it: `0x80041326`. */
export function formatCode(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}
