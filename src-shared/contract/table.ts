import type { z } from 'zod';
import type { EventDefinition, RequestDefinition } from './define.js';
import { history } from './history.js';
import { host } from './host.js';
import { maintenance } from './maintenance.js';
import { notices } from './notices.js';
import { services } from './services.js';
import { signals } from './signals.js';
import { tasks } from './tasks.js';

export { contractVersion } from './version.js';

/** The whole contract: Electron IPC, WebSocket, local socket, panel and CLI read this one table. */
export const contract = { host, maintenance, notices, tasks, services, history, signals } as const;
export type Contract = typeof contract;
export type Area = keyof Contract;

type NamesOf<K extends 'request' | 'event'> = {
  [A in Area]: {
    [M in keyof Contract[A] & string]: Contract[A][M] extends { kind: K } ? `${A}.${M}` : never;
  }[keyof Contract[A] & string];
}[Area];

/** `maintenance.start`, `tasks.list`, … */
export type RequestName = NamesOf<'request'>;
/** `tasks.changed`, `history.appended`, … */
export type EventName = NamesOf<'event'>;

type Member<N extends string> = N extends `${infer A extends Area}.${infer M}`
  ? M extends keyof Contract[A]
    ? Contract[A][M]
    : never
  : never;

export type RequestIn<N extends RequestName> =
  Member<N> extends RequestDefinition<infer I> ? z.input<I> : never;
export type RequestParsed<N extends RequestName> =
  Member<N> extends RequestDefinition<infer I> ? z.output<I> : never;
export type RequestOut<N extends RequestName> =
  Member<N> extends RequestDefinition<z.ZodType, infer O> ? z.output<O> : never;
export type EventPayload<N extends EventName> =
  Member<N> extends EventDefinition<infer P> ? z.output<P> : never;

function members<K extends 'request' | 'event'>(kind: K): string[] {
  return Object.entries(contract).flatMap(([area, entries]) =>
    Object.entries(entries)
      .filter(([, entry]) => entry.kind === kind)
      .map(([name]) => `${area}.${name}`),
  );
}

export const requestNames = members('request') as RequestName[];
export const eventNames = members('event') as EventName[];

function find(name: string): RequestDefinition | EventDefinition | undefined {
  const [area = '', member = ''] = name.split('.');
  if (!Object.hasOwn(contract, area)) return undefined;
  const entries: Record<string, RequestDefinition | EventDefinition> = contract[area as Area];
  return Object.hasOwn(entries, member) ? entries[member] : undefined;
}

/** The definition of a request by its dotted name, or undefined. */
export function requestDefinition(name: string): RequestDefinition | undefined {
  const entry = find(name);
  return entry?.kind === 'request' ? entry : undefined;
}

/** Whether `name` is an event one can subscribe to. */
export function isEventName(name: string): name is EventName {
  return find(name)?.kind === 'event';
}
