import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Fault } from '../../../src-shared/failure/fault.js';
import type { Principal } from '../../../src-shared/contract/define.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import type { Welcome } from './conversation.js';
import type { Door } from './local-socket.js';
import { PanelSessions } from './panel-sessions.js';
import type { PanelWeb } from './panel-web.js';

export interface PanelServer extends Door {
  /** Address of the panel, without a token. */
  readonly address: string;
  /** A link that opens the panel once, within ten minutes. */
  freshLink(): string;
}

export interface PanelParts {
  desk: Desk;
  welcome: Welcome;
  user: string;
  log: Log;
  /** Folder of the built panel (index.html and its assets). */
  assets: string;
  /** The port to listen on; null = the home's usual one, or any where that is taken. */
  port: number | null;
  /** Milliseconds, rising; for the life of tokens. */
  now?: () => number;
}

const portsFrom = 21_000;
const portsCount = 8_000;

/**
 * Serves the panel on the loopback only: files for everyone who can reach it there, everything else
 * (the contract, over a WebSocket) for a browser that redeemed a one-time token.
 *
 * The port is taken at once; the web server behind it (some 15 MiB with TLS and WebSockets in its train) is
 * loaded when somebody first connects, since most hosts run for days with their panel closed.
 *
 * @throws Fault `port-taken` when a port was asked for and is not free
 */
export async function openPanelServer(parts: PanelParts): Promise<PanelServer> {
  const sessions = new PanelSessions(parts.now ?? (() => performance.now()));
  const cookieName = `caretaker-${homeHash(parts.welcome.home)}`;
  const by: Principal = { kind: 'administrator', name: parts.user };
  const doors = await listenOnLoopback(parts);
  const address = `http://127.0.0.1:${portOf(doors[0])}/`;
  const behind = new WebBehind(
    doors,
    async () => {
      const { makePanelWeb } = await import('./panel-web.js');
      return makePanelWeb(parts, by, { sessions, cookieName }, doors.length);
    },
    parts.log,
  );

  return {
    address,
    freshLink: () => `${address}#token=${sessions.issueToken()}`,
    close: () => behind.close(),
  };
}

/** Hands the listening doors over to the web server when the first visitor comes. */
class WebBehind {
  private web: Promise<PanelWeb> | null = null;

  constructor(
    private readonly doors: readonly Server[],
    private readonly make: () => Promise<PanelWeb>,
    private readonly log: Log,
  ) {
    for (const [index, door] of doors.entries()) {
      door.on('connection', (visitor: Socket) => void this.receive(index, visitor));
    }
  }

  async close(): Promise<void> {
    if (this.web !== null) await (await this.web).close();
    else await Promise.all(this.doors.map((door) => new Promise((resolve) => door.close(resolve))));
  }

  private async receive(index: number, visitor: Socket): Promise<void> {
    visitor.on('error', () => visitor.destroy());
    try {
      const { servers } = await (this.web ??= this.takeOver());
      servers[index]?.emit('connection', visitor);
      visitor.resume();
    } catch (error) {
      this.log.error('the web server of the panel could not be loaded', { error: String(error) });
      visitor.destroy();
    }
  }

  /** From now on the web server accepts by itself: it listens on the same handle. */
  private async takeOver(): Promise<PanelWeb> {
    const web = await this.make();
    for (const [index, server] of web.servers.entries()) server.listen(this.doors[index]);
    return web;
  }
}

/** 127.0.0.1 and, where the machine has it, ::1 on the same port: `localhost` may mean either. */
async function listenOnLoopback(parts: PanelParts): Promise<Server[]> {
  // A visitor's first words wait in the kernel until somebody reads them.
  const first = createServer({ pauseOnConnect: true });
  await listenFirst(first, parts);
  const second = createServer({ pauseOnConnect: true });
  try {
    await listen(second, portOf(first), '::1');
    return [first, second];
  } catch (error) {
    parts.log.debug('the panel is not served on ::1', { error: String(error) });
    return [first];
  }
}

async function listenFirst(server: Server, parts: PanelParts): Promise<void> {
  const { port } = parts;
  if (port === null) {
    const usual = portsFrom + (Number.parseInt(homeHash(parts.welcome.home), 16) % portsCount);
    await listen(server, usual, '127.0.0.1').catch(() => listen(server, 0, '127.0.0.1'));
    return;
  }
  await listen(server, port, '127.0.0.1').catch((error: unknown) => {
    const message = `Port ${port} of 127.0.0.1 cannot be listened on; choose another with --port, or leave it out.`;
    throw new Fault('port-taken', message, false, { cause: error });
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => reject(error);
    server.once('error', refuse);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function portOf(server: Server | undefined): number {
  return (server?.address() as AddressInfo | null)?.port ?? 0;
}

/** Names cookie and usual port of a home: two hosts on one machine do not sign each other's browsers off. */
function homeHash(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 8);
}
