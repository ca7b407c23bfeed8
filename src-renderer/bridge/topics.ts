import type { EventName, EventPayload } from '../../src-shared/contract/table.js';
import type { Subscriber } from './bridge.js';

type AnySubscriber = Subscriber<EventPayload<EventName>>;

/** Subscribers by topic, and the check that no numbered event was missed. */
export class Topics {
  private readonly topics = new Map<string, { subscribers: Set<AnySubscriber>; seq: number }>();

  /** @returns whether the topic is new, so that the host must be told */
  add<N extends EventName>(event: N, subscriber: Subscriber<EventPayload<N>>): boolean {
    const topic = this.topics.get(event) ?? { subscribers: new Set<AnySubscriber>(), seq: 0 };
    const fresh = topic.subscribers.size === 0;
    topic.subscribers.add(subscriber as AnySubscriber);
    this.topics.set(event, topic);
    return fresh;
  }

  /** @returns whether it was the last one of the topic */
  remove<N extends EventName>(event: N, subscriber: Subscriber<EventPayload<N>>): boolean {
    const topic = this.topics.get(event);
    topic?.subscribers.delete(subscriber as AnySubscriber);
    // The topic stays: its numbers go on when somebody subscribes again on this connection.
    return topic !== undefined && topic.subscribers.size === 0;
  }

  get names(): string[] {
    return [...this.topics].flatMap(([name, topic]) => (topic.subscribers.size > 0 ? [name] : []));
  }

  /** Hands an event on. Numbers rise by one per topic and connection: a gap asks for the snapshot. */
  deliver(event: string, seq: number, payload: unknown): void {
    const topic = this.topics.get(event);
    if (topic === undefined) return;
    const missed = seq !== topic.seq + 1;
    topic.seq = seq;
    for (const subscriber of topic.subscribers) {
      if (missed) subscriber.again();
      // The host has checked the payload against the contract.
      else subscriber.event(payload as EventPayload<EventName>);
    }
  }

  /** A new connection counts from one again, and what happened in between is not known. */
  restart(): void {
    for (const topic of this.topics.values()) {
      topic.seq = 0;
      for (const subscriber of topic.subscribers) subscriber.again();
    }
  }
}
