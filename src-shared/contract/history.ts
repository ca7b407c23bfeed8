import { z } from 'zod';
import { EventLevel, EventRecord, LogName } from '../model/record.js';
import { InstanceInfo } from '../model/instance.js';
import { event, request } from './define.js';

export const EventQuery = z.strictObject({
  log: LogName.nullable().default(null),
  /** ISO 8601 instant; records at or after it. */
  since: z.string().nullable().default(null),
  task: z.string().nullable().default(null),
  service: z.string().nullable().default(null),
  level: EventLevel.nullable().default(null),
  /** Records with a smaller number: the next page backwards. */
  before: z.number().int().nullable().default(null),
  limit: z.number().int().min(1).max(10_000).default(1000),
});
export type EventQuery = z.infer<typeof EventQuery>;

/** A stretch of a signal for the day picture; times UTC ISO. */
export const Band = z.object({ from: z.string(), to: z.string().nullable(), value: z.string() });

export const history = {
  /** Newest last within the page; the page holds the newest records that match. */
  events: request({ in: EventQuery, out: z.array(EventRecord), right: 'read', refuses: ['bad-input'] }),
  /** Runs and signal bands between two instants: the day picture and the lanes. */
  timeline: request({
    in: z.strictObject({ from: z.string(), to: z.string() }),
    out: z.object({
      instances: z.array(InstanceInfo),
      idle: z.array(Band),
      power: z.array(Band),
      system: z.array(Band),
    }),
    right: 'read',
    refuses: ['bad-input'],
  }),
  /** Every log and whether it records. */
  logs: request({
    in: z.strictObject({}),
    out: z.array(z.object({ log: LogName, enabled: z.boolean() })),
    right: 'read',
  }),
  /** Whether the diagnostic log records. */
  diagnostic: request({
    in: z.strictObject({ enabled: z.boolean() }),
    out: z.object({ enabled: z.boolean() }),
    right: 'change',
  }),
  /** Drops what is older or larger than the bounds: what the task `\Caretaker\HistoryCleanup` asks for. */
  cleanUp: request({
    in: z.strictObject({
      /** Days of records, runs, signal bands and journal that stay. */
      keepDays: z.number().int().min(1).max(3650).default(35),
      /** Size of the journal that stays, in units of 1,000,000 bytes. */
      journalMegabytes: z.number().int().min(1).max(4096).default(64),
    }),
    /** How many of each were dropped. */
    out: z.object({
      records: z.number().int(),
      journal: z.number().int(),
      instances: z.number().int(),
    }),
    right: 'change',
    refuses: ['store-failing'],
  }),
  appended: event(z.array(EventRecord)),
};
