import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket } from 'ws';
import { dial, openDoors, signIn } from '../../support/doors.js';
import type { Doors } from '../../support/doors.js';
import { fakeDesk } from '../../support/fake-desk.js';

let doors: Doors;
let now = 0;

beforeEach(async () => {
  now = 1000;
  doors = await openDoors(fakeDesk(), { now: () => now });
});
afterEach(() => doors.close());

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One request with exactly this path and these headers: `fetch` would tidy both. */
function ask(options: {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}): Promise<Reply> {
  const { hostname, port } = new URL(doors.panel.address);
  return new Promise((resolve, reject) => {
    const { path = '/', method = 'GET', headers = {} } = options;
    const asked = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (body += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject);
    asked.end(options.body);
  });
}

function origin(): string {
  return new URL(doors.panel.address).origin;
}

function freshToken(): string {
  return new URL(doors.panel.freshLink()).hash.replace('#token=', '');
}

function redeem(token: string, headers: Record<string, string> = {}): Promise<Reply> {
  return ask({
    path: '/session',
    method: 'POST',
    headers: { origin: origin(), ...headers },
    body: JSON.stringify({ token }),
  });
}

describe('the files of the panel', () => {
  it('are served with a strict policy', async () => {
    const page = await ask({});
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  it('are kept by the browser for ever when their name carries a hash', async () => {
    const script = await ask({ path: '/assets/index-1a2b3c4d.js' });
    expect(script.status).toBe(200);
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '//secret.txt',
    '/assets/..\\..\\secret.txt',
    '/\u0000',
    '/constructor',
    '/assets',
    '/assets/',
  ])('never leave their folder: %j', async (path) => {
    const reply = await ask({ path: encodeURI(path).replaceAll('%25', '%') });
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('not for the panel');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('do not answer %s', async (method) => {
    expect((await ask({ method })).status).toBe(405);
  });
});

describe('who is kept out', () => {
  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.5',
    '[::2]',
    'localhost:x',
  ])('a page under the name %s (DNS rebinding)', async (host) => {
    expect((await ask({ headers: { host } })).status).toBe(403);
    expect((await redeem(freshToken(), { host, origin: `http://${host}` })).status).toBe(403);
  });

  it.each(['localhost', 'localhost:9999', '127.0.0.1:80', '[::1]:9000', 'LOCALHOST:1234'])(
    'but not one under the loopback name %s on any port',
    async (host) => {
      expect((await ask({ headers: { host } })).status).toBe(200);
    },
  );

  it('a request without Host', async () => {
    const { hostname, port } = new URL(doors.panel.address);
    const reply = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write('GET / HTTP/1.0\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      socket.on('close', () => resolve(text));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1'])(
    'a page of the origin %s',
    async (other) => {
      expect((await redeem(freshToken(), { origin: other })).status).toBe(403);
      expect((await ask({ headers: { origin: other } })).status).toBe(403);
    },
  );

  it('a session asked for without an Origin', async () => {
    const reply = await ask({
      path: '/session',
      method: 'POST',
      body: JSON.stringify({ token: freshToken() }),
    });
    expect(reply.status).toBe(403);
  });

  it('garbage on the port, without harm to others', async () => {
    const { hostname, port } = new URL(doors.panel.address);
    const reply = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write('\u0001\u0002 nonsense\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      socket.on('close', () => resolve(text));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask({})).status).toBe(200);
  });
});

describe('the one-time token', () => {
  it('opens one session: a cookie for this home that scripts cannot read, and a second secret', async () => {
    const reply = await redeem(freshToken());
    expect(reply.status).toBe(200);
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^caretaker-[0-9a-f]{8}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(JSON.parse(reply.body)).toEqual({ secret: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it('is refused the second time', async () => {
    const token = freshToken();
    expect((await redeem(token)).status).toBe(200);
    expect((await redeem(token)).status).toBe(401);
  });

  it('is refused after ten minutes', async () => {
    const token = freshToken();
    now += 10 * 60_000;
    expect((await redeem(token)).status).toBe(401);
  });

  it.each(['', 'x', 'A'.repeat(43)])('is refused when it is %j', async (token) => {
    expect((await redeem(token)).status).toBe(401);
  });

  it.each(['', 'no json', '[]', '{"token":5}', `{"token":"${'x'.repeat(5000)}"}`])(
    'is refused when the body is not what was asked (%#)',
    async (body) => {
      const reply = await ask({ path: '/session', method: 'POST', headers: { origin: origin() }, body });
      expect(reply.status).toBe(400);
    },
  );

  it('cannot be redeemed with GET', async () => {
    expect((await ask({ path: '/session' })).status).toBe(405);
  });

  it('a link made long ago goes when many are made', async () => {
    const first = freshToken();
    for (let count = 0; count < 16; count += 1) freshToken();
    expect((await redeem(first)).status).toBe(401);
  });
});

describe('the WebSocket', () => {
  async function tryWith(change: {
    origin?: string | null;
    host?: string;
    cookie?: string | null;
    protocols?: (secret: string) => string[];
    path?: string;
  }): Promise<WebSocket | number> {
    const { cookie, secret } = await signIn(doors.panel);
    const headers: Record<string, string> = {};
    if (change.origin !== null) headers['origin'] = change.origin ?? origin();
    if (change.host !== undefined) headers['host'] = change.host;
    if (change.cookie !== null) headers['cookie'] = change.cookie ?? cookie;
    const protocols = change.protocols?.(secret) ?? ['caretaker', `caretaker.${secret}`];
    return dial(doors.panel, { protocols, headers, ...(change.path !== undefined && { path: change.path }) });
  }

  it('opens with cookie and secret of one session and speaks the plain protocol', async () => {
    const socket = await tryWith({});
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    expect(socket.protocol).toBe('caretaker');
    socket.terminate();
  });

  it('opens through a forwarded port', async () => {
    const socket = await tryWith({ host: 'localhost:8022', origin: 'http://localhost:8022' });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    socket.terminate();
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['no origin', { origin: null }, 403],
    ['another name', { host: 'evil.example', origin: 'http://evil.example' }, 403],
    ['no cookie', { cookie: null }, 401],
    ['a wrong cookie', { cookie: 'caretaker-00000000=abc' }, 401],
    ['no secret', { protocols: () => ['caretaker'] }, 401],
    ['a wrong secret', { protocols: () => ['caretaker', 'caretaker.abc'] }, 401],
    ['the secret alone', { protocols: (secret: string) => [`caretaker.${secret}`] }, 401],
    ['another path', { path: '/elsewhere' }, 404],
  ])('stays shut with %s', async (_name, change, status) => {
    expect(await tryWith(change)).toBe(status);
  });

  it('stays shut with the cookie of one session and the secret of another', async () => {
    const first = await signIn(doors.panel);
    const second = await signIn(doors.panel);
    const headers = { origin: origin(), cookie: first.cookie };
    const protocols = ['caretaker', `caretaker.${second.secret}`];
    expect(await dial(doors.panel, { headers, protocols })).toBe(401);
  });
});
