import type { Socket } from 'node:net';
import { LineReader } from '../../../src-shared/contract/lines.js';
import type { ChannelLink, ChannelMessage, ChannelParty } from '../../ports/channel.js';

/** Characters of one message: programs say short things here, output has its own way. */
const longestLine = 64 * 1024;
const helloWaitMs = 10_000;
/** A program that reads nothing for so long that this much waits for it is sent away. */
const backlogBytesMax = 256 * 1024;

/**
 * One connection, from its first line to its end:
 *
 *     connected ──► hello { token } ──► entered (welcome) ──► messages both ways ──► closed
 *         └─ no hello in 10 s, a line that is no message ──► error, closed
 */
export class Connection implements ChannelLink {
  readonly #lines = new LineReader(longestLine);
  /** What came between hello and the moment the token's party is there. */
  readonly #early: ChannelMessage[] = [];
  #token: string | null = null;
  #party: ChannelParty | null = null;
  #over = false;

  constructor(
    private readonly socket: Socket,
    private readonly door: { hello(token: string): void; closed(token: string): void },
  ) {
    socket.setEncoding('utf8');
    const patience = setTimeout(
      () => this.refuse('no hello came; say {"kind":"hello","token":…} first'),
      helloWaitMs,
    );
    patience.unref();
    socket.on('data', (piece: string) => {
      for (const line of this.#lines.push(piece) ?? this.#tooLong()) this.#take(line);
      if (this.#token !== null) clearTimeout(patience);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(patience);
      this.#close();
    });
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** The token's party is there: it hears this connection from now on. */
  enter(party: ChannelParty): void {
    this.#party = party;
    this.send({ kind: 'welcome', protocol: 1 });
    party.joined(this);
    for (const message of this.#early.splice(0)) party.received(message, this);
  }

  send(message: ChannelMessage): void {
    if (this.#over) return;
    this.socket.write(`${JSON.stringify(message)}\n`);
    if (this.socket.writableLength > backlogBytesMax) this.socket.destroy();
  }

  refuse(why: string): void {
    this.send({ kind: 'error', message: why });
    this.end();
  }

  end(): void {
    this.socket.destroySoon();
  }

  #take(line: string): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    const message = readMessage(line);
    if (message === null) {
      return this.refuse(`not a message: ${line.slice(0, 80)}; send one JSON object a line with a kind`);
    }
    if (this.#token === null) {
      const { token } = message;
      if (message.kind !== 'hello' || typeof token !== 'string' || token === '') {
        return this.refuse('the first message must be {"kind":"hello","token":…} with CARETAKER_TOKEN');
      }
      this.#token = token;
      return this.door.hello(token);
    }
    if (this.#party === null) {
      if (this.#early.push(message) > 100) this.refuse('too much was said before the welcome');
      return;
    }
    this.#party.received(message, this);
  }

  #tooLong(): string[] {
    this.refuse(`a message is longer than ${longestLine} characters`);
    return [];
  }

  #close(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#token !== null) this.door.closed(this.#token);
    this.#party?.left(this);
  }
}

function readMessage(line: string): ChannelMessage | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return typeof (value as { kind?: unknown }).kind === 'string' ? (value as ChannelMessage) : null;
  } catch {
    return null;
  }
}
