import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { fill, messageKeys, pattern, type MessageKey } from '../../../src-shared/wording/message.js';
import { languages, type Language } from '../../../src-shared/wording/language.js';

interface Element {
  value?: string;
  options?: Record<string, { value: Element[] }>;
  type: number;
}
const literal = 0;

/** Argument names of a message, those inside plural branches included. */
function argumentsOf(elements: Element[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type !== literal && element.value !== undefined) found.add(element.value);
    for (const branch of Object.values(element.options ?? {})) argumentsOf(branch.value, found);
  }
  return found;
}

function parsed(language: Language, key: MessageKey): Element[] {
  const options = { ignoreTag: true };
  return new IntlMessageFormat(pattern(language, key), 'en', undefined, options).getAst() as Element[];
}

describe('the catalogue', () => {
  it.each(messageKeys)('%s has the same arguments in both languages', (key) => {
    const [english, greek] = languages.map((language) => [...argumentsOf(parsed(language, key))]);
    expect(greek?.sort()).toEqual(english?.sort());
  });

  it.each(messageKeys)('%s leaves no placeholder behind', (key) => {
    for (const language of languages) {
      const names = argumentsOf(parsed(language, key));
      for (const count of [1, 2, 5]) {
        const text = fill(language, key, Object.fromEntries([...names].map((name) => [name, count])));
        expect(text).not.toMatch(/[{}]|undefined|null/);
        expect(text.trim()).not.toBe('');
      }
    }
  });

  it('is Greek where it says so', () => {
    const same = messageKeys.filter((key) => pattern('en', key) === pattern('el', key));
    const wordless = /^[\s{}\w:·.,()#×%–-]*$/;
    const spoken = same.filter(
      (key) => !wordless.test(pattern('en', key)) || /[a-z]{3}/i.test(stripped(pattern('en', key))),
    );
    expect(spoken.filter((key) => !properNames.has(key))).toEqual([]);
  });
});

const stripped = (text: string) => text.replace(/\{[^{}]*\}/g, '');
/** Names that stay as they are in every language. */
const properNames = new Set<string>([
  'app.name',
  'edit.side.text',
  'log.System',
  'log.TaskScheduler/Operational',
  'log.TaskScheduler/Maintenance',
  'log.TaskScheduler/Diagnostic',
  // The values of the key Select and the sets it numbers have these names in every Windows, too.
  'database.select.current',
  'database.select.default',
  'database.select.failed',
  'database.select.lastKnownGood',
  'database.set',
  'service.pid',
  'processes.pid',
]);
