import type { Log } from '../../ports/log.js';
import type { PeerCredentials } from './peer.js';

/** How the peer of a local socket is told on this system; null where it cannot be. Loaded only where it is needed. */
export async function choosePeerCredentials(log: Log): Promise<PeerCredentials | null> {
  if (process.platform !== 'linux') return null;
  try {
    const { openPeerCredentials } = await import('./peer-credentials.linux.js');
    return openPeerCredentials();
  } catch (error) {
    log.warn('the peers of sockets cannot be told here', { error: String(error) });
    return null;
  }
}
