import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Principal } from '../../../src-shared/contract/define.js';
import type { Environment } from '../child/command.js';
import { LineReader, longestMessage } from '../../../src-shared/contract/lines.js';
import { Fault } from '../../../src-shared/failure/fault.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import { converse } from './conversation.js';
import type { Welcome } from './conversation.js';
import type { PeerCredentials } from './peer.js';
import { principalOf } from './user-principal.js';

export interface Door {
  /** Sends the clients away and stops listening. */
  close(): Promise<void>;
}

const clientsMax = 64;
/** Of one account on the users' socket, so that none shuts the others out. */
const clientsOfUserMax = 16;
/** How long a client may take to read what is still under way when the door closes. */
const flushMs = 1000;

/**
 * Opens the administrator's socket: who can connect (owner of the folder, root) is the administrator.
 *
 * The caller holds the lock of the home that the path is derived from, so a file found at the path is a
 * leftover and is removed.
 *
 * @throws Fault `socket-failed` when the path cannot be listened on
 */
export async function openLocalSocket(parts: {
  path: string;
  desk: Desk;
  welcome: Welcome;
  /** Account that clients act as, for the records. */
  user: string;
  log: Log;
}): Promise<Door> {
  const by: Principal = { kind: 'administrator', name: parts.user };
  return openDoor({ ...parts, mode: 0o600 }, (socket) => serve(socket, { ...parts, by }));
}

/**
 * Opens the users' socket of a machine-wide host: everybody may connect, and is who the kernel says they
 * are. Whoever cannot be told is sent away.
 *
 * @throws Fault `socket-failed` when the path cannot be listened on
 */
export async function openUserSocket(parts: {
  path: string;
  desk: Desk;
  welcome: Welcome;
  log: Log;
  peerOf: PeerCredentials;
  env: Environment;
}): Promise<Door> {
  const { peerOf, env, log } = parts;
  const connected = new Map<number, number>();
  const admit = async (socket: Socket): Promise<void> => {
    const peer = peerOf(socket);
    const count = peer === null ? 0 : (connected.get(peer.uid) ?? 0);
    if (peer === null || count >= clientsOfUserMax) {
      log.warn('a user was turned away', { uid: peer?.uid ?? null, connections: count });
      socket.destroy();
      return;
    }
    connected.set(peer.uid, count + 1);
    socket.on('close', () => connected.set(peer.uid, (connected.get(peer.uid) ?? 1) - 1));
    // One that ends before it is known makes no fuss.
    socket.on('error', () => socket.destroy());
    const by = await principalOf(peer, env);
    if (!socket.destroyed) serve(socket, { ...parts, by });
  };
  return openDoor({ ...parts, mode: 0o666 }, (socket) => {
    admit(socket).catch((error: unknown) => {
      log.error('a user could not be told', { error: String(error) });
      socket.destroy();
    });
  });
}

async function openDoor(
  parts: { path: string; log: Log; mode: number },
  onClient: (socket: Socket) => void,
): Promise<Door> {
  const { path, log, mode } = parts;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    onClient(socket);
  });
  server.maxConnections = clientsMax;
  server.on('drop', () => log.warn('a client was turned away: too many at once', { clientsMax }));

  const isFile = !path.startsWith('\\\\');
  if (isFile) await rm(path, { force: true });
  await listen(server, path);
  if (isFile) await chmod(path, mode);

  return {
    async close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroySoon();
      const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), flushMs);
      await ended;
      clearTimeout(cut);
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const message = `The socket ${path} cannot be opened (${error.message}); see that its folder is yours.`;
      reject(new Fault('socket-failed', message, false, { cause: error }));
    });
    server.listen(path, resolve);
  });
}

function serve(socket: Socket, parts: { desk: Desk; by: Principal; welcome: Welcome; log: Log }): void {
  const lines = new LineReader(longestMessage);
  socket.setEncoding('utf8');
  const conversation = converse({
    ...parts,
    pipe: {
      send: (text) => void socket.write(`${text}\n`),
      backlog: () => socket.writableLength,
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
      end: () => socket.destroySoon(),
    },
  });
  socket.on('data', (piece: string) => {
    const complete = lines.push(piece);
    if (complete === null) {
      socket.removeAllListeners('data');
      return conversation.tooLong();
    }
    for (const line of complete) conversation.receive(line);
  });
  socket.on('drain', () => conversation.drained());
  socket.on('error', () => socket.destroy());
  socket.on('close', () => conversation.close());
}
