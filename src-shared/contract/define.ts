import type { z } from 'zod';
import type { RefusalReason } from '../failure/refusal.js';

/** Who asks. Administrator: owner of the host or root. */
export type Principal = { kind: 'administrator' | 'user' | 'everyone'; name: string };

/** The right a request needs: `read` everyone who may see, `operate` run and stop, `change` definitions and settings. */
export type Right = 'read' | 'operate' | 'change';

export interface RequestDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'request';
  readonly in: I;
  readonly out: O;
  readonly right: Right;
  readonly refuses: readonly RefusalReason[];
}

export interface EventDefinition<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

export function request<I extends z.ZodType, O extends z.ZodType>(definition: {
  in: I;
  out: O;
  right: Right;
  refuses?: readonly RefusalReason[];
}): RequestDefinition<I, O> {
  return { kind: 'request', refuses: [], ...definition };
}

export function event<P extends z.ZodType>(payload: P): EventDefinition<P> {
  return { kind: 'event', payload };
}
