import type { BrowserWindow, WebContents } from 'electron';
import type { ElectronParts } from '../electron.js';
import { panelAddress } from '../origin.js';

export interface PanelWindowOptions {
  preload: string;
  icon: string;
  /** Opens on this page of the panel, such as `/tasks`. */
  page?: string;
  /** Called each time the window was closed: its memory is freed, the engine goes on. */
  onClosed?: () => void;
}

/**
 * The one window. It is made when it is shown and destroyed when it is closed: Chromium's processes and their memory
 * go with it, while tray and engine stay.
 */
export class PanelWindow {
  private window: BrowserWindow | null = null;

  constructor(
    private readonly electron: Pick<ElectronParts, 'BrowserWindow'>,
    private readonly options: PanelWindowOptions,
  ) {}

  /** Makes the window, or brings it to the front. */
  show(): void {
    if (this.window === null) this.window = this.make();
    else {
      if (this.window.isMinimized()) this.window.restore();
      this.window.show();
      this.window.focus();
    }
  }

  isOpen(): boolean {
    return this.window !== null;
  }

  /** Whether these contents are this window's. */
  owns(contents: WebContents): boolean {
    return this.window?.webContents === contents;
  }

  close(): void {
    this.window?.destroy();
    this.window = null;
  }

  private make(): BrowserWindow {
    const window = new this.electron.BrowserWindow({
      width: 1280,
      height: 840,
      minWidth: 480,
      minHeight: 480,
      title: 'Caretaker',
      icon: this.options.icon,
      // Shown once something is painted: no white flash.
      show: false,
      backgroundColor: '#f5f5f2',
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: true,
      },
    });
    window.once('ready-to-show', () => window.show());
    window.once('closed', () => {
      this.window = null;
      this.options.onClosed?.();
    });
    void window.loadURL(panelAddress).catch(() => window.show());
    return window;
  }
}
