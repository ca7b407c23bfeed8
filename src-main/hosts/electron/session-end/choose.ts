import type { ElectronParts } from '../electron.js';
import { watchSessionEndWin32 } from './session-end.win32.js';
import { watchShutdown } from './session-end.electron.js';

/** Calls `onEnd` when the session or the machine ends, as this system tells it. Returns the end of the watch. */
export function watchSessionEnd(
  electron: Pick<ElectronParts, 'BrowserWindow' | 'powerMonitor'>,
  onEnd: () => void,
  platform: NodeJS.Platform = process.platform,
): () => void {
  return platform === 'win32' ? watchSessionEndWin32(electron, onEnd) : watchShutdown(electron, onEnd);
}
