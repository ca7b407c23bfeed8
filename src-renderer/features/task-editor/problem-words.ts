import type { Problem } from '../../../src-shared/contract/tasks.js';
import type { Words } from '../../state/words.svelte.js';
import type { GlyphName } from '../../ui/glyph-names.js';

const glyphs: Record<Problem['severity'], GlyphName> = { error: 'failed', warning: 'overdue', note: 'info' };

/** Sign and word of a problem. */
export function problemFace(severity: Problem['severity'], words: Words): { glyph: GlyphName; text: string } {
  return { glyph: glyphs[severity], text: words.say(`import.severity.${severity}`) };
}

/** The host's sentence; readers of another language get the words of its code first, where it has one. */
export function problemText(problem: Problem, words: Words): string {
  const code = problem.code === null ? null : problem.code.replace(/^0x0*/i, '').toUpperCase();
  const worded = words.language === 'en' || code === null ? null : words.known(`code.${code}`);
  if (worded === null) return problem.message;
  const value = problem.value === null ? '' : ` «${problem.value}»`;
  return `${worded.charAt(0).toUpperCase()}${worded.slice(1)}${value}. (${problem.message})`;
}
