import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { LineReader, longestMessage } from '../../src-shared/contract/lines.js';
import type {
  EventName,
  EventPayload,
  RequestIn,
  RequestName,
  RequestOut,
} from '../../src-shared/contract/table.js';
import { contractVersion } from '../../src-shared/contract/version.js';
import type { ClientMessage, HostMessage } from '../../src-shared/contract/wire.js';
import { Fault } from '../../src-shared/failure/fault.js';
import type { Refusal } from '../../src-shared/failure/refusal.js';

/** The host said no: an expected answer with its reason. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

export type Greeting = Extract<HostMessage, { kind: 'greeting' }>;

/** How long a host that accepted the connection may take to greet. */
const greetingMs = 10_000;

interface Waiting {
  resolve(out: unknown): void;
  reject(error: Error): void;
}

/**
 * The contract over the local socket, typed by its table. The schemas are not loaded: the host checks
 * what comes in, and its answers have the contract's shape.
 */
export class ContractClient {
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly topics = new Map<string, { seq: number; listeners: Set<Listener> }>();
  private ended: Fault | null = null;
  /** Settles when the connection is gone, whoever ended it. */
  readonly gone: Promise<void>;

  private constructor(
    private readonly socket: Socket,
    /** What the host said of itself. */
    readonly greeting: Greeting,
    stream: { onMessage: (message: HostMessage) => void },
  ) {
    stream.onMessage = (message) => this.take(message);
    this.gone = new Promise((resolve) => socket.once('close', resolve));
    socket.once('close', () => this.fail(hostGone()));
  }

  /**
   * Connects to the host behind this socket.
   *
   * @throws Fault `no-host` when nobody listens there, `contract-mismatch` when the host speaks another version
   */
  static async connect(path: string): Promise<ContractClient> {
    const socket = await open(path);
    const { greeting, stream } = await firstMessage(socket);
    if (greeting.contract !== contractVersion) {
      socket.destroy();
      throw new Fault(
        'contract-mismatch',
        `The host (process ${greeting.pid}) is Caretaker ${greeting.version}, whose contract differs from this program's; restart the host.`,
      );
    }
    return new ContractClient(socket, greeting, stream);
  }

  /**
   * Asks the host.
   *
   * @throws Refused with the host's reason; Fault `host-gone` when the connection ends before the answer
   */
  async call<N extends RequestName>(request: N, input: RequestIn<N>): Promise<RequestOut<N>> {
    const out = await this.ask({ kind: 'call', id: this.nextId(), request, in: input });
    return out as RequestOut<N>;
  }

  /**
   * Listens to an event. `onGap` is called when events were left out (this program read too slowly):
   * ask for the whole again. Resolves with the end of the subscription once the host has taken it.
   */
  async subscribe<N extends EventName>(
    event: N,
    listener: (payload: EventPayload<N>) => void,
    onGap: () => void = () => undefined,
  ): Promise<() => void> {
    const topic = this.topics.get(event) ?? { seq: 0, listeners: new Set<Listener>() };
    this.topics.set(event, topic);
    const entry: Listener = { listener: listener as (payload: unknown) => void, onGap };
    topic.listeners.add(entry);
    await this.ask({ kind: 'subscribe', id: this.nextId(), event });
    return () => {
      topic.listeners.delete(entry);
      if (topic.listeners.size === 0 && this.ended === null) {
        void this.ask({ kind: 'unsubscribe', id: this.nextId(), event }).catch(() => undefined);
      }
    };
  }

  close(): void {
    this.fail(hostGone());
    this.socket.end();
    this.socket.unref();
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  private ask(message: ClientMessage): Promise<unknown> {
    const { ended } = this;
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      this.waiting.set(message.id, { resolve, reject });
      this.socket.write(`${JSON.stringify(message)}\n`);
    });
  }

  private take(message: HostMessage): void {
    if (message.kind === 'event') return this.deliver(message);
    if (message.kind === 'greeting') return;
    const asked = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.out);
    else asked?.reject(new Refused(message.refusal as Refusal));
  }

  private deliver(message: Extract<HostMessage, { kind: 'event' }>): void {
    const topic = this.topics.get(message.event);
    if (!topic) return;
    const gap = message.seq !== topic.seq + 1;
    topic.seq = message.seq;
    for (const { listener, onGap } of topic.listeners) {
      if (gap) onGap();
      listener(message.payload);
    }
  }

  private fail(fault: Fault): void {
    if (this.ended) return;
    this.ended = fault;
    for (const asked of this.waiting.values()) asked.reject(fault);
    this.waiting.clear();
  }
}

interface Listener {
  listener(payload: unknown): void;
  onGap(): void;
}

function hostGone(): Fault {
  return new Fault('host-gone', 'The host ended the connection.', true);
}

function open(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const fail = (error: Error): void =>
      reject(new Fault('no-host', `No host answers at ${path}.`, true, { cause: error }));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

/** Cuts the stream into messages from now on; resolves with the first one, which is the greeting. */
function firstMessage(
  socket: Socket,
): Promise<{ greeting: Greeting; stream: { onMessage: (message: HostMessage) => void } }> {
  return new Promise((resolve, reject) => {
    const lines = new LineReader(longestMessage);
    const refuse = (): void => reject(new Fault('no-host', 'The host did not greet.', true));
    const timer = setTimeout(() => socket.destroy(), greetingMs);
    socket.once('close', refuse);
    const stream = {
      onMessage: (message: HostMessage): void => {
        if (message.kind !== 'greeting') return void socket.destroy();
        clearTimeout(timer);
        socket.off('close', refuse);
        resolve({ greeting: message, stream });
      },
    };
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      const complete = lines.push(piece);
      if (complete === null) return void socket.destroy();
      try {
        for (const line of complete) stream.onMessage(JSON.parse(line) as HostMessage);
      } catch {
        // Not a host of ours: whatever speaks there is left alone.
        socket.destroy();
      }
    });
  });
}
