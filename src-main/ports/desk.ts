import type { Principal } from '../../src-shared/contract/define.js';
import type { EventName } from '../../src-shared/contract/table.js';
import type { Refusal } from '../../src-shared/failure/refusal.js';

export type Answer = { kind: 'out'; out: unknown } | { kind: 'refusal'; refusal: Refusal };

/**
 * The contract as the runtime offers it to the doors (local socket, WebSocket, Electron IPC). Doors
 * pass on what came in as it is; the desk parses, checks the right and answers. It never rejects.
 */
export interface Desk {
  call(request: string, input: unknown, by: Principal): Promise<Answer>;
  /** Payloads already have the contract's shape. Returns the end of the subscription. */
  subscribe(event: EventName, by: Principal, listener: (payload: unknown) => void): () => void;
}
