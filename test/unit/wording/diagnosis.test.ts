import { describe, expect, it } from 'vitest';
import { checkIds, checkReasons } from '../../../src-shared/model/check-names.js';
import { CheckState } from '../../../src-shared/model/diagnosis.js';
import { checkRemedy, checkStateText, checkTitle } from '../../../src-shared/wording/diagnosis.js';

describe.each(['en', 'el'] as const)('the words of the diagnosis in %s', (language) => {
  it('are there for every check, state and reason, each its own', () => {
    const titles = checkIds.map((id) => checkTitle(id, language));
    const states = CheckState.options.map((state) => checkStateText(state, language));
    const remedies = checkReasons.map((reason) => checkRemedy(reason, language));
    for (const texts of [titles, states, remedies]) {
      expect(new Set(texts).size).toBe(texts.length);
      for (const text of texts) expect(text).toMatch(language === 'el' ? /\p{Script=Greek}/u : /[A-Za-z]/);
    }
    expect(checkRemedy(null, language)).toBeNull();
  });
});
