import type { Notice, Notifier, OnNoticeAction } from '../../../src-main/ports/notifier.js';

/** Keeps what was shown; the same key once. */
export class FakeNotifier implements Notifier {
  readonly shown: Notice[] = [];

  notify(notice: Notice): void {
    if (this.shown.every(({ key }) => key !== notice.key)) this.shown.push(notice);
  }

  /** Presses a button of a notice. */
  press: OnNoticeAction = () => undefined;

  onAction(listener: OnNoticeAction): void {
    this.press = listener;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
