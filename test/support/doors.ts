import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { LineReader, longestMessage } from '../../src-shared/contract/lines.js';
import type { HostMessage } from '../../src-shared/contract/wire.js';
import { openLocalSocket } from '../../src-main/adapters/transport/local-socket.js';
import { openPanelServer } from '../../src-main/adapters/transport/panel-server.js';
import type { PanelServer } from '../../src-main/adapters/transport/panel-server.js';
import type { Desk } from '../../src-main/ports/desk.js';
import type { Log } from '../../src-main/ports/log.js';

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const welcome = { version: '0.1.0', home: '/home/ana/.local/state/caretaker', pid: 4242 };

/** A client that sends what it is told, well-formed or not, and hands over what comes back. */
export interface RawClient {
  send(text: string): void;
  /** The next message that satisfies the test; those before it are dropped. */
  next(test: (message: HostMessage) => boolean): Promise<HostMessage>;
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
  /** Stops and starts reading. */
  pause(): void;
  resume(): void;
}

export interface Doors {
  socketPath: string;
  panel: PanelServer;
  local(): Promise<RawClient>;
  webSocket(): Promise<RawClient>;
  close(): Promise<void>;
}

/** Both doors of a desk, in a temporary folder with a tiny built panel. */
export async function openDoors(desk: Desk, options: { now?: () => number } = {}): Promise<Doors> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-doors-'));
  const assets = join(folder, 'renderer');
  mkdirSync(join(assets, 'assets'), { recursive: true });
  writeFileSync(join(assets, 'index.html'), '<!doctype html><title>Caretaker</title>');
  writeFileSync(join(assets, 'assets/index-1a2b3c4d.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not for the panel');
  const socketPath = join(folder, 'a.sock');
  const common = { desk, welcome, user: 'ana', log: silentLog };
  const socket = await openLocalSocket({ ...common, path: socketPath });
  const panel = await openPanelServer({ ...common, assets, port: 0, ...options });
  return {
    socketPath,
    panel,
    local: () => localClient(socketPath),
    webSocket: () => panelClient(panel),
    async close() {
      await socket.close();
      await panel.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function localClient(path: string): Promise<RawClient> {
  const socket = connect(path);
  const inbox = new Inbox();
  const lines = new LineReader(longestMessage * 4);
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece: string) => lines.push(piece)?.forEach((line) => inbox.put(line)));
  const ended = once(socket, 'close');
  void ended.then(() => inbox.end());
  await once(socket, 'connect');
  return {
    send: (text) => void socket.write(`${text}\n`),
    next: (test) => inbox.next(test),
    ended,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    async close() {
      socket.destroy();
      await ended;
    },
  };
}

/** What a browser does with a link: the token for a cookie and a secret, then the WebSocket. */
export async function signIn(panel: PanelServer): Promise<{ cookie: string; secret: string }> {
  const token = new URL(panel.freshLink()).hash.replace('#token=', '');
  const response = await fetch(new URL('/session', panel.address), {
    method: 'POST',
    headers: { origin: new URL(panel.address).origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (response.status !== 200) throw new Error(`sign-in failed: ${response.status}`);
  const { secret } = (await response.json()) as { secret: string };
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', secret };
}

/** Opens the panel's WebSocket with exactly these headers; resolves with the status where it is refused. */
export async function dial(
  panel: PanelServer,
  offer: { protocols: string[]; headers: Record<string, string>; path?: string },
): Promise<WebSocket | number> {
  const url = new URL(offer.path ?? '/socket', panel.address);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, offer.protocols, { headers: offer.headers });
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => resolve(0));
  });
}

async function panelClient(panel: PanelServer): Promise<RawClient> {
  const { cookie, secret } = await signIn(panel);
  const origin = new URL(panel.address).origin;
  const inbox = new Inbox();
  const url = new URL('/socket', panel.address);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, ['caretaker', `caretaker.${secret}`], {
    headers: { origin, cookie },
    maxPayload: longestMessage * 4,
  });
  socket.on('message', (data: Buffer) => inbox.put(data.toString('utf8')));
  socket.on('error', () => undefined);
  const ended = once(socket, 'close');
  void ended.then(() => inbox.end());
  await once(socket, 'open');
  return {
    send: (text) => socket.send(text),
    next: (test) => inbox.next(test),
    ended,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      socket.terminate();
      await ended;
    },
  };
}

class Inbox {
  private readonly messages: HostMessage[] = [];
  private over = false;
  private wake: () => void = () => undefined;

  put(text: string): void {
    this.messages.push(JSON.parse(text) as HostMessage);
    this.wake();
  }

  end(): void {
    this.over = true;
    this.wake();
  }

  async next(test: (message: HostMessage) => boolean): Promise<HostMessage> {
    for (;;) {
      for (let message = this.messages.shift(); message; message = this.messages.shift()) {
        if (test(message)) return message;
      }
      if (this.over) throw new Error('the connection ended before the message came');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
