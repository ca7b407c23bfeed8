import type { ElectronParts } from '../electron.js';

/**
 * Windows tells windows, not processes, that the session ends; the panel may be closed just then. So a window of one
 * pixel, never shown and without a page, listens all the time.
 */
export function watchSessionEndWin32(
  { BrowserWindow }: Pick<ElectronParts, 'BrowserWindow'>,
  onEnd: () => void,
): () => void {
  const listener = new BrowserWindow({
    show: false,
    width: 1,
    height: 1,
    skipTaskbar: true,
    focusable: false,
  });
  listener.on('session-end', onEnd);
  return () => listener.destroy();
}
