import { ContractClient } from './contract-client.js';

/** A service that is held: it runs, and does not stop for idleness, until it is let go. */
export interface HeldService {
  release(): Promise<void>;
}

/**
 * Holds a service (reference "service model", section 14): it is started if need be, and the promise is
 * fulfilled when it runs. A start that meets its stop waits for it by itself. What is not released counts until the
 * connection ends.
 *
 * @param socket the host's local socket, from the pointer and host files
 * @throws Refused with the host's reason; Fault `no-host`, `contract-mismatch`
 */
export async function acquireService(socket: string, service: string): Promise<HeldService> {
  const client = await ContractClient.connect(socket);
  try {
    const { handle } = await client.call('services.acquire', { service });
    return {
      release: async () => {
        try {
          await client.call('services.release', { handle });
        } finally {
          client.close();
        }
      },
    };
  } catch (error) {
    client.close();
    throw error;
  }
}
