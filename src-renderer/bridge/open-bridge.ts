import type { CaretakerBridge } from '../../src-shared/contract/bridge.js';
import type { Bridge } from './bridge.js';
import { PreloadBridge } from './preload-bridge.js';
import { WebSocketBridge } from './web-socket-bridge.js';

declare global {
  interface Window {
    /** Put there by the Electron window's preload; a browser has none. */
    readonly caretaker?: CaretakerBridge;
  }
}

/** The bridge that fits where the panel was opened. */
export function openBridge(): Bridge {
  return window.caretaker === undefined ? new WebSocketBridge() : new PreloadBridge(window.caretaker);
}
