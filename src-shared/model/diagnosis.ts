import { z } from 'zod';
import { checkIds, checkReasons } from './check-names.js';

export const CheckId = z.enum(checkIds);
export type CheckId = z.infer<typeof CheckId>;

export const CheckState = z.enum(['ok', 'problem', 'unknown', 'not-applicable']);
export type CheckState = z.infer<typeof CheckState>;

export const CheckReason = z.enum(checkReasons);
export type CheckReason = z.infer<typeof CheckReason>;

/** One thing the machine says of itself. */
export interface MachineFact {
  id: 'sleep-model' | 'wake-from-standby' | 'wake-firmware' | 'wake-timers' | 'low-power';
  state: CheckState;
  reason: CheckReason | null;
  /** What was found, such as `S3` or `s2idle [deep]`. */
  value: string;
  /** Where it was found: a file, a command. */
  how: string;
}

/** One check of `caretaker maintenance diagnose --json`. */
export const DiagnosisCheck = z.object({
  id: CheckId,
  title: z.string(),
  state: CheckState,
  reason: CheckReason.nullable(),
  /** What was found. */
  value: z.string(),
  /** Where and how it was found. */
  how: z.string(),
  /** What would mend it, one sentence; null where nothing is to be mended. */
  remedy: z.string().nullable(),
  /** Tasks that it concerns; empty where it concerns the machine. */
  tasks: z.array(z.string()),
});
export type DiagnosisCheck = z.infer<typeof DiagnosisCheck>;
