import type { Language } from './language.js';
import { isMessageKey, say, type MessageKey } from './message.js';

/** The sentence of a Win32 error, as Windows words it: "The service has not been started." */
export function win32Text(code: number, language: Language): string {
  const key = `win32.${code}`;
  if (isMessageKey(key)) return say(language, key as MessageKey & 'win32.0');
  return say(language, 'win32.unknown', { code: String(code) });
}
