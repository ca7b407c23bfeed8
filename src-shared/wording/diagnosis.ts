import type { CheckId, CheckReason, CheckState } from '../model/diagnosis.js';
import type { Language } from './language.js';
import { say } from './message.js';

/** What a check looks at. */
export function checkTitle(id: CheckId, language: Language): string {
  return say(language, `check.${id}`);
}

/** What would mend it, or what it means; null where all is well. */
export function checkRemedy(reason: CheckReason | null, language: Language): string | null {
  return reason === null ? null : say(language, `remedy.${reason}`);
}

/** The state of a check in a word. */
export function checkStateText(state: CheckState, language: Language): string {
  return say(language, `checkState.${state}`);
}
