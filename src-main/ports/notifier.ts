import type { NoticeAction } from '../core/kernel/command.js';

/** A notice for the person at the machine; never of success. */
export interface Notice {
  /** The same key is shown once. */
  key: string;
  title: string;
  body: string;
  urgency: 'normal' | 'critical';
  /** Buttons, where the desktop has them; absent = it only tells. */
  actions?: { action: NoticeAction; label: string }[];
}

/** Somebody pressed a button of a notice; `open-panel` also for the notice itself. */
export type OnNoticeAction = (key: string, action: NoticeAction) => void;

export interface Notifier {
  notify(notice: Notice): void;
  /** Who is told of buttons; replaces the one before. */
  onAction(listener: OnNoticeAction): void;
  close(): Promise<void>;
}
