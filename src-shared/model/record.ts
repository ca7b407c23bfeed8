import { z } from 'zod';

/** The logs by their Windows names. */
export const LogName = z.enum([
  'System',
  'TaskScheduler/Operational',
  'TaskScheduler/Maintenance',
  'TaskScheduler/Diagnostic',
]);
export type LogName = z.infer<typeof LogName>;

export const EventLevel = z.enum(['Critical', 'Error', 'Warning', 'Information', 'Verbose']);
export type EventLevel = z.infer<typeof EventLevel>;

export const EventData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type EventData = z.infer<typeof EventData>;

/** One log record as every door shows it (`caretaker events --json`, promises section 2). */
export const EventRecord = z.object({
  /** Number in the store, rising; not promised to other programs. */
  seq: z.number().int(),
  /** UTC, ISO 8601 with milliseconds. */
  at: z.string(),
  log: LogName,
  id: z.number().int(),
  level: EventLevel,
  task: z.string().nullable(),
  service: z.string().nullable(),
  /** GUID in braces, upper case. */
  instance: z.string().nullable(),
  data: EventData,
  /** English sentence. */
  message: z.string(),
});
export type EventRecord = z.infer<typeof EventRecord>;
