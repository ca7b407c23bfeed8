import type { z } from 'zod';
import type { RefusalReason } from '../failure/refusal.js';

/** An account as the system names it: whose process is at the other end of a socket. */
export interface Account {
  uid: number;
  gids: readonly number[];
}

/** Who asks. Administrator: owner of the host or root. A user is told by their account, which is then there. */
export type Principal = { kind: 'administrator' | 'user' | 'everyone'; name: string; account?: Account };

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
