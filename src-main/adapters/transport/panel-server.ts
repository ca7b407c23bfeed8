import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../../src-shared/failure/fault.js';
import type { Principal } from '../../../src-shared/contract/define.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import type { Welcome } from './conversation.js';
import type { Door } from './local-socket.js';
import { PanelAssets } from './panel-assets.js';
import { loopbackHost, sameOrigin, securityHeaders } from './panel-guard.js';
import { PanelSessions } from './panel-sessions.js';
import { openPanelSockets } from './panel-socket.js';

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

const tokenBodyMax = 4096;
const connectionsMax = 128;
const portsFrom = 21_000;
const portsCount = 8_000;

/**
 * Serves the panel on the loopback only: files for everyone who can reach it there, everything else
 * (the contract, over a WebSocket) for a browser that redeemed a one-time token.
 *
 * @throws Fault `port-taken` when a port was asked for and is not free
 */
export async function openPanelServer(parts: PanelParts): Promise<PanelServer> {
  const sessions = new PanelSessions(parts.now ?? (() => performance.now()));
  const assets = new PanelAssets(parts.assets);
  const cookieName = `caretaker-${homeHash(parts.welcome.home)}`;
  const by: Principal = { kind: 'administrator', name: parts.user };
  const onRequest: RequestListener = (request, response) => {
    respond(request, response, { assets, sessions, cookieName }).catch((error: unknown) => {
      parts.log.error('a request for the panel failed', { error: String(error) });
      response.destroy();
    });
  };
  const servers = await listenOnLoopback(onRequest, parts);
  const port = portOf(servers[0]);
  const sockets = openPanelSockets({ ...parts, servers, sessions, cookieName, by });
  const address = `http://127.0.0.1:${port}/`;

  return {
    address,
    freshLink: () => `${address}#token=${sessions.issueToken()}`,
    async close() {
      sockets.close();
      await Promise.all(servers.map(closeServer));
    },
  };
}

interface Rooms {
  assets: PanelAssets;
  sessions: PanelSessions;
  cookieName: string;
}

async function respond(request: IncomingMessage, response: ServerResponse, rooms: Rooms): Promise<void> {
  const host = loopbackHost(request.headers);
  if (host === null) return plain(response, 403, 'This panel answers to loopback names only.');
  for (const [name, value] of Object.entries(securityHeaders(host))) response.setHeader(name, value);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.headers.origin !== undefined && !sameOrigin(request.headers)) {
    return plain(response, 403, 'This request comes from another page.');
  }
  if (path === '/session') return openSession(request, response, rooms);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return plain(response, 405, 'Only GET is answered here.');
  }
  await sendAsset(request, response, path, rooms.assets);
}

async function sendAsset(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  assets: PanelAssets,
): Promise<void> {
  const asset = await assets.find(path);
  if (asset === null) {
    if (path === '/' && !(await assets.built())) {
      return plain(
        response,
        503,
        'The panel has not been built; run "npm run build" and load this page again.',
      );
    }
    return plain(response, 404, 'There is no such page.');
  }
  response.writeHead(200, {
    'Content-Type': asset.type,
    'Content-Length': asset.body.length,
    'Cache-Control': asset.caching,
  });
  response.end(request.method === 'HEAD' ? undefined : asset.body);
}

/** POST /session { token }: the one-time token for the cookie and the second secret. */
async function openSession(request: IncomingMessage, response: ServerResponse, rooms: Rooms): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    return plain(response, 405, 'A session is opened with POST.');
  }
  if (!sameOrigin(request.headers)) return plain(response, 403, 'A session is opened by the panel only.');
  const token = await readToken(request);
  if (token === null) return plain(response, 400, 'A session is opened with {"token": "…"}.');
  const session = rooms.sessions.redeem(token);
  if (session === null) {
    return plain(
      response,
      401,
      'This link was used or is older than ten minutes; "caretaker panel" gives a fresh one.',
    );
  }
  response.setHeader(
    'Set-Cookie',
    `${rooms.cookieName}=${session.cookie}; HttpOnly; SameSite=Strict; Path=/`,
  );
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ secret: session.secret }));
}

/** The token of a request's body; null when the body is too long or not what was asked. */
async function readToken(request: IncomingMessage): Promise<string | null> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) {
    text += String(piece);
    if (text.length > tokenBodyMax) return null;
  }
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('token' in body)) return null;
    return typeof body.token === 'string' ? body.token : null;
  } catch {
    return null;
  }
}

function plain(response: ServerResponse, status: number, sentence: string): void {
  if (response.headersSent) return void response.destroy();
  // The rest of an unread body is not waited for.
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${sentence}\n`);
}

/** 127.0.0.1 and, where the machine has it, ::1 on the same port: `localhost` may mean either. */
async function listenOnLoopback(onRequest: RequestListener, parts: PanelParts): Promise<Server[]> {
  const first = createPanelServer(onRequest);
  await listenFirst(first, parts);
  const second = createPanelServer(onRequest);
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

function createPanelServer(onRequest: RequestListener): Server {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, onRequest);
  server.maxConnections = connectionsMax;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
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

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Names cookie and usual port of a home: two hosts on one machine do not sign each other's browsers off. */
function homeHash(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 8);
}
