import type { Notification } from 'electron';
import type { Notice, Notifier } from '../../ports/notifier.js';
import type { ElectronParts } from './electron.js';

/**
 * Notices through the desktop. A notice's key is shown once while the application runs; a click opens the window.
 */
export class DesktopNotices implements Notifier {
  private readonly seen = new Set<string>();
  /** Kept until they are closed: a collected notification loses its click. */
  private readonly open = new Set<Notification>();

  constructor(
    private readonly electron: Pick<ElectronParts, 'Notification'>,
    private readonly icon: string,
    private readonly onClick: () => void,
  ) {}

  notify(notice: Notice): void {
    if (this.seen.has(notice.key) || !this.electron.Notification.isSupported()) return;
    this.seen.add(notice.key);
    const { title, body, urgency } = notice;
    const shown = new this.electron.Notification({ title, body, urgency, icon: this.icon });
    this.open.add(shown);
    shown.once('click', () => {
      this.open.delete(shown);
      this.onClick();
    });
    shown.once('close', () => this.open.delete(shown));
    shown.once('failed', () => this.open.delete(shown));
    shown.show();
  }

  /** Lets a notice be shown again: what it told of has passed. */
  forget(key: string): void {
    this.seen.delete(key);
  }

  close(): Promise<void> {
    for (const shown of this.open) shown.close();
    this.open.clear();
    return Promise.resolve();
  }
}
