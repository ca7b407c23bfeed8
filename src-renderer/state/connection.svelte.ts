import type { Bridge, BridgeStatus } from '../bridge/bridge.js';

/** Whether the host answers. Old data stays on the page; its controls go off. */
export class Connection {
  status = $state.raw<BridgeStatus>({ kind: 'connecting' });
  readonly live = $derived(this.status.kind === 'connected');

  constructor(private readonly bridge: Bridge) {
    bridge.onStatus((status) => (this.status = status));
  }

  retry(): void {
    this.bridge.retry();
  }
}
