import type { Tray } from 'electron';
import type { MaintenanceStatus } from '../../../../src-shared/model/maintenance.js';
import { trayText } from '../../../../src-shared/wording/index.js';
import type { Language } from '../../../../src-shared/wording/language.js';
import { say } from '../../../../src-shared/wording/message.js';
import type { ElectronParts } from '../electron.js';
import { silhouetteOf, trayFile, trayImage, type TrayStyle } from './icon.js';
import { trayMenu, type MenuActions, type MenuMoment } from './menu.js';

export interface TrayOptions {
  /** Folder of the tray images. */
  icons: string;
  style: TrayStyle;
  language: Language;
  actions: MenuActions;
  now: () => number;
  zone: () => string;
}

type Parts = Pick<ElectronParts, 'Menu' | 'nativeImage' | 'nativeTheme' | 'Tray'>;

/**
 * The icon in the tray: state in its silhouette, the same state as text in tooltip and menu. Where the desktop shows
 * no tray, nothing here fails and nobody depends on it: a second start of Caretaker opens the window.
 */
export class TrayIcon {
  private readonly tray: Tray;
  private status: MaintenanceStatus | null = null;
  private shown = '';
  private readonly onTheme = (): void => this.paint();

  constructor(
    private readonly electron: Parts,
    private readonly options: TrayOptions,
  ) {
    this.tray = new electron.Tray(this.image(this.file()));
    this.tray.on('click', () => options.actions.open());
    electron.nativeTheme.on('updated', this.onTheme);
    this.paint();
  }

  /** Shows another state; null: the host does not answer. */
  show(status: MaintenanceStatus | null): void {
    this.status = status;
    this.paint();
  }

  close(): void {
    this.electron.nativeTheme.off('updated', this.onTheme);
    this.tray.destroy();
  }

  private paint(): void {
    const file = this.file();
    if (file !== this.shown) this.tray.setImage(this.image(file));
    this.shown = file;
    const moment = this.moment();
    this.tray.setToolTip(`Caretaker: ${this.text(moment)}`);
    this.tray.setContextMenu(this.electron.Menu.buildFromTemplate(trayMenu(moment, this.options.actions)));
  }

  private text({ status, now, zone, language }: MenuMoment): string {
    return status === null ? say(language, 'desktop.connecting') : trayText(status, now, zone, language);
  }

  private moment(): MenuMoment {
    const { now, zone, language } = this.options;
    return { status: this.status, now: now(), zone: zone(), language };
  }

  private file(): string {
    const dark = this.electron.nativeTheme.shouldUseDarkColors;
    return trayFile(silhouetteOf(this.status), this.options.style, dark);
  }

  private image(file: string) {
    return trayImage(this.electron, this.options.icons, file, this.options.style);
  }
}
