import type { Language } from './language.js';
import { isMessageKey, say, type MessageKey } from './message.js';

/** Ids that share a category, as inclusive ranges. */
const shared: readonly (readonly [from: number, to: number, key: MessageKey])[] = [
  [120, 125, 'category.session'],
  [131, 134, 'category.quota'],
  [146, 152, 'category.loading'],
  [204, 205, 'category.pattern'],
  [300, 320, 'category.engine'],
  [324, 325, 'category.324'],
  [333, 334, 'category.notStarted'],
  [400, 414, 'category.service'],
  [500, 512, 'category.idle'],
  [700, 719, 'category.compatibility'],
  [801, 809, 'category.maintenance'],
  [998, 999, 'category.debug'],
  [940, 959, 'category.service'],
  [7000, 7099, 'category.service'],
];

/** The short name of an event kind, as the Windows event viewer's category column; never throws. */
export function eventCategory(id: number, language: Language = 'en'): string {
  const own = `category.${id}`;
  if (isMessageKey(own)) return say(language, own as 'category.100');
  const range = shared.find(([from, to]) => id >= from && id <= to);
  return say(language, (range?.[2] ?? 'category.unknown') as 'category.unknown');
}
