import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { Channel, ChannelParty } from '../../ports/channel.js';
import type { Log } from '../../ports/log.js';
import { Connection } from './connection.js';

const connectionsMax = 1024;
/** How long a program may wait for its instance to be adopted by this host, ms. */
const adoptionWaitMs = 10_000;

interface Waiting {
  connection: Connection;
  timer: NodeJS.Timeout;
}

/** The host's end of the line protocol: tokens to parties, connections to tokens. */
export class LineChannel implements Channel {
  readonly #sockets = new Set<Socket>();
  readonly #parties = new Map<string, ChannelParty>();
  readonly #connections = new Map<string, Set<Connection>>();
  readonly #waiting = new Map<string, Set<Waiting>>();
  #server: Server | null = null;
  #opening: Promise<void> | null = null;
  #path: string | null;

  /** `path` null: there is no channel here. */
  constructor(
    path: string | null,
    private readonly log: Log,
  ) {
    this.#path = path;
  }

  get path(): string | null {
    return this.#path;
  }

  open(): Promise<void> {
    return (this.#opening ??= this.#listen());
  }

  admit(token: string, party: ChannelParty): () => void {
    this.#parties.set(token, party);
    for (const { connection, timer } of this.#waiting.get(token) ?? []) {
      clearTimeout(timer);
      this.#enter(token, party, connection);
    }
    this.#waiting.delete(token);
    return () => {
      if (this.#parties.get(token) !== party) return;
      this.#parties.delete(token);
      for (const connection of this.#connections.get(token) ?? []) connection.end();
      this.#connections.delete(token);
    };
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#parties.clear();
    for (const { timer } of [...this.#waiting.values()].flatMap((set) => [...set])) clearTimeout(timer);
    this.#waiting.clear();
    if (server === null) return;
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await ended;
  }

  async #listen(): Promise<void> {
    const path = this.#path;
    if (path === null) return;
    const isFile = !path.startsWith('\\\\');
    const server = createServer((socket) => this.#take(socket));
    server.maxConnections = connectionsMax;
    try {
      // The home's lock is ours: what lies at the path is a leftover.
      if (isFile) await rm(path, { force: true });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(path, resolve);
      });
      if (isFile) await chmod(path, 0o600);
      server.on('error', (error) => this.log.warn('the channel failed', { error: String(error) }));
      this.#server = server;
    } catch (error) {
      server.close();
      this.#path = null;
      this.log.warn('programs cannot speak with this host: its channel could not be opened', {
        path,
        error: String(error),
      });
    }
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const connection = new Connection(socket, {
      hello: (token) => this.#hello(token, connection),
      closed: (token) => this.#left(token, connection),
    });
  }

  #hello(token: string, connection: Connection): void {
    const party = this.#parties.get(token);
    if (party !== undefined) return this.#enter(token, party, connection);
    const waiting: Waiting = {
      connection,
      timer: setTimeout(() => {
        this.#waiting.get(token)?.delete(waiting);
        if (this.#waiting.get(token)?.size === 0) this.#waiting.delete(token);
        connection.refuse('this token belongs to nothing that runs here');
      }, adoptionWaitMs).unref(),
    };
    this.#waiting.set(token, (this.#waiting.get(token) ?? new Set()).add(waiting));
  }

  #enter(token: string, party: ChannelParty, connection: Connection): void {
    if (connection.isOver) return;
    this.#connections.set(token, (this.#connections.get(token) ?? new Set()).add(connection));
    connection.enter(party);
  }

  #left(token: string, connection: Connection): void {
    const connections = this.#connections.get(token);
    connections?.delete(connection);
    if (connections?.size === 0) this.#connections.delete(token);
  }
}
