import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './catalogue/en/catalogue.js';
import { el } from './catalogue/el/catalogue.js';
import { localeOf, type Language } from './language.js';

type Catalogue = typeof en;
export type MessageKey = keyof Catalogue;

/** The argument name at the start of `S`, which follows an opening brace. */
type Head<S extends string> = S extends `${infer N},${string}`
  ? N extends `${infer M}}${string}`
    ? M
    : N
  : S extends `${infer M}}${string}`
    ? M
    : never;
/** Plural branches such as `{# tasks}` are no arguments: they hold a space, a brace or the number sign. */
type ArgumentName<N extends string> = N extends `${string}${' ' | '#' | '{'}${string}` | '' ? never : N;
type ArgumentsOf<S extends string> = S extends `${string}{${infer Rest}`
  ? ArgumentName<Head<Rest>> | ArgumentsOf<Rest>
  : never;

export type MessageValues = Record<string, string | number>;
/** What {@link say} wants besides the key: nothing, or the message's arguments. */
export type MessageArguments<K extends MessageKey> = [ArgumentsOf<Catalogue[K]>] extends [never]
  ? []
  : [values: Record<ArgumentsOf<Catalogue[K]>, string | number>];

const catalogues: Record<Language, Record<MessageKey, string>> = { en, el };
const parsed: Record<Language, Map<string, IntlMessageFormat>> = { en: new Map(), el: new Map() };

function messageFor(language: Language, key: MessageKey): IntlMessageFormat {
  const known = parsed[language].get(key);
  if (known !== undefined) return known;
  // Tags are switched off: a `<` in a message is a character like any other.
  const made = new IntlMessageFormat(catalogues[language][key], localeOf[language], undefined, {
    ignoreTag: true,
  });
  parsed[language].set(key, made);
  return made;
}

/**
 * The message `key` in `language`, its arguments filled in. Keys and argument names are checked by the
 * compiler against the English catalogue.
 */
export function say<K extends MessageKey>(
  language: Language,
  key: K,
  ...values: MessageArguments<K>
): string {
  return fill(language, key, values[0] ?? {});
}

/** As {@link say}, for arguments whose names are known at run time alone (event data). Never throws. */
export function fill(language: Language, key: MessageKey, values: MessageValues): string {
  try {
    return String(messageFor(language, key).format(values));
  } catch {
    return catalogues[language][key];
  }
}

/** Whether the catalogue has this key. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

/** The written form of a message, for tests and tools. */
export function pattern(language: Language, key: MessageKey): string {
  return catalogues[language][key];
}

export const messageKeys = Object.keys(en) as MessageKey[];
