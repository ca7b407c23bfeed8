import { isEventName } from '../../../src-shared/contract/table.js';
import type { EventName } from '../../../src-shared/contract/table.js';
import { contractVersion } from '../../../src-shared/contract/version.js';
import type { Principal } from '../../../src-shared/contract/define.js';
import { ClientMessage } from '../../../src-shared/contract/wire.js';
import type { HostMessage } from '../../../src-shared/contract/wire.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { Refusal } from '../../../src-shared/failure/refusal.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import { Holdings } from './holdings.js';

/** One connected client, whatever carries it: a line of the local socket, a frame of a WebSocket. */
export interface Pipe {
  send(text: string): void;
  /** Characters or bytes handed over and not yet taken by the other side. */
  backlog(): number;
  pause(): void;
  resume(): void;
  /** Ends the connection after what was sent has gone out. */
  end(): void;
}

/** What a door tells its clients of the host behind it. */
export interface Welcome {
  version: string;
  home: string;
  pid: number;
}

export interface Conversation {
  /** One whole message came in. */
  receive(text: string): void;
  /** A message came in that is longer than allowed: it is refused and the connection ends. */
  tooLong(): void;
  /** The backlog has gone out. */
  drained(): void;
  /** The client is gone; ends its subscriptions and lets go of the services it held. Repeatable. */
  close(): void;
}

/** Calls of one client under way at once; more wait unread. */
const callsMax = 64;
/** Messages of one client that may wait behind those before it is sent away. */
const waitingMax = 4096;
/** Above this backlog events are left out (the client sees the gap) and nothing more is read. */
export const backlogMax = 1024 * 1024;

interface Topic {
  seq: number;
  end: (() => void) | null;
  /** The newest payload that was left out: sent once the client reads again, so that it sees the gap. */
  held: { seq: number; payload: unknown } | null;
}

/**
 * Speaks the wire of src-shared/contract/wire.ts with one client: greeting, answers in the order they
 * become known, events numbered from 1 per topic. Anything malformed is answered with a refusal.
 */
export function converse(parts: {
  desk: Desk;
  by: Principal;
  welcome: Welcome;
  pipe: Pipe;
  log: Log;
}): Conversation {
  const { desk, by, welcome, pipe, log } = parts;
  const holdings = new Holdings(desk, by);
  const topics = new Map<EventName, Topic>();
  const waiting: ClientMessage[] = [];
  let calls = 0;
  let paused = false;
  let closed = false;

  function send(message: HostMessage): void {
    if (closed) return;
    pipe.send(JSON.stringify(message));
    balance();
  }

  function refuseWith(id: number, refusal: Refusal): void {
    send({ kind: 'refusal', id, refusal });
  }

  /** Reads on or stops reading: a client that does not take its answers gets no more calls in. */
  function balance(): void {
    const busy = calls >= callsMax || pipe.backlog() > backlogMax;
    if (busy === paused || closed) return;
    paused = busy;
    if (busy) pipe.pause();
    else pipe.resume();
  }

  function takeWaiting(): void {
    while (waiting.length > 0 && calls < callsMax && !closed) {
      const next = waiting.shift();
      if (next) handle(next);
    }
    balance();
  }

  async function answer(id: number, request: string, input: unknown): Promise<void> {
    calls += 1;
    try {
      const result = await holdings.call(request, input);
      if (result.kind === 'out') send({ kind: 'answer', id, out: result.out });
      else refuseWith(id, result.refusal);
    } catch (error) {
      log.error('a request failed', { request, error: String(error) });
      refuseWith(id, refuse('no-handler', `${request} failed inside the host; its log says why.`));
    } finally {
      calls -= 1;
      takeWaiting();
    }
  }

  function deliver(event: EventName, topic: Topic, payload: unknown): void {
    if (closed) return;
    topic.seq += 1;
    if (pipe.backlog() > backlogMax) topic.held = { seq: topic.seq, payload };
    else send({ kind: 'event', event, seq: topic.seq, payload });
  }

  function subscribe(id: number, event: EventName): void {
    const topic = topics.get(event) ?? { seq: 0, end: null, held: null };
    topics.set(event, topic);
    topic.end ??= desk.subscribe(event, by, (payload) => deliver(event, topic, payload));
    send({ kind: 'answer', id, out: {} });
  }

  function unsubscribe(id: number, event: EventName): void {
    const topic = topics.get(event);
    topic?.end?.();
    if (topic) Object.assign(topic, { end: null, held: null });
    send({ kind: 'answer', id, out: {} });
  }

  function handle(message: ClientMessage): void {
    if (message.kind === 'call') {
      void answer(message.id, message.request, message.in);
    } else if (!isEventName(message.event)) {
      refuseWith(message.id, refuse('unknown-request', `There is no event ${quote(message.event)}.`));
    } else if (message.kind === 'subscribe') {
      subscribe(message.id, message.event);
    } else {
      unsubscribe(message.id, message.event);
    }
  }

  send({ kind: 'greeting', contract: contractVersion, ...welcome });

  return {
    receive(text) {
      if (closed) return;
      const read = readMessage(text);
      if ('refusal' in read) return refuseWith(read.id, read.refusal);
      if (waiting.length >= waitingMax) {
        refuseWith(read.message.id, refuse('bad-input', 'Too many requests at once; wait for the answers.'));
        return pipe.end();
      }
      waiting.push(read.message);
      takeWaiting();
    },
    tooLong() {
      refuseWith(0, refuse('bad-input', 'The message is longer than 16 MiB; send it in parts.'));
      pipe.end();
    },
    drained() {
      for (const [event, topic] of topics) {
        const { held } = topic;
        topic.held = null;
        if (held && !closed) send({ kind: 'event', event, ...held });
      }
      takeWaiting();
    },
    close() {
      closed = true;
      waiting.length = 0;
      for (const topic of topics.values()) topic.end?.();
      topics.clear();
      holdings.letGo();
    },
  };
}

function readMessage(text: string): { message: ClientMessage } | { id: number; refusal: Refusal } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { id: 0, refusal: refuse('bad-input', 'The message is not JSON.') };
  }
  const parsed = ClientMessage.safeParse(json);
  if (parsed.success) return { message: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') || 'message';
  return { id: idOf(json), refusal: refuse('bad-input', `${place}: ${issue?.message ?? 'not understood'}.`) };
}

/** The id of a message that is otherwise wrong, so that its sender can tell which one it was; else 0. */
function idOf(json: unknown): number {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : 0;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : 0;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
