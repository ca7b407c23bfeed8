import { z } from 'zod';
import { event, request } from './define.js';

export const noticeActions = ['run-now', 'postpone', 'open-panel'] as const;

/** Something the person has been told and has not dismissed yet. */
export const NoticeInfo = z.object({
  key: z.string(),
  /** One of the kinds of src-shared/wording; other languages say it by kind, task and values. */
  notice: z.string(),
  task: z.string().nullable(),
  /** UTC ISO 8601. */
  at: z.string(),
  title: z.string(),
  body: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  actions: z.array(z.object({ action: z.enum(noticeActions), label: z.string() })),
});
export type NoticeInfo = z.infer<typeof NoticeInfo>;

const Nothing = z.strictObject({});

export const notices = {
  /** Open notices, newest first. */
  list: request({ in: Nothing, out: z.array(NoticeInfo), right: 'read' }),
  dismiss: request({
    in: z.strictObject({ key: z.string() }),
    out: Nothing,
    right: 'operate',
    refuses: ['unknown-notice'],
  }),
  /** Does what the notice offers, and dismisses it. `link`: what to open, where the host cannot open it itself. */
  act: request({
    in: z.strictObject({ key: z.string(), action: z.enum(noticeActions) }),
    out: z.object({ link: z.string().nullable() }),
    right: 'operate',
    refuses: ['unknown-notice', 'unknown-task', 'already-running', 'on-battery', 'no-start-on-demand'],
  }),
  /** The whole list after each change. */
  changed: event(z.array(NoticeInfo)),
};
