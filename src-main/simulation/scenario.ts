import { z } from 'zod';
import { SettingsPatch } from '../../src-shared/model/settings.js';
import { SignalChange } from './signal-change.js';

/**
 * The scenario file (promises section 4). Local times are in `zone`; a time with Z or an offset is that
 * instant.
 */
const LocalTime = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/,
    'a time such as 2026-03-02T08:00:00',
  );

const Behaviour = z.strictObject({
  takes: z.string().optional(),
  exitCode: z.number().int().optional(),
  readyAfter: z.string().optional(),
  crashAfter: z.string().optional(),
  /** Services only, besides the promised keys: the launch fails with this Win32 code. */
  launchError: z.number().int().min(1).optional(),
  /** Its process connects after so long, or never. */
  connectAfter: z.string().optional(),
  connects: z.boolean().optional(),
  /** The answer to its start command is this Win32 code, or nothing at all ever. */
  answerCode: z.number().int().min(0).optional(),
  answers: z.boolean().optional(),
  /** It stays in START_PENDING without a sign of life. */
  hangs: z.boolean().optional(),
  /** Mask of the controls that it accepts. */
  accepts: z.number().int().min(0).optional(),
  /** It takes so long to stop, asks for so long at a time, and reports progress so many times. */
  stopAfter: z.string().optional(),
  stopHint: z.string().optional(),
  stopSteps: z.number().int().min(0).max(1000).optional(),
});

export const Scenario = z.strictObject({
  zone: z.string(),
  start: LocalTime,
  end: LocalTime,
  seed: z.number().int().default(1),
  settings: SettingsPatch.default({}),
  initially: SignalChange.default({}),
  /** Read by the manifest's own reader, which knows its lines and words. */
  manifest: z.unknown().optional(),
  programs: z.record(z.string(), z.union([Behaviour, z.array(Behaviour).min(1)])).default({}),
  timeline: z.array(z.strictObject({ at: LocalTime, ...SignalChange.shape })).default([]),
});
export type Scenario = z.infer<typeof Scenario>;
export type Behaviour = z.infer<typeof Behaviour>;

/** The behaviour of a program's run: a list gives it run by run, its last entry repeats. */
export function behaviourOf(
  behaviours: Record<string, Behaviour | Behaviour[]>,
  name: string,
  run: number,
): Behaviour {
  const known = Object.entries(behaviours).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (known === undefined) return {};
  return Array.isArray(known) ? (known[Math.min(run, known.length - 1)] ?? {}) : known;
}
