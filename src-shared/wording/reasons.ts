import type { Outcome, StopAuthor } from '../model/instance.js';
import type { TaskWaitReason } from '../model/maintenance.js';
import { formatCode } from '../failure/refusal.js';
import type { Language } from './language.js';
import { isMessageKey, say, type MessageKey } from './message.js';

/** Why a start waits, as the end of "It waits: …", without a full stop. */
export function waitReasonText(reason: TaskWaitReason, language: Language): string {
  return say(language, `wait.${reason}`);
}

/** Who or what suspended or ended a run, as the end of "Suspended: …", without a full stop. */
export function stopAuthorText(author: StopAuthor, language: Language): string {
  return say(language, `author.${author}`);
}

/** As {@link waitReasonText} for a value of event data; an unknown word is shown as it is. */
export function conditionText(word: string, language: Language): string {
  const key = `wait.${word}`;
  return isMessageKey(key) ? say(language, key as `wait.${TaskWaitReason}`) : word;
}

/** As {@link stopAuthorText} for a value of event data; an unknown word is shown as it is. */
export function authorText(word: string, language: Language): string {
  const key = `author.${word}`;
  return isMessageKey(key) ? say(language, key as `author.${StopAuthor}`) : word;
}

/** Words of a result code of reference "task model", section 17, or null where none are known. */
export function codeWords(code: number, language: Language): string | null {
  const key = `code.${(code >>> 0).toString(16).toUpperCase()}`;
  return isMessageKey(key) ? say(language, key as MessageKey & `code.${string}`) : null;
}

const firstResultCode = 0x1_0000;
const neverRun = 0x41303;
/** A shell reports a program killed by signal n as 128 + n. */
const signalBase = 128;
const lastSignal = 64;

/**
 * A result in words without a verdict: "exit code 3", "0x80070002, the file was not found".
 *
 * @param result exit code or result code, signed or unsigned
 */
export function codeText(result: number, language: Language): string {
  const code = result >>> 0;
  if (code >= firstResultCode) {
    const words = codeWords(code, language) ?? say(language, 'code.unknown');
    return say(language, 'result.code', { code: formatCode(code), words });
  }
  if (code === 126 || code === 127) {
    return say(language, 'result.exit.words', { code, words: say(language, `exit.${code}`) });
  }
  if (code > signalBase && code <= signalBase + lastSignal) {
    return say(language, 'result.signal', { signal: code - signalBase });
  }
  return say(language, 'result.exit', { code });
}

/**
 * The last result of a task where there is little room: "Done", "Failed: exit code 3", "Failed: the file
 * was not found".
 */
export function resultBrief(result: number | null, language: Language): string {
  if (result === null || result === 0 || result >>> 16 === 4) return resultText(result, null, language);
  const words = codeWords(result, language) ?? codeText(result, language);
  return say(language, 'result.failed', { what: words });
}

/**
 * The result of a run in words: "Done", "Failed: exit code 3", "Never run", "Running".
 *
 * @param result exit code or result code; null while it runs or when not known
 * @param outcome null while it runs, or when only the last result is known
 */
export function resultText(result: number | null, outcome: Outcome | null, language: Language): string {
  if (outcome === 'unknown') return say(language, 'result.unknown');
  if (outcome === 'stopped') return say(language, 'result.stopped');
  if (result === null) {
    if (outcome === null) return say(language, 'result.running');
    return say(language, outcome === 'completed' ? 'result.done' : 'result.unknown');
  }
  if (result === neverRun) return say(language, 'result.never');
  if (result === 0 && outcome !== 'failed') return say(language, 'result.done');
  const what = codeText(result, language);
  // Codes of the form 0x0004… are successes (reference "task model", section 17).
  const success = result >>> 16 === 4;
  return say(language, success ? 'result.doneWith' : 'result.failed', { what });
}
