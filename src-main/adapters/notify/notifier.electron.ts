import type { Log } from '../../ports/log.js';
import type { Notice } from '../../ports/notifier.js';
import { OnceNotifier } from './once.js';

interface ShownNotification {
  show(): void;
  on(event: 'click', listener: () => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  /** Where the system shows no buttons, a click opens the window, which has them. */
  on(event: 'action', listener: (event: unknown, index: number) => void): unknown;
}

/** What is used of Electron's `Notification` class. */
export interface NotificationClass {
  new (options: {
    title: string;
    body: string;
    urgency: 'normal' | 'critical';
    actions: { type: 'button'; text: string }[];
  }): ShownNotification;
  isSupported(): boolean;
}

/** Electron's notifications; a click opens the window. */
export class ElectronNotifier extends OnceNotifier {
  readonly #kind: NotificationClass;
  readonly #log: Log;
  readonly #onClick: (key: string) => void;
  /** Kept, since Electron's object may be collected while it is on the screen. */
  readonly #shown = new Set<ShownNotification>();

  constructor(kind: NotificationClass, log: Log, onClick: (key: string) => void) {
    super();
    this.#kind = kind;
    this.#log = log;
    this.#onClick = onClick;
  }

  protected show({ key, title, body, urgency, actions = [] }: Notice): void {
    if (!this.#kind.isSupported()) {
      this.#log.warn(`${title}: ${body}`, { notice: key });
      return;
    }
    const buttons = actions.map(({ label }) => ({ type: 'button' as const, text: label }));
    const notification = new this.#kind({ title, body, urgency, actions: buttons });
    this.#shown.add(notification);
    notification.on('click', () => this.#onClick(key));
    notification.on('action', (_event, index) => {
      const pressed = actions[index];
      if (pressed?.action === 'open-panel') this.#onClick(key);
      else if (pressed !== undefined) this.acted(key, pressed.action);
    });
    notification.on('close', () => this.#shown.delete(notification));
    notification.show();
  }

  override close(): Promise<void> {
    this.#shown.clear();
    return Promise.resolve();
  }
}
