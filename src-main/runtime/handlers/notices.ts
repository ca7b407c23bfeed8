import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { NoticeAction } from '../../core/kernel/command.js';
import { openNotices } from '../notices.js';
import { Refused, type Handlers, type Office } from './handler.js';

/** How long `postpone` puts a task off. */
const postponeFor = 'PT4H';

export function noticeHandlers(office: Office): Handlers<'notices'> {
  const { state, change } = office;
  return {
    'notices.list': () => openNotices(state()),
    'notices.dismiss': async ({ key }, by) => {
      await change({ kind: 'dismiss-notice', key }, by);
      return {};
    },
    'notices.act': ({ key, action }, by) => actOnNotice(office, key, action, by),
  };
}

/** Does what a notice offers, then dismisses it; a refusal leaves it open. */
export async function actOnNotice(
  { parts, state, change }: Office,
  key: string,
  action: NoticeAction,
  by: Principal,
): Promise<{ link: string | null }> {
  const notice = state().notices.find((known) => known.key === key);
  if (notice === undefined || (action !== 'open-panel' && !notice.actions.includes(action))) {
    const message = `There is no open notice ${key} that offers ${action}; it may have been settled meanwhile.`;
    throw new Refused(refuse('unknown-notice', message));
  }
  let link: string | null = null;
  if (action === 'open-panel') {
    link = parts.panel()?.link() ?? null;
  } else if (notice.task !== null) {
    const { task } = notice;
    await change(
      action === 'run-now' ? { kind: 'run', task } : { kind: 'postpone', task, for: postponeFor },
      by,
    );
  }
  // What was asked may have settled it by itself.
  if (state().notices.some((known) => known.key === key)) await change({ kind: 'dismiss-notice', key }, by);
  return { link };
}
