import type { CaretakerBridge } from '../../src-shared/contract/bridge.js';
import type {
  EventName,
  EventPayload,
  RequestIn,
  RequestName,
  RequestOut,
} from '../../src-shared/contract/table.js';
import { Refused, Unreachable, type Bridge, type BridgeStatus, type Subscriber } from './bridge.js';
import { StatusSource } from './status-source.js';
import { Topics } from './topics.js';

const tryAgainMs = 2000;

/** The contract through the Electron window's preload. */
export class PreloadBridge implements Bridge {
  private readonly status = new StatusSource();
  private readonly topics = new Topics();
  private readonly ends = new Map<string, () => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lostAt: number | null = null;

  constructor(private readonly host: CaretakerBridge) {
    this.status.set({ kind: 'connected', host: null });
  }

  async call<N extends RequestName>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
    const answer = await this.host.request(name, input).catch((cause: unknown) => {
      this.lost();
      throw new Unreachable('the host does not answer', { cause });
    });
    if (answer.kind === 'refusal') throw new Refused(answer.refusal);
    // The host has checked its answer against the contract.
    return answer.out as RequestOut<N>;
  }

  subscribe<N extends EventName>(event: N, subscriber: Subscriber<EventPayload<N>>): () => void {
    if (this.topics.add(event, subscriber)) this.listen(event);
    if (this.status.status.kind === 'connected') subscriber.again();
    return () => {
      if (!this.topics.remove(event, subscriber)) return;
      this.ends.get(event)?.();
      this.ends.delete(event);
    };
  }

  onStatus(listener: (status: BridgeStatus) => void): () => void {
    return this.status.listen(listener);
  }

  /** Asks the smallest question there is; its answer brings the panel back. */
  retry(): void {
    clearTimeout(this.timer);
    this.host.request('host.status', {}).then(
      () => {
        this.lostAt = null;
        this.status.set({ kind: 'connected', host: null });
        for (const event of this.topics.names) this.listen(event);
        this.topics.restart();
      },
      () => this.lost(),
    );
  }

  close(): void {
    clearTimeout(this.timer);
    for (const end of this.ends.values()) end();
  }

  private listen(event: string): void {
    this.ends.get(event)?.();
    const end = this.host.subscribe(event, (payload, seq) => this.topics.deliver(event, seq, payload));
    this.ends.set(event, end);
  }

  private lost(): void {
    const now = Date.now();
    this.lostAt ??= now;
    this.status.set({ kind: 'disconnected', since: this.lostAt, nextTryAt: now + tryAgainMs });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retry(), tryAgainMs);
  }
}
