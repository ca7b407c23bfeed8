import type { NoticeInfo } from '../../../src-shared/contract/notices.js';
import type { MessageKey } from '../../../src-shared/wording/message.js';
import type { GlyphName } from '../../ui/glyph-names.js';

const quietOnes = new Set(['digest', 'store-recovered']);
const failed = new Set(['task-failed', 'store-failing', 'engine-failing', 'services-safe-mode']);

/** Sign of a notice, and whether it only tells. */
export function noticeFace(kind: string): { glyph: GlyphName; quiet: boolean } {
  if (quietOnes.has(kind)) return { glyph: 'info', quiet: true };
  if (kind === 'emergency-running') return { glyph: 'running', quiet: true };
  return { glyph: failed.has(kind) ? 'failed' : 'overdue', quiet: false };
}

type Link = { href: string; word: MessageKey & ('act.why' | 'page.history' | 'page.diagnosis') };

/** Where the panel says more about it, or null. */
export function whyAddress(
  { notice, task }: NoticeInfo,
  address: (page: string, subject?: string | null) => string,
): Link | null {
  if (task !== null) return { href: address('tasks', task), word: 'act.why' };
  if (notice === 'wake-impossible') return { href: address('diagnosis'), word: 'page.diagnosis' };
  return notice === 'digest' ? { href: address('history'), word: 'page.history' } : null;
}
