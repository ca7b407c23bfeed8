import type { BridgeStatus } from './bridge.js';

/** Keeps the present status and tells each change. */
export class StatusSource {
  private readonly listeners = new Set<(status: BridgeStatus) => void>();
  private present: BridgeStatus = { kind: 'connecting' };

  get status(): BridgeStatus {
    return this.present;
  }

  set(status: BridgeStatus): void {
    this.present = status;
    for (const listener of this.listeners) listener(status);
  }

  listen(listener: (status: BridgeStatus) => void): () => void {
    this.listeners.add(listener);
    listener(this.present);
    return () => void this.listeners.delete(listener);
  }
}
