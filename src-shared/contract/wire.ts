import { z } from 'zod';

const RefusalShape = z.object({ reason: z.string(), code: z.number().int().nullable(), message: z.string() });

/**
 * What travels over every transport, one JSON object a message (one a line on the local socket).
 * Client: call, subscribe. Host: greeting first, then answers and numbered events. An event's
 * sequence number rises by one per topic and connection; a gap means: ask again.
 */
export const ClientMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id: z.number().int(), request: z.string(), in: z.unknown() }),
  z.strictObject({ kind: z.literal('subscribe'), id: z.number().int(), event: z.string() }),
  z.strictObject({ kind: z.literal('unsubscribe'), id: z.number().int(), event: z.string() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export const HostMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('greeting'),
    contract: z.number().int(),
    version: z.string(),
    home: z.string(),
    pid: z.number().int(),
  }),
  z.object({ kind: z.literal('answer'), id: z.number().int(), out: z.unknown() }),
  z.object({ kind: z.literal('refusal'), id: z.number().int(), refusal: RefusalShape }),
  z.object({ kind: z.literal('event'), event: z.string(), seq: z.number().int(), payload: z.unknown() }),
]);
export type HostMessage = z.infer<typeof HostMessage>;
