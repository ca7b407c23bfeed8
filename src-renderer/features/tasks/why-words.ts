import type { Words } from '../../state/words.svelte.js';

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The name of a test in the reader's language; a test that the catalogue lacks keeps its English name. */
export function testName(test: string, words: Words): string {
  return words.known(`why.test.${test.replace(/[^a-z]+/gi, '-').toLowerCase()}`) ?? test;
}

/** A test's value: an instant as a moment, a word of the catalogue translated, others as they are. */
export function testValue(value: string, words: Words): string {
  return instant.test(value) ? words.moment(value) : words.value(value);
}

/** Values that say no more than the name of a test that holds. */
const plain = new Set([
  'enabled',
  'on',
  'awake',
  'settled',
  'not paused',
  'no',
  'free',
  'nothing',
  'true',
  'open',
]);

export function saysMore(value: string): boolean {
  return !plain.has(value);
}

/** Whether a remedy is a command to type, not a sentence. */
export function isCommand(remedy: string): boolean {
  return remedy.startsWith('caretaker ');
}
