/** Names of the IPC channels; both ends read them here. */
export const channels = {
  /** invoke(name, input) → BridgeAnswer */
  request: 'caretaker:request',
  /** invoke(event) → true once subscribed */
  subscribe: 'caretaker:subscribe',
  unsubscribe: 'caretaker:unsubscribe',
  /** send(event, seq, payload), from the host to one window */
  event: 'caretaker:event',
} as const;
