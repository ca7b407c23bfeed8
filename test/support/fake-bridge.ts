import type { Bridge, BridgeStatus, Subscriber } from '../../src-renderer/bridge/bridge.js';
import type { EventName, EventPayload, RequestName, RequestOut } from '../../src-shared/contract/table.js';

type AnySubscriber = Subscriber<EventPayload<EventName>>;
type Answer = (input: unknown) => unknown;

/** The panel's bridge without a host: the test answers requests and sends events. */
export class FakeBridge implements Bridge {
  readonly calls: { name: RequestName; input: unknown }[] = [];
  retries = 0;
  private readonly answers = new Map<RequestName, Answer>();
  private readonly subscribers = new Map<EventName, Set<AnySubscriber>>();
  private readonly statusListeners = new Set<(status: BridgeStatus) => void>();
  private status: BridgeStatus = { kind: 'connected', host: null };

  /** How a request is answered from now on: a value, a promise, or an error that is thrown. */
  answer<N extends RequestName>(
    name: N,
    answer: (input: unknown) => RequestOut<N> | Promise<RequestOut<N>>,
  ): void {
    this.answers.set(name, answer);
  }

  emit<N extends EventName>(event: N, payload: EventPayload<N>): void {
    for (const subscriber of this.subscribers.get(event) ?? []) {
      subscriber.event(payload as EventPayload<EventName>);
    }
  }

  /** As after a gap or a new connection. */
  askAgain(event: EventName): void {
    for (const subscriber of this.subscribers.get(event) ?? []) subscriber.again();
  }

  setStatus(status: BridgeStatus): void {
    this.status = status;
    for (const listener of this.statusListeners) listener(status);
  }

  listeners(event: EventName): number {
    return this.subscribers.get(event)?.size ?? 0;
  }

  async call<N extends RequestName>(name: N, input: unknown): Promise<RequestOut<N>> {
    this.calls.push({ name, input });
    const answer = this.answers.get(name);
    if (answer === undefined) throw new Error(`the test does not answer ${name}`);
    return (await answer(input)) as RequestOut<N>;
  }

  subscribe<N extends EventName>(event: N, subscriber: Subscriber<EventPayload<N>>): () => void {
    const set = this.subscribers.get(event) ?? new Set();
    this.subscribers.set(event, set);
    set.add(subscriber as AnySubscriber);
    subscriber.again();
    return () => void set.delete(subscriber as AnySubscriber);
  }

  onStatus(listener: (status: BridgeStatus) => void): () => void {
    this.statusListeners.add(listener);
    listener(this.status);
    return () => void this.statusListeners.delete(listener);
  }

  retry(): void {
    this.retries += 1;
  }

  close(): void {
    this.subscribers.clear();
  }
}
