// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- the package has no types, and no import brings a declared module along for those who use this file from outside src-main
/// <reference path="./x11.d.ts" />
import { existsSync } from 'node:fs';
import type { X11Client, X11Display, X11Event } from 'x11';

type Answer<T> = (error: Error | null | undefined, value: T) => void;

export interface X11Link {
  display: X11Display;
  /** A callback of the package as a promise; rejects also when the connection ends before the answer. */
  ask<T>(request: (answer: Answer<T>) => void): Promise<T>;
  /** Ends the connection; nothing is told after it. */
  close(): void;
}

/**
 * The X display that may be asked, or null. Under Wayland the X server is XWayland: it sees only the input
 * of X programs and would call a person idle who works in a Wayland window, so it is never touched.
 */
export function usableDisplay(env: Record<string, string | undefined>): string | null {
  if (isWayland(env)) return null;
  const display = env['DISPLAY'];
  return display === undefined || display === '' ? null : display;
}

export function isWayland(env: Record<string, string | undefined>): boolean {
  return (env['WAYLAND_DISPLAY'] ?? '') !== '' || env['XDG_SESSION_TYPE'] === 'wayland';
}

/** Whether a failed connection means that there is no server, rather than one that refuses. */
export function isNoServer(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}

/**
 * Connects to an X server. Rejects with a reason in plain words; `onEnd` is called once when the
 * connection is lost later.
 */
export async function connectX11(
  display: string,
  on: { event: (event: X11Event) => void; end: () => void },
): Promise<X11Link> {
  const local = /^(?:unix)?:(\d+)/.exec(display)?.[1];
  // Without its socket the package would try TCP, which no local server listens to.
  if (local !== undefined && !existsSync(`/tmp/.X11-unix/X${local}`)) {
    throw Object.assign(new Error(`there is no X server at ${display}`), { code: 'ENOENT' });
  }
  const { createClient } = await import('x11');
  const waiting = new Set<(error: Error) => void>();
  let isOver = false;
  const finish = (): void => {
    isOver = true;
    for (const reject of waiting) reject(new Error('the connection to the X server ended'));
    waiting.clear();
  };
  const ask = <T>(request: (answer: Answer<T>) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      if (isOver) return reject(new Error('not connected to the X server'));
      waiting.add(reject);
      request((error, value) => {
        waiting.delete(reject);
        if (error) reject(error);
        else resolve(value);
        // Tells the package that the error has found its reader.
        return true;
      });
    });
  return new Promise((resolve, reject) => {
    let isSetUp = false;
    const fail = (error: Error): void => {
      if (isOver) return;
      finish();
      client.stream?.destroy();
      if (isSetUp) on.end();
      else reject(error);
    };
    const client = createClient({ display }, (error, value) => {
      if (error) return fail(error);
      isSetUp = true;
      forgetAtoms(client);
      const close = (): void => {
        finish();
        client.terminate();
        client.stream?.destroy();
      };
      resolve({ display: value, ask, close });
    });
    client.on('event', (event) => {
      if (!isOver) on.event(event);
    });
    // A dying server tells nothing but the end of the stream.
    client.on('end', () => fail(new Error('the X server closed the connection')));
    // Before the set-up any error is the end; later one of the stream is, one of a single request is not.
    client.on('error', (error) => {
      if (!isSetUp || typeof (error as NodeJS.ErrnoException).code === 'string') fail(error);
    });
  });
}

/** The last atom that the protocol itself defines; all others are numbered by each server as they are asked for. */
const lastPredefinedAtom = 68;

/**
 * The package keeps the atoms it has learnt in one table for all connections of the process, though
 * another server (or the same one restarted) gives them other numbers.
 */
function forgetAtoms(client: X11Client): void {
  const predefined = Object.entries(client.atoms).filter(([, atom]) => atom <= lastPredefinedAtom);
  client.atoms = Object.fromEntries(predefined);
}
