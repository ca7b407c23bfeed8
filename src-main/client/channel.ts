import { connect, type Socket } from 'node:net';
import { LineReader } from '../../src-shared/contract/lines.js';
import { Fault } from '../../src-shared/failure/fault.js';

/** One message of the channel (docs/protocol.md). */
export interface Message {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface ChannelPlace {
  path: string;
  token: string;
}

const longestLine = 64 * 1024;
const firstPauseMs = 100;
const longestPauseMs = 1_000;

/**
 * Where this program may speak with its host, from its environment.
 *
 * @throws Fault `no-channel` for a program that Caretaker did not start as one that speaks (Windows: 1063)
 */
export function placeOf(env: Record<string, string | undefined>): ChannelPlace {
  const [path, token] = [env['CARETAKER_CHANNEL'], env['CARETAKER_TOKEN']];
  if (path && token) return { path, token };
  throw new Fault(
    'no-channel',
    'This program was not started by Caretaker as one that speaks with it (CARETAKER_CHANNEL and CARETAKER_TOKEN are not set).',
  );
}

/** A connection that has said hello and was welcomed. */
export class ChannelConnection {
  readonly #lines = new LineReader(longestLine);
  /** Settles when the connection is gone, whoever ended it. */
  readonly gone: Promise<void>;

  private constructor(private readonly socket: Socket) {
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8');
  }

  /**
   * Connects, says hello and waits for the welcome.
   *
   * @throws Fault `no-host` (may be tried again), `channel-refused` (may not)
   */
  static async open(place: ChannelPlace, onMessage: (message: Message) => void): Promise<ChannelConnection> {
    const connection = new ChannelConnection(connect(place.path));
    await connection.#welcomed(place.token, onMessage);
    return connection;
  }

  send(message: Message): void {
    this.socket.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends it once everything was sent. */
  close(): void {
    this.socket.end();
  }

  #welcomed(token: string, onMessage: (message: Message) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      let welcome = false;
      this.socket.once('connect', () => this.send({ kind: 'hello', token }));
      this.socket.once('close', () => reject(new Fault('no-host', 'No host answers on the channel.', true)));
      this.socket.on('data', (piece: string) => {
        for (const line of this.#lines.push(piece) ?? []) {
          const message = JSON.parse(line) as Message;
          if (welcome) onMessage(message);
          else if (message.kind === 'welcome') {
            welcome = true;
            resolve();
          } else if (message.kind === 'error') {
            reject(new Fault('channel-refused', String(message['message'])));
            this.socket.destroy();
          }
        }
      });
    });
  }
}

/**
 * Keeps a connection: tries until there is one, and again when it breaks, as it does when the host restarts.
 * `onOpen` is called for each. Returns how to end it.
 */
export function keepConnected(
  place: ChannelPlace,
  heard: { onOpen(connection: ChannelConnection): void; onMessage(message: Message): void; onLost(): void },
): { end(): void; over: Promise<void> } {
  let ended = false;
  let current: ChannelConnection | null = null;
  let wake = (): void => undefined;
  const over = (async () => {
    for (let pauseMs = firstPauseMs; !ended;) {
      try {
        current = await ChannelConnection.open(place, (message) => heard.onMessage(message));
        if (ended) current.close();
        else heard.onOpen(current);
        await current.gone;
        if (!ended) heard.onLost();
        pauseMs = firstPauseMs;
      } catch (error) {
        if (!(error instanceof Fault) || !error.retryable) throw error;
      }
      if (ended) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pauseMs);
      });
      pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
    }
  })();
  return {
    end: () => {
      ended = true;
      current?.close();
      wake();
    },
    over,
  };
}
