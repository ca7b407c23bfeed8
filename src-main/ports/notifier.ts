/** A notice for the person at the machine; never of success. */
export interface Notice {
  /** The same key is shown once. */
  key: string;
  title: string;
  body: string;
  urgency: 'normal' | 'critical';
}

export interface Notifier {
  notify(notice: Notice): void;
  close(): Promise<void>;
}
