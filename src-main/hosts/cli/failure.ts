import { Fault } from '../../../src-shared/failure/fault.js';
import { formatCode } from '../../../src-shared/failure/refusal.js';
import type { Refusal } from '../../../src-shared/failure/refusal.js';
import type { Language } from '../../../src-shared/wording/language.js';
import { Refused } from '../../client/contract-client.js';
import { exitCodes } from './call.js';
import type { ExitCode } from './call.js';
import { refusalWords } from './text/refusal-words.js';

/** How a command that was not done ends: what to print on standard error, and the exit code. */
export function tellFailure(error: unknown, language: Language): { line: string; code: ExitCode } {
  if (error instanceof Refused)
    return { line: refusalLine(error.refusal, language), code: exitCodes.refused };
  if (error instanceof Fault) {
    const gone = error.code === 'no-host' || error.code === 'host-gone';
    return { line: oneLine(error.message), code: gone ? exitCodes.noHost : exitCodes.refused };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { line: `Caretaker failed: ${oneLine(message)}`, code: exitCodes.refused };
}

/** The reason as a sentence and its number; a reason without a number of Windows' own shows its word. */
export function refusalLine(refusal: Refusal, language: Language): string {
  const number = refusal.code === null ? refusal.reason : formatCode(refusal.code);
  return `${oneLine(refusalWords(refusal, language))} (${number})`;
}

/** Messages may carry what a file held: no line end and no terminal command gets through. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}
