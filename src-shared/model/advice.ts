import { z } from 'zod';

/** What a definition may be advised against: a closed list, worded in src-shared/wording. */
export const adviceKinds = [
  // Maintenance.
  'exclusive',
  'no-deadline',
  'no-resume',
  'not-maintenance',
  'never-yields',
  'no-limit',
  // Every task: the checklist of seed 000.
  'starts-with-machine',
  'no-conditions',
  'much-privilege',
] as const;
export const AdviceKind = z.enum(adviceKinds);
export type AdviceKind = z.infer<typeof AdviceKind>;

/** One piece of advice on a task; `element` is the XML element it concerns. */
export const TaskAdvice = z.object({
  kind: AdviceKind,
  element: z.string().nullable(),
  message: z.string(),
});
export type TaskAdvice = z.infer<typeof TaskAdvice>;
