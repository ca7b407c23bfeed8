import { parseLanguage, type Language } from '../../src-shared/wording/language.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const themeKey = 'caretaker.theme';
const languageKey = 'caretaker.language';

/** Appearance and language of this panel; kept in the browser, since they belong to the reader. */
export class Preferences {
  theme = $state<Theme>('system');
  language = $state<Language>('en');

  constructor() {
    const kept = localStorage.getItem(themeKey);
    this.theme = themes.find((theme) => theme === kept) ?? 'system';
    this.language = parseLanguage(localStorage.getItem(languageKey) ?? navigator.language);
    this.show();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem(themeKey, theme);
    this.show();
  }

  setLanguage(language: Language): void {
    this.language = language;
    localStorage.setItem(languageKey, language);
    this.show();
  }

  private show(): void {
    const root = document.documentElement;
    root.lang = this.language;
    if (this.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.theme;
  }
}
