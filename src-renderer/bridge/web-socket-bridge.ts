import type {
  EventName,
  EventPayload,
  RequestIn,
  RequestName,
  RequestOut,
} from '../../src-shared/contract/table.js';
import type { ClientMessage, HostMessage } from '../../src-shared/contract/wire.js';
import type { Refusal } from '../../src-shared/failure/refusal.js';
import { Refused, Unreachable, type Bridge, type BridgeStatus, type Subscriber } from './bridge.js';
import { retryDelayMs } from './retry-delay.js';
import { hostAnswers, openSession } from './session.js';
import { StatusSource } from './status-source.js';
import { Topics } from './topics.js';

const socketPath = '/socket';
/** So many refusals in a row while the host answers: it does not know this browser. */
const refusalsUntilLocked = 2;

interface Waiting {
  resolve(out: unknown): void;
  reject(error: Error): void;
}

/** The contract over the headless host's WebSocket. Connects by itself, again and again. */
export class WebSocketBridge implements Bridge {
  private readonly status = new StatusSource();
  private readonly topics = new Topics();
  private readonly waiting = new Map<number, Waiting>();
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastId = 0;
  private attempt = 0;
  private refusals = 0;
  private lostAt: number | null = null;
  private closed = false;

  constructor() {
    void this.connect();
  }

  call<N extends RequestName>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
    return new Promise((resolve, reject) => {
      if (this.status.status.kind !== 'connected') {
        reject(new Unreachable('the host does not answer'));
        return;
      }
      const id = ++this.lastId;
      // The host has checked its answer against the contract.
      this.waiting.set(id, { resolve: (out) => resolve(out as RequestOut<N>), reject });
      this.send({ kind: 'call', id, request: name, in: input });
    });
  }

  subscribe<N extends EventName>(event: N, subscriber: Subscriber<EventPayload<N>>): () => void {
    if (this.topics.add(event, subscriber)) this.tell('subscribe', event);
    if (this.status.status.kind === 'connected') subscriber.again();
    return () => {
      if (this.topics.remove(event, subscriber)) this.tell('unsubscribe', event);
    };
  }

  onStatus(listener: (status: BridgeStatus) => void): () => void {
    return this.status.listen(listener);
  }

  retry(): void {
    if (this.socket !== null) return;
    clearTimeout(this.timer);
    void this.connect();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private async connect(): Promise<void> {
    let secret: string | null;
    try {
      secret = await openSession();
    } catch {
      this.later();
      return;
    }
    if (this.closed || this.socket !== null) return;
    if (secret === null) {
      this.status.set({ kind: 'locked' });
      return;
    }
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}${socketPath}`, [
      'caretaker',
      `caretaker.${secret}`,
    ]);
    this.socket = socket;
    let greeted = false;
    socket.addEventListener('message', (message) => {
      greeted = true;
      this.receive(JSON.parse(String(message.data)) as HostMessage);
    });
    socket.addEventListener('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      void this.lost(greeted);
    });
  }

  private receive(message: HostMessage): void {
    switch (message.kind) {
      case 'greeting':
        this.attempt = 0;
        this.refusals = 0;
        this.lostAt = null;
        for (const event of this.topics.names) this.send({ kind: 'subscribe', id: ++this.lastId, event });
        this.status.set({ kind: 'connected', host: { version: message.version, home: message.home } });
        this.topics.restart();
        break;
      case 'answer':
        this.take(message.id)?.resolve(message.out);
        break;
      case 'refusal':
        this.take(message.id)?.reject(new Refused(message.refusal as Refusal));
        break;
      case 'event':
        this.topics.deliver(message.event, message.seq, message.payload);
        break;
    }
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private async lost(greeted: boolean): Promise<void> {
    for (const waiting of this.waiting.values()) waiting.reject(new Unreachable('the connection broke'));
    this.waiting.clear();
    if (this.closed) return;
    // A refused handshake looks like a lost one; a host that still serves the page has refused it.
    if (!greeted && (await hostAnswers())) {
      this.refusals += 1;
      if (this.refusals >= refusalsUntilLocked) {
        this.status.set({ kind: 'locked' });
        return;
      }
    }
    this.later();
  }

  private later(): void {
    if (this.closed) return;
    const delay = retryDelayMs(this.attempt++, Math.random());
    const now = Date.now();
    this.lostAt ??= now;
    this.status.set({ kind: 'disconnected', since: this.lostAt, nextTryAt: now + delay });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), delay);
  }

  private tell(kind: 'subscribe' | 'unsubscribe', event: string): void {
    if (this.status.status.kind === 'connected') this.send({ kind, id: ++this.lastId, event });
  }

  private send(message: ClientMessage): void {
    this.socket?.send(JSON.stringify(message));
  }
}
