import type {
  EventName,
  EventPayload,
  RequestIn,
  RequestName,
  RequestOut,
} from '../../src-shared/contract/table.js';
import type { Refusal } from '../../src-shared/failure/refusal.js';

/** Who answers at the other end; null where the transport does not say. */
export interface HostGreeting {
  version: string;
  home: string;
}

export type BridgeStatus =
  | { kind: 'connecting' }
  | { kind: 'connected'; host: HostGreeting | null }
  /** The host does not answer. Instants are milliseconds since 1970. */
  | { kind: 'disconnected'; since: number; nextTryAt: number }
  /** The host answers but does not know this browser: a fresh link is needed. */
  | { kind: 'locked' };

export interface Subscriber<P> {
  event(payload: P): void;
  /** Ask for the snapshot: after subscribing, after a gap, after a new connection. */
  again(): void;
}

/** The one way from the panel to its host. */
export interface Bridge {
  /** Rejects with {@link Refused} or {@link Unreachable}. */
  call<N extends RequestName>(name: N, input: RequestIn<N>): Promise<RequestOut<N>>;
  /** Returns the end of the subscription. */
  subscribe<N extends EventName>(event: N, subscriber: Subscriber<EventPayload<N>>): () => void;
  /** Calls back at once with the present status, then with each change. */
  onStatus(listener: (status: BridgeStatus) => void): () => void;
  /** Tries to connect now instead of after the delay. */
  retry(): void;
  close(): void;
}

/** The host said no, with a reason. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** No answer came: the host is gone, or the connection broke while it was asked. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}
