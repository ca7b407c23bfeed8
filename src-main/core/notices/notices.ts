import { refuse } from '../../../src-shared/failure/refusal.js';
import type { NoticeCommand, NoticeKind } from '../kernel/command.js';
import type { State } from '../kernel/state.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import type { Wall } from '../time/stamp.js';

/** A notice that nobody has dismissed yet. */
export type OpenNotice = Omit<NoticeCommand, 'kind'> & { at: Wall };

/** The oldest go first: a list that long is not read any more, and the history has it all. */
const openMax = 40;
/** What a completion settles: the work that was late is done. */
const settledByCompletion: NoticeKind[] = ['deadline-missed', 'emergency-running', 'starved'];

/** Takes a notice into the list; it replaces an earlier one of the same kind about the same task. */
export function keepNotice(state: State, { kind: _kind, ...notice }: NoticeCommand): void {
  const others = state.notices.filter(
    (known) => known.notice !== notice.notice || known.task !== notice.task,
  );
  state.notices = [...others, { ...notice, at: state.now.wall }].slice(-openMax);
}

/** A task has been completed: what was told of its lateness is settled, and of its failure, when it did not fail. */
export function settleNotices(state: State, path: string, failed: boolean): void {
  const settled = new Set<NoticeKind>([
    ...settledByCompletion,
    ...(failed ? [] : (['task-failed'] as const)),
  ]);
  leave(state, (known) => known.task !== path || !settled.has(known.notice));
}

/** The task is gone: nothing about it can be acted on any more. */
export function forgetNotices(state: State, path: string): void {
  leave(state, (known) => known.task !== path);
}

/** The machine can be woken after all. */
export function settleWakeNotice(state: State): void {
  leave(state, (known) => known.notice !== 'wake-impossible');
}

export function dismissNotice(turn: Turn, key: string): CoreAnswer {
  const before = turn.state.notices.length;
  leave(turn.state, (known) => known.key !== key);
  if (turn.state.notices.length < before) return { kind: 'done', out: {} };
  const message = `There is no open notice ${key}; it may have been settled meanwhile.`;
  return { kind: 'refused', refusal: refuse('unknown-notice', message) };
}

/** The list keeps its identity while nothing leaves it: by that its watchers see whether it changed. */
function leave(state: State, stays: (notice: OpenNotice) => boolean): void {
  const left = state.notices.filter(stays);
  if (left.length < state.notices.length) state.notices = left;
}
