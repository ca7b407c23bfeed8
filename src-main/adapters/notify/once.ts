import type { Notice, Notifier, OnNoticeAction } from '../../ports/notifier.js';

/** Keys remembered; older ones are forgotten, so that a host that runs for a year does not grow. */
const keysMax = 1_000;

/** Shows each key once. */
export abstract class OnceNotifier implements Notifier {
  readonly #keys = new Set<string>();
  protected acted: OnNoticeAction = () => undefined;

  notify(notice: Notice): void {
    if (this.#keys.has(notice.key)) return;
    this.#keys.add(notice.key);
    for (const oldest of this.#keys) {
      if (this.#keys.size <= keysMax) break;
      this.#keys.delete(oldest);
    }
    this.show(notice);
  }

  onAction(listener: OnNoticeAction): void {
    this.acted = listener;
  }

  /** Must not throw. */
  protected abstract show(notice: Notice): void;

  close(): Promise<void> {
    return Promise.resolve();
  }
}
