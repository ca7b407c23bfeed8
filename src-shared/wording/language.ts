/** Languages of the catalogue. English is the reference: Greek has every key of it. */
export const languages = ['en', 'el'] as const;
export type Language = (typeof languages)[number];

/** Locale for numbers, plurals and dates: British English writes day before month. */
export const localeOf: Record<Language, string> = { en: 'en-GB', el: 'el-GR' };

/** The language's own name, for a menu. */
export const languageNames: Record<Language, string> = { en: 'English', el: 'Ελληνικά' };

/**
 * Reads a language from a locale tag or an environment value such as `el_GR.UTF-8`.
 * Anything that is not Greek is English.
 */
export function parseLanguage(text: string | null | undefined): Language {
  return /^(el|gr|greek)\b|^el[_-]/i.test((text ?? '').trim()) ? 'el' : 'en';
}
