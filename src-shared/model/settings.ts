import { z } from 'zod';

/**
 * Settings of Automatic Maintenance. Durations are ISO 8601.
 * Ranges: decisions, section 1 (`idleAfter` PT10S to PT4H); defaults: manifest example of the promises.
 */
export const MaintenanceSettings = z.strictObject({
  /** Daily activation time, local, `HH:MM`. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 03:00'),
  /** Length of the daily window. */
  window: z.string(),
  /** Upper bound of the delay drawn once a day from the machine's seed. */
  randomDelay: z.string(),
  /** Whether the machine may be woken for the daily run. */
  wake: z.boolean(),
  /** Time without input after which the machine counts as idle. */
  idleAfter: z.string(),
  profile: z.enum(['opportunistic', 'window-only']),
  /** How many maintenance tasks run side by side; `null` = half the cores, at least one. */
  parallel: z.number().int().min(1).max(64).nullable(),
  enabled: z.boolean(),
  /** Charge in per cent that a machine with a battery must have, besides AC, before anything starts; `null` = none. */
  minBattery: z.number().int().min(1).max(100).nullable(),
  /** Programs that make the machine busy while they run: names such as `vlc`, or absolute paths. */
  busyPrograms: z.array(z.string().min(1).max(200)).max(100),
});
export type MaintenanceSettings = z.infer<typeof MaintenanceSettings>;

/** A module that stands in for a COM handler's class (docs/tasks.md). */
export const HandlerModule = z.strictObject({
  /** Full path of a JavaScript module. */
  module: z.string().min(1),
});
/** By class id, upper case in braces. */
export const HandlerSettings = z.record(z.string(), HandlerModule);
export type HandlerSettings = z.infer<typeof HandlerSettings>;

export const TaskModelSettings = z.strictObject({
  /** Accounts with the right to log on as a batch job; `null` = every account. */
  batchLogon: z.array(z.string().min(1)).nullable(),
});
export type TaskModelSettings = z.infer<typeof TaskModelSettings>;

/** Parts that a state of an earlier release lacks are optional. */
export const Settings = z.strictObject({
  maintenance: MaintenanceSettings,
  handlers: HandlerSettings.optional(),
  tasks: TaskModelSettings.optional(),
});
export type Settings = z.infer<typeof Settings>;

/** A change of settings: any part may be given, the rest stays. */
export const SettingsPatch = z.strictObject({
  maintenance: MaintenanceSettings.partial().optional(),
  handlers: HandlerSettings.optional(),
  tasks: TaskModelSettings.partial().optional(),
});
export type SettingsPatch = z.infer<typeof SettingsPatch>;

export { defaultMaintenanceSettings } from './default-settings.js';
