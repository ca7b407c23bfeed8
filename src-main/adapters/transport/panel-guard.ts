import type { IncomingHttpHeaders } from 'node:http';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The Host header when it names this machine's loopback, on any port (SSH forwarding changes the port);
 * else null. A page on another name that resolves to the loopback (DNS rebinding) is kept out by this.
 */
export function loopbackHost(headers: IncomingHttpHeaders): string | null {
  const host = headers.host?.toLowerCase();
  if (host === undefined) return null;
  const match = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.exec(host);
  return match?.[1] !== undefined && loopbackNames.has(match[1]) ? host : null;
}

/** Whether the request comes from the panel's own page: its Origin is `http://` and the very Host. */
export function sameOrigin(headers: IncomingHttpHeaders): boolean {
  const host = loopbackHost(headers);
  return host !== null && headers.origin?.toLowerCase() === `http://${host}`;
}

/** The value of a cookie by its exact name, or null. */
export function cookieValue(headers: IncomingHttpHeaders, name: string): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** The sub-protocol that the panel speaks; the second one offered carries the session's secret. */
export const panelProtocol = 'caretaker';

/** The secret of `Sec-WebSocket-Protocol: caretaker, caretaker.<secret>`, or null where one is absent. */
export function offeredSecret(headers: IncomingHttpHeaders): string | null {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  const carrier = offered.find((one) => one.startsWith(`${panelProtocol}.`));
  if (!offered.includes(panelProtocol) || carrier === undefined) return null;
  return carrier.slice(panelProtocol.length + 1);
}

/**
 * Headers of every answer. `host` is a checked loopback name; it is named for the WebSocket because not
 * every browser counts `ws:` to 'self'.
 */
export function securityHeaders(host: string): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      `connect-src 'self' ws://${host}`,
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=()',
  };
}
