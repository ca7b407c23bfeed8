import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { Principal } from '../../../src-shared/contract/define.js';
import { longestMessage } from '../../../src-shared/contract/lines.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import { backlogMax, converse } from './conversation.js';
import type { Welcome } from './conversation.js';
import { cookieValue, loopbackHost, offeredSecret, panelProtocol, sameOrigin } from './panel-guard.js';
import type { PanelSessions } from './panel-sessions.js';

/** Where the panel opens its WebSocket. */
export const panelSocketPath = '/socket';
const socketsMax = 32;

/**
 * The contract over WebSockets. An upgrade is taken only with a loopback Host, an Origin equal to it, the
 * session's cookie and the session's second secret; everything else is answered with a status and closed.
 */
export function openPanelSockets(parts: {
  servers: readonly Server[];
  sessions: PanelSessions;
  cookieName: string;
  desk: Desk;
  by: Principal;
  welcome: Welcome;
  log: Log;
}): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
    handleProtocols: () => panelProtocol,
  });
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    const status = refusal(request, parts, sockets.clients.size);
    if (status !== null) {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, parts));
  };
  for (const server of parts.servers) server.on('upgrade', onUpgrade);
  return {
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function refusal(
  request: IncomingMessage,
  parts: { sessions: PanelSessions; cookieName: string },
  open: number,
): string | null {
  const { headers } = request;
  if (loopbackHost(headers) === null || !sameOrigin(headers)) return '403 Forbidden';
  if ((request.url ?? '').split('?')[0] !== panelSocketPath) return '404 Not Found';
  const cookie = cookieValue(headers, parts.cookieName);
  const secret = offeredSecret(headers);
  if (!parts.sessions.admits(cookie ?? '', secret ?? '')) return '401 Unauthorized';
  return open >= socketsMax ? '503 Service Unavailable' : null;
}

function serve(socket: WebSocket, parts: { desk: Desk; by: Principal; welcome: Welcome; log: Log }): void {
  const conversation = converse({
    ...parts,
    pipe: {
      send: (text) => {
        // `ws` has no drain event: the callback of each message looks whether the backlog is gone.
        socket.send(text, () => {
          if (socket.bufferedAmount <= backlogMax / 2) conversation.drained();
        });
      },
      backlog: () => socket.bufferedAmount,
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      end: () => socket.close(1008),
    },
  });
  socket.on('message', (data: RawData, isBinary: boolean) => {
    // Binary frames carry nothing here: an empty text is refused like any other message that is not JSON.
    conversation.receive(isBinary ? '' : textOf(data));
  });
  // A frame over the bound: `ws` itself closes with 1009 and says so here.
  socket.on('error', (error) => parts.log.debug('a panel connection failed', { error: String(error) }));
  socket.on('close', () => conversation.close());
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
