import type { ElectronParts } from '../electron.js';

/** Linux and macOS tell of the machine's shutdown through Electron's power monitor. */
export function watchShutdown(
  { powerMonitor }: Pick<ElectronParts, 'powerMonitor'>,
  onEnd: () => void,
): () => void {
  powerMonitor.on('shutdown', onEnd);
  return () => powerMonitor.off('shutdown', onEnd);
}
