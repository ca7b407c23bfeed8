import { describe, expect, it } from 'vitest';
import { languages, noticeText, parseLanguage, resultText } from '../../../src-shared/wording/index.js';
import { noticeActionText, noticeKinds } from '../../../src-shared/wording/notices.js';

describe('results', () => {
  it.each([
    [0, 'completed', 'Done'],
    [0, null, 'Done'],
    [3, 'failed', 'Failed: exit code 3'],
    [3, null, 'Failed: exit code 3'],
    [127, 'failed', 'Failed: exit code 127, the program was not found'],
    [137, 'failed', 'Failed: ended by signal 9'],
    [2147942402, 'failed', 'Failed: 0x80070002, the file was not found'],
    [-2147024894, 'failed', 'Failed: 0x80070002, the file was not found'],
    [0x41303, null, 'Never run'],
    [0x41306, null, 'Done: 0x00041306, the last run was ended by the user'],
    [0x8badf00d, 'failed', 'Failed: 0x8BADF00D, no words are known for this code'],
    [null, null, 'Running'],
    [null, 'stopped', 'Ended before it was finished'],
    [null, 'unknown', 'Result not known'],
  ] as const)('tells %s, %s', (result, outcome, text) => {
    expect(resultText(result, outcome, 'en')).toBe(text);
  });

  it('speaks Greek', () => {
    expect(resultText(3, 'failed', 'el')).toBe('Απέτυχε: κωδικός εξόδου 3');
  });
});

describe('notices', () => {
  it.each(noticeKinds)('%s has a title and a body', (kind) => {
    for (const language of languages) {
      const { title, body } = noticeText(kind, '\\Backup\\Mail', language, {
        ...{ count: 9, completed: 4, failed: 1, overdue: 2, starved: 0, what: 'It was replaced.' },
      });
      expect(title.length).toBeGreaterThan(5);
      expect(body).toMatch(/[.]$/);
    }
  });

  it.each(['run-now', 'postpone', 'open-panel'] as const)('the button %s has words', (action) => {
    expect(noticeActionText(action, 'en')).not.toBe(noticeActionText(action, 'el'));
  });

  it('names the task as a person calls it', () => {
    expect(noticeText('deadline-missed', '\\Backup\\Mail', 'en').title).toBe('Mail missed its deadline');
    expect(noticeText('task-failed', null, 'en').title).toBe('A task failed');
  });
});

describe('languages', () => {
  it.each([
    ['el_GR.UTF-8', 'el'],
    ['el', 'el'],
    ['EL-gr', 'el'],
    ['en_GB.UTF-8', 'en'],
    ['elx', 'en'],
    ['de', 'en'],
    [undefined, 'en'],
    [null, 'en'],
  ] as const)('reads %s', (text, language) => {
    expect(parseLanguage(text)).toBe(language);
  });
});
