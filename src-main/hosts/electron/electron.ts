import type * as Electron from 'electron';

/**
 * The parts of Electron that the host stands on. Modules take them as an argument and import types only, so that
 * tests can hand in a fake and nothing here needs the binary to be loaded.
 */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'session'
  | 'shell'
  | 'Tray'
>;
