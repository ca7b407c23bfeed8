import { z } from 'zod';

/** Who or what suspended or stopped a run; only its end undoes it (decisions section 1). */
export const stopAuthors = [
  'user',
  'presence',
  'power',
  'window',
  'pause',
  'sleep',
  'limit',
  'policy',
  'shutdown',
  'crash',
  'settings',
  'replaced',
] as const;
export const StopAuthor = z.enum(stopAuthors);
export type StopAuthor = z.infer<typeof StopAuthor>;

export const Outcome = z.enum(['completed', 'failed', 'stopped', 'unknown']);
export type Outcome = z.infer<typeof Outcome>;

/** What started a run. */
export const StartCause = z.enum([
  'idle',
  'regular',
  'manual',
  'user',
  'time',
  'boot',
  'logon',
  'registration',
  'event',
  'session',
  'missed',
  'retry',
  'on-idle',
]);
export type StartCause = z.infer<typeof StartCause>;

/** What a running program said of how far it is (docs/protocol.md); either part may be left out. */
export const Progress = z.object({
  /** 0 to 1. */
  fraction: z.number().min(0).max(1).nullable(),
  text: z.string().nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** One run of a task (`caretaker task history --json`). Times are UTC ISO 8601 with milliseconds. */
export const InstanceInfo = z.object({
  instance: z.string(),
  task: z.string(),
  started: z.string(),
  ended: z.string().nullable(),
  suspended: z.array(z.object({ from: z.string(), to: z.string().nullable(), reason: StopAuthor })),
  /** Exit code, or result code; `null` while it runs or when unknown. */
  result: z.number().int().nullable(),
  /** `null` while it runs. */
  outcome: Outcome.nullable(),
  trigger: StartCause,
  /** Path of the output log, `null` where none was kept. */
  output: z.string().nullable(),
  /** While it runs and has said so; else `null`. */
  progress: Progress.nullable(),
});
export type InstanceInfo = z.infer<typeof InstanceInfo>;
