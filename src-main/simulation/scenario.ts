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
