import type { NoticeInfo } from '../../src-shared/contract/notices.js';
import type { Language } from '../../src-shared/wording/language.js';
import { noticeActionText, noticeText } from '../../src-shared/wording/notices.js';
import type { State } from '../core/kernel/state.js';
import type { OpenNotice } from '../core/notices/notices.js';
import { iso } from '../core/time/stamp.js';

/** A notice in words. */
export function noticeView(notice: OpenNotice, language: Language): NoticeInfo {
  const { key, task, at, values, actions } = notice;
  return {
    key,
    notice: notice.notice,
    task,
    at: iso(at),
    ...noticeText(notice.notice, task, language, values),
    values,
    actions: actions.map((action) => ({ action, label: noticeActionText(action, language) })),
  };
}

/** Open notices, newest first, in English: other doors say them in their own language. */
export function openNotices(state: State): NoticeInfo[] {
  return state.notices.map((notice) => noticeView(notice, 'en')).reverse();
}
