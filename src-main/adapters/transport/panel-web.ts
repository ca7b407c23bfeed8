import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Principal } from '../../../src-shared/contract/define.js';
import type { PanelParts } from './panel-server.js';
import { PanelAssets } from './panel-assets.js';
import { loopbackHost, sameOrigin, securityHeaders } from './panel-guard.js';
import type { PanelSessions } from './panel-sessions.js';
import { openPanelSockets } from './panel-socket.js';

const tokenBodyMax = 4096;
const connectionsMax = 128;

/** The web server behind the panel's port. */
export interface PanelWeb {
  /** One HTTP server for each listening door. */
  readonly servers: readonly Server[];
  close(): Promise<void>;
}

/** Makes `count` HTTP servers that answer alike: files, sessions, and the contract over WebSockets. */
export function makePanelWeb(
  parts: PanelParts,
  by: Principal,
  session: { sessions: PanelSessions; cookieName: string },
  count: number,
): PanelWeb {
  const rooms: Rooms = { assets: new PanelAssets(parts.assets), ...session };
  const onRequest: RequestListener = (request, response) => {
    respond(request, response, rooms).catch((error: unknown) => {
      parts.log.error('a request for the panel failed', { error: String(error) });
      response.destroy();
    });
  };
  const servers = Array.from({ length: count }, () => createPanelServer(onRequest));
  const sockets = openPanelSockets({ ...parts, ...session, servers, by });
  return {
    servers,
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

function createPanelServer(onRequest: RequestListener): Server {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, onRequest);
  server.maxConnections = connectionsMax;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
