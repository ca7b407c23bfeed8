import { z } from 'zod';

export const signalNames = [
  'power',
  'battery',
  'idle',
  'busy',
  'session',
  'load',
  'addresses',
  'networks',
  'devices',
  'clock',
  'zone',
  'system',
  'processControl',
] as const;
export const SignalName = z.enum(signalNames);
export type SignalName = z.infer<typeof SignalName>;

/** How far a value may be trusted: measured by an event source, by a poll, derived, or not known. */
export const Confidence = z.enum(['high', 'medium', 'low', 'none']);
export type Confidence = z.infer<typeof Confidence>;

/**
 * A fact about the machine as its best source sees it (`caretaker signals --json`).
 * `value` is text for people and programs alike: `ac`, `battery`, `unknown`, `idle`, `active`, …
 */
export const SignalInfo = z.object({
  signal: SignalName,
  value: z.string(),
  /** Since when the value holds, UTC ISO 8601; `null` when not known. */
  since: z.string().nullable(),
  /** Seconds since the source last spoke; `null` when it never did. */
  age: z.number().nullable(),
  /** Name of the source in use, such as `upower`, `sysfs`, `x11-sync`; `none` when there is none. */
  source: z.string(),
  confidence: Confidence,
  others: z.array(z.object({ source: z.string(), value: z.string(), age: z.number().nullable() })),
  /** Where the value is unknown or weak: what would mend it, one sentence; else `null`. */
  remedy: z.string().nullable(),
});
export type SignalInfo = z.infer<typeof SignalInfo>;
