import { isScalar } from 'yaml';
import { resultCodes, type DefinitionPath } from '../../core/tasks/validate-finding.js';
import { nearestName } from '../nearest-name.js';
import type { Field, ManifestReading } from './reading.js';

/*
 * Readers of single values. A value that cannot be read is reported and gives undefined, so that the field
 * keeps its default while the rest is still looked at.
 */

/** Text; numbers and truth values are taken as they were written. */
export function text(reading: ManifestReading, field: Field, at: DefinitionPath): string | undefined {
  reading.at(at, field);
  const value = reading.scalarText(field.value);
  if (value !== null) return value;
  reading.error(field, resultCodes.invalidValue, 'is not text; write one value');
  return undefined;
}

/** Text, or null where the manifest says null. */
export function textOrNull(
  reading: ManifestReading,
  field: Field,
  at: DefinitionPath,
): string | null | undefined {
  reading.at(at, field);
  return reading.isNull(field) ? null : text(reading, field, at);
}

export function flag(reading: ManifestReading, field: Field, at: DefinitionPath): boolean | undefined {
  reading.at(at, field);
  const node = reading.resolve(field.value);
  if (isScalar(node) && typeof node.value === 'boolean') return node.value;
  reading.error(field, resultCodes.invalidValue, 'is neither true nor false; write one of those');
  return undefined;
}

export function integer(reading: ManifestReading, field: Field, at: DefinitionPath): number | undefined {
  reading.at(at, field);
  const node = reading.resolve(field.value);
  if (isScalar(node) && typeof node.value === 'number' && Number.isSafeInteger(node.value)) return node.value;
  reading.error(field, resultCodes.invalidValue, 'is not a whole number; write digits only');
  return undefined;
}

/** One of a closed list of words, in any case. */
export function word<T>(
  reading: ManifestReading,
  field: Field,
  at: DefinitionPath,
  words: Record<string, T>,
): T | undefined {
  reading.at(at, field);
  const value = reading.scalarText(field.value);
  const names = Object.keys(words);
  const match = names.find((name) => name.toLowerCase() === value?.toLowerCase());
  if (match !== undefined) return words[match];
  const near = value === null ? null : nearestName(value, names);
  const remedy = near === null ? `write one of ${names.join(', ')}` : `did you mean ${near}?`;
  reading.error(field, resultCodes.invalidValue, `is not a value of ${field.key}; ${remedy}`);
  return undefined;
}

/** A list; a single value counts as a list of one. */
export function listOf<T>(
  reading: ManifestReading,
  field: Field,
  at: DefinitionPath,
  read: (entry: Field, at: DefinitionPath) => T | undefined,
): T[] {
  reading.at(at, field);
  const entries = reading.list(field) ?? [field];
  return entries.flatMap((entry, index) => {
    const value = read(entry, [...at, index]);
    return value === undefined ? [] : [value];
  });
}

/** A mapping from names to text. */
export function textMap(reading: ManifestReading, field: Field, at: DefinitionPath): Record<string, string> {
  reading.at(at, field);
  const found: [string, string][] = [];
  const entries = reading.isNull(field) ? [] : reading.mapping(field);
  if (entries === null)
    reading.error(field, resultCodes.invalidValue, 'is not a mapping from names to values');
  for (const entry of entries ?? []) {
    const value = text(reading, entry, [...at, entry.key]);
    if (value !== undefined) found.push([entry.key, value]);
  }
  return Object.fromEntries(found);
}
