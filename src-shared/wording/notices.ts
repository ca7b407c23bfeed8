import { taskName } from '../ids/task-path.js';
import type { Language } from './language.js';
import { say } from './message.js';

/** What the core asks to be told to the person at the machine (its notify command). */
export const noticeKinds = ['deadline-missed', 'task-failed', 'store-failing', 'engine-failing'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Title and body of a desktop notice. */
export function noticeText(
  notice: NoticeKind,
  task: string | null,
  language: Language,
): { title: string; body: string } {
  const values = { task: task === null ? say(language, 'notice.someTask') : taskName(task) };
  const body = say(language, `notice.${notice}.body`);
  switch (notice) {
    case 'deadline-missed':
    case 'task-failed':
      return { title: say(language, `notice.${notice}.title`, values), body };
    case 'store-failing':
    case 'engine-failing':
      return { title: say(language, `notice.${notice}.title`), body };
  }
}
