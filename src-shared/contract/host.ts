import { z } from 'zod';
import { request } from './define.js';

/** `caretaker status --json` (promises section 2). */
export const HostStatus = z.object({
  pid: z.number().int(),
  home: z.string(),
  /** Address of the panel without its one-time token; null where no panel is served. */
  panel: z.string().nullable(),
  version: z.string(),
  host: z.enum(['electron', 'headless']),
  since: z.string(),
});
export type HostStatus = z.infer<typeof HostStatus>;

const Nothing = z.strictObject({});

export const host = {
  status: request({ in: Nothing, out: HostStatus, right: 'read' }),
  /** A fresh one-time link to the panel. */
  panel: request({
    in: Nothing,
    out: z.object({ url: z.string() }),
    right: 'change',
    refuses: ['no-handler'],
  }),
  /** Ends the host in order; what runs is suspended or left to the guardian. */
  stop: request({ in: Nothing, out: Nothing, right: 'change' }),
};
