import type { ExecAction } from '../../../src-shared/model/task.js';

/** A word as the Windows rules group it: quotes around spaces, backslashes before a quote doubled. */
function quoted(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/** The arguments of an action as one text; a list is quoted so that it means the same words. */
export function argumentsText({ arguments: given }: Pick<ExecAction, 'arguments'>): string {
  return Array.isArray(given) ? given.map(quoted).join(' ') : (given ?? '');
}
