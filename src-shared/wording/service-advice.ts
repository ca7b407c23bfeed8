import type { ServiceAdvice } from '../model/service.js';
import type { Language } from './language.js';
import { isMessageKey, say, type MessageKey } from './message.js';

/** A piece of advice on a service in the reader's language, as the end of "imaged: …". */
export function serviceAdviceText({ advice, message }: ServiceAdvice, language: Language): string {
  const key = `serviceAdvice.${advice}`;
  return isMessageKey(key) ? say(language, key as MessageKey & 'serviceAdvice.automatic-start') : message;
}
