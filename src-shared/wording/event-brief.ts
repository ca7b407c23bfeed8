import { eventCategory } from './event-category.js';
import { eventMessage, type EventTelling, type EventWords } from './event-message.js';
import type { Language } from './language.js';
import { say } from './message.js';
import { authorText, codeText, conditionText } from './reasons.js';

/** Events of the whole machine or of a run: their sentence is short as it is. */
const spoken = new Set([145, 411, 800, 807, 902, 903, 904, 905]);
/** Events whose account is what a reader asks for. */
const byUser = new Set([106, 110, 140, 141, 142, 330]);

/**
 * An event in one short line for a list that shows its subject beside it: the category, and what matters
 * most of the data. The whole sentence is {@link eventMessage}.
 */
export function eventBrief(entry: EventWords, language: Language, telling?: EventTelling): string {
  if (spoken.has(entry.id)) return eventMessage(entry, language, telling);
  const category = eventCategory(entry.id, language);
  const detail = detailOf(entry, language);
  return detail === null ? category : say(language, 'event.brief', { category, detail });
}

function detailOf({ id, data }: EventWords, language: Language): string | null {
  const text = (name: string) => {
    const value = data[name];
    return value === undefined || value === null || value === '' ? null : String(value);
  };
  const reason = text('Reason');
  if (reason !== null) return authorText(reason, language);
  const condition = text('Condition');
  if (condition !== null) return conditionText(condition, language);
  const code = text('ResultCode') ?? text('ErrorCode');
  if (code !== null && Number.isFinite(Number(code))) return codeText(Number(code), language);
  if (byUser.has(id)) return text('UserContext') ?? text('UserName');
  return text('ActionName') ?? text('Path') ?? text('ErrorDescription') ?? code;
}
