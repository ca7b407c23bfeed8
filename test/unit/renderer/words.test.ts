import { describe, expect, it } from 'vitest';
import { refusalCodes } from '../../../src-shared/failure/refusal.js';
import { serviceErrorCodes } from '../../../src-shared/failure/service-errors.js';
import { isMessageKey } from '../../../src-shared/wording/message.js';
import { remedyText, testValue } from '../../../src-renderer/features/tasks/why-words.js';
import { Words } from '../../../src-renderer/state/words.svelte.js';
import type { Preferences } from '../../../src-renderer/state/preferences.svelte.js';
import type { Clock } from '../../../src-renderer/state/clock.svelte.js';

const greek = new Words(
  { language: 'el' } as Preferences,
  { now: Date.parse('2026-03-02T12:00:00Z') } as Clock,
);
greek.useZone('Europe/Athens');

describe('what the host says, for a reader of another language', () => {
  it('every refusal but those of services has words of its own', () => {
    const lacking = Object.keys(refusalCodes).filter(
      (reason) => !(reason in serviceErrorCodes) && !isMessageKey(`refusal.${reason}`),
    );
    expect(lacking).toEqual([]);
  });

  it('a refusal of a service has the words of its Windows error', () => {
    const failure = {
      kind: 'refused',
      detail: 'English.',
      reason: 'service-not-active',
      code: 1062,
    } as const;
    expect(greek.failure(failure)).toBe('Η υπηρεσία δεν έχει ξεκινήσει.');
    expect(greek.failure({ ...failure, reason: 'unheard-of', code: null })).toBe('English.');
  });

  it('a remedy is worded by its test; a command stays as it is typed', () => {
    const test = { test: "others' load", holds: false, value: 'above', since: null, source: null };
    expect(remedyText({ ...test, remedy: 'it is measured over one minute' }, greek)).toMatch(/^μετριέται/);
    expect(remedyText({ ...test, remedy: 'caretaker unpause' }, greek)).toBe('caretaker unpause');
    expect(remedyText({ ...test, test: 'something new', remedy: 'do it' }, greek)).toBe('do it');
  });

  it('values with an instant in them are told in words', () => {
    expect(testValue('paused until 2026-03-02T14:00:00.000Z', greek)).toBe('σε παύση έως τις 16:00');
    expect(testValue('until 2026-03-03T01:00:00.000Z by user', greek)).toMatch(/03:00, όπως ζητήσατε$/);
    expect(testValue('active', greek)).toBe('σε χρήση');
  });
});
