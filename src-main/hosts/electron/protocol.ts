import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { isPanelAddress, scheme } from './origin.js';
import type { ElectronParts } from './electron.js';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** No inline script, nothing from elsewhere. Styles: Svelte sets widths and positions as style attributes. */
const securityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must be called before Electron is ready. */
export function registerScheme({ protocol }: Pick<ElectronParts, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Answers one address with a file of the built panel; pages of the panel's own routing get index.html. Anything
 * outside of `folder` is 404, whatever the address tries.
 */
export async function servePanel(folder: string, address: string): Promise<Response> {
  const headers = {
    'content-security-policy': securityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  const path = isPanelAddress(address) ? fileFor(folder, new URL(address).pathname) : null;
  if (path === null) return new Response('Not found', { status: 404, headers });
  try {
    const body = await readFile(path);
    const type = types[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': type } });
  } catch {
    return new Response('Not found', { status: 404, headers });
  }
}

function fileFor(folder: string, pathname: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const root = normalize(folder + sep);
  const path = normalize(join(root, extname(name) === '' ? 'index.html' : name));
  return path.startsWith(root) ? path : null;
}

/** Serves the built panel in `folder` to the session's windows. */
export function handleScheme({ protocol }: Pick<ElectronParts, 'protocol'>, folder: string): void {
  protocol.handle(scheme, (request) => servePanel(folder, request.url));
}
