import type { WhyTest } from '../../../src-shared/model/maintenance.js';
import type { Words } from '../../state/words.svelte.js';

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

const slug = (test: string) => test.replace(/[^a-z]+/gi, '-').toLowerCase();

/** The name of a test in the reader's language; a test that the catalogue lacks keeps its English name. */
export function testName(test: string, words: Words): string {
  return words.known(`why.test.${slug(test)}`) ?? test;
}

/** What releases a test: a command as it is typed, a sentence in the reader's language where it is known. */
export function remedyText({ test, remedy }: WhyTest, words: Words): string | null {
  if (remedy === null || isCommand(remedy)) return remedy;
  return words.known(`why.remedy.${slug(test)}`) ?? remedy;
}

const pausedUntil = /^paused until (\S+)$/;
const heldUntil = /^until (\S+) by (\S+)$/;

/** A test's value: an instant as a moment, a word of the catalogue translated, others as they are. */
export function testValue(value: string, words: Words): string {
  if (instant.test(value)) return words.moment(value);
  const paused = pausedUntil.exec(value)?.[1];
  if (paused !== undefined) return words.say('why.value.paused', { until: words.until(paused) });
  const held = heldUntil.exec(value)?.[1];
  if (held !== undefined) return words.say('why.value.held', { until: words.until(held) });
  return words.value(value);
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
