import { contextBridge, ipcRenderer } from 'electron';
import type { BridgeAnswer, CaretakerBridge } from '../../../../src-shared/contract/bridge.js';
import { channels } from '../channels.js';

type Listener = (payload: unknown, seq: number) => void;

/** One listener on the channel, many in the page: topics are told apart here. */
const topics = new Map<string, Set<Listener>>();

ipcRenderer.on(channels.event, (_, event: string, seq: number, payload: unknown) => {
  for (const listener of topics.get(event) ?? []) listener(payload, seq);
});

function subscribe(event: string, listener: Listener): () => void {
  const listeners = topics.get(event) ?? new Set();
  // A listener of its own each time: the same function may be passed twice.
  const own: Listener = (payload, seq) => listener(payload, seq);
  if (listeners.size === 0) {
    topics.set(event, listeners);
    void ipcRenderer.invoke(channels.subscribe, event);
  }
  listeners.add(own);
  return () => {
    if (!listeners.delete(own) || listeners.size > 0) return;
    topics.delete(event);
    void ipcRenderer.invoke(channels.unsubscribe, event);
  };
}

const bridge: CaretakerBridge = {
  request: (name, input) => ipcRenderer.invoke(channels.request, name, input) as Promise<BridgeAnswer>,
  subscribe,
};

contextBridge.exposeInMainWorld('caretaker', bridge);
