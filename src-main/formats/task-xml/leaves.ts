import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import { nearestName } from '../nearest-name.js';
import type { XmlElement } from '../xml/parse.js';
import type { Reading } from './reading.js';

/*
 * Readers of elements that hold a value. Each remembers the line of its field; a value that cannot be read is
 * reported and gives undefined, so that the field keeps its default while the rest is still looked at.
 */

/** The text of an element as it is, spaces included. */
export function readText(reading: Reading, element: XmlElement, at: DefinitionPath): string {
  reading.at(at, element);
  reading.attributes(element, []);
  for (const child of element.children) {
    const message = `${element.name} holds text, no elements; remove the element`;
    reading.error(child, resultCodes.unexpectedNode, message);
  }
  return element.text;
}

/** Text in which spaces around mean nothing: durations, dates, names. */
export function readToken(reading: Reading, element: XmlElement, at: DefinitionPath): string {
  return readText(reading, element, at).trim();
}

/** `true`, `false`, `1` or `0`. */
export function readBoolean(reading: Reading, element: XmlElement, at: DefinitionPath): boolean | undefined {
  const text = readToken(reading, element, at);
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  reading.error(element, resultCodes.invalidValue, 'is neither true nor false; write one of those', text);
  return undefined;
}

/** A whole number; its range is judged with the other rules. */
export function readInteger(reading: Reading, element: XmlElement, at: DefinitionPath): number | undefined {
  const text = readToken(reading, element, at);
  if (/^[+-]?\d{1,9}$/.test(text)) return Number(text);
  reading.error(element, resultCodes.invalidValue, 'is not a whole number; write digits only', text);
  return undefined;
}

/** One of a closed list of words. */
export function readWord<T>(
  reading: Reading,
  element: XmlElement,
  at: DefinitionPath,
  words: Record<string, T>,
): T | undefined {
  const text = readToken(reading, element, at);
  if (Object.hasOwn(words, text)) return words[text];
  const names = Object.keys(words);
  const near = nearestName(text, names);
  const remedy = near === null ? `write one of ${names.join(', ')}` : `did you mean ${near}?`;
  reading.error(element, resultCodes.invalidValue, `is not a value of ${element.name}; ${remedy}`, text);
  return undefined;
}
