import type { RequestOut } from '../../../../src-shared/contract/table.js';
import { noticeText, type NoticeKind } from '../../../../src-shared/wording/notices.js';
import type { Call } from '../call.js';
import { momentOr } from './moments.js';
import { wrap } from './table.js';

/** Open notices, newest first, each with when it was told. */
export function noticeLines(notices: RequestOut<'notices.list'>, call: Call): string[] {
  return notices.flatMap(({ notice, task, values, at }) => {
    const { title, body } = noticeText(notice as NoticeKind, task, call.language, values);
    return [
      `! ${title} (${momentOr(at, call)})`,
      ...wrap(body, call.terminal.width - 2).map((line) => `  ${line}`),
    ];
  });
}
