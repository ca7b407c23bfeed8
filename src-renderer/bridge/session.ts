const secretKey = 'caretaker.secret';
const fragment = /^#token=([\w-]+)$/;

/**
 * The session's second secret. A one-time token in the address is exchanged for the cookie and the secret
 * and taken out of the address bar; later loads of this tab find the secret kept. Null: the host does not
 * know this browser.
 *
 * Rejects where the host does not answer.
 */
export async function openSession(): Promise<string | null> {
  const token = fragment.exec(location.hash)?.[1];
  if (token === undefined) return keptSecret();
  // Taken out before the exchange: a token must not stay in the history, even if it is no longer good.
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!response.ok) return keptSecret();
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('secret' in answer)) return null;
  const secret = String(answer.secret);
  sessionStorage.setItem(secretKey, secret);
  return secret;
}

function keptSecret(): string | null {
  return sessionStorage.getItem(secretKey);
}

/** Whether a host answers on this address at all, though it refuses the WebSocket. */
export async function hostAnswers(): Promise<boolean> {
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
