import { z } from 'zod';
import { SettingsPatch } from '../../src-shared/model/settings.js';

/** What a line of the timeline may change; also the keys of `initially`. */
export const SignalChange = z
  .strictObject({
    system: z.enum(['on', 'sleep', 'wake', 'shutdown', 'boot', 'crash']),
    user: z.enum(['active', 'away', 'locked', 'loggedOff']),
    power: z.enum(['ac', 'battery', 'unknown']),
    /** Per cent of the machine, others' work. */
    cpu: z.number().min(0).max(100),
    disk: z.number().min(0).max(100),
    addresses: z.array(z.string()),
    /** Connected networks by name, besides the promised keys. */
    networks: z.array(z.string()),
    domain: z.string().nullable(),
    device: z.strictObject({ class: z.string(), ids: z.array(z.string()).default([]) }),
    policy: z.strictObject({
      scope: z.enum(['machine', 'user']),
      settings: z.record(z.string(), z.unknown()),
    }),
    raise: z.strictObject({
      provider: z.string(),
      hex: z.array(z.string()).default([]),
      string: z
        .union([z.string(), z.array(z.string())])
        .transform((value) => (typeof value === 'string' ? [value] : value))
        .default([]),
    }),
    /** A shift such as +PT2H, or the instant the machine's clock is set to. */
    clock: z.string(),
    maintenance: z.enum(['start', 'start-all', 'start-on-battery', 'stop']),
    run: z.string(),
    end: z.string(),
    start: z.string(),
    stop: z.string(),
    pause: z.string().nullable(),
    /** Whether the diagnostic log records, besides the promised keys. */
    diagnostic: z.boolean(),
    settings: SettingsPatch,
    /** Charge of the battery in per cent; null = there is none. */
    charge: z.number().min(0).max(100).nullable(),
    lid: z.enum(['open', 'closed']),
    /** Whether the machine can be woken by a timer. */
    canWake: z.boolean(),
    busy: z.array(z.string()),
    /** Network drives as they are, besides the promised keys. */
    drives: z.array(z.string()),
    /** Controls for a service, besides the promised start and stop. */
    pauseService: z.string(),
    continueService: z.string(),
    /** The catch-up after sleep or boot: put off by an hour, or skipped. */
    plan: z.enum(['later', 'skip']),
    postpone: z.strictObject({ task: z.string(), for: z.string() }),
  })
  .partial();
export type SignalChange = z.infer<typeof SignalChange>;
