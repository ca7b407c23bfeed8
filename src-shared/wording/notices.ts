import { taskName } from '../ids/task-path.js';
import type { Language } from './language.js';
import { fill, say, type MessageValues } from './message.js';

/** What the core asks to be told to the person at the machine (its notify command). */
export const noticeKinds = [
  'deadline-missed',
  'task-failed',
  'store-failing',
  'engine-failing',
  'store-recovered',
  'emergency-running',
  'wake-impossible',
  'starved',
  'digest',
  'services-safe-mode',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Title and body of a desktop notice. */
export function noticeText(
  notice: NoticeKind,
  task: string | null,
  language: Language,
  values: MessageValues = {},
): { title: string; body: string } {
  const known = { ...values, task: task === null ? say(language, 'notice.someTask') : taskName(task) };
  return {
    title: fill(language, `notice.${notice}.title`, known),
    body: fill(language, `notice.${notice}.body`, known),
  };
}

/** The words on a notice's button. */
export function noticeActionText(action: 'run-now' | 'postpone' | 'open-panel', language: Language): string {
  return say(language, `notice.action.${action}`);
}
