import type { EventName, RequestIn, RequestName } from '../../../src-shared/contract/table.js';
import { Fault } from '../../../src-shared/failure/fault.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { Refused, type ContractClient } from '../../client/contract-client.js';
import type { Answer, Desk } from '../../ports/desk.js';

/**
 * A desk in front of a host that runs already: this Electron is then that host's window and tray. The host decides
 * by its own socket who asks, so the principal that is passed here is not used.
 */
export class ClientDesk implements Desk {
  constructor(private readonly client: ContractClient) {}

  async call(request: string, input: unknown): Promise<Answer> {
    try {
      // The host parses: names and inputs that the contract does not know are refused there.
      const out = await this.client.call(request as RequestName, input as RequestIn<RequestName>);
      return { kind: 'out', out };
    } catch (error) {
      if (error instanceof Refused) return { kind: 'refusal', refusal: error.refusal };
      if (error instanceof Fault) return { kind: 'refusal', refusal: refuse('shutting-down', error.message) };
      throw error;
    }
  }

  subscribe(event: EventName, _by: unknown, listener: (payload: unknown) => void): () => void {
    let wanted = true;
    let end = (): void => undefined;
    this.client
      .subscribe(event, (payload) => wanted && listener(payload))
      .then(
        (stop) => {
          end = stop;
          if (!wanted) stop();
        },
        // The connection is gone: whoever opened it learns of that from the client itself.
        () => undefined,
      );
    return () => {
      wanted = false;
      end();
    };
  }
}
