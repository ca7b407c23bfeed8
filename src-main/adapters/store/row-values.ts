import { DamagedError } from './faults.js';
import type { Row } from './statements.js';

/** A whole number of a row; throws when the column holds something else. */
export function integer(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== 'number') throw new DamagedError(`column ${column} holds no number`);
  return value;
}

/** A whole number of a row, or null. */
export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

/** Text of a row; throws when the column holds something else. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new DamagedError(`column ${column} holds no text`);
  return value;
}

/** Text of a row, or null. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/**
 * The value of a column that holds JSON which this adapter wrote itself: the caller names the type it
 * wrote there. Undefined when the text is damaged.
 */
export function parsed<T>(row: Row, column: string): T | undefined {
  try {
    return JSON.parse(text(row, column)) as T;
  } catch {
    return undefined;
  }
}

/** As {@link parsed}, for what the host cannot do without: throws a {@link DamagedError}. */
export function required<T>(row: Row, column: string): T {
  const value = parsed<T>(row, column);
  if (value === undefined) throw new DamagedError(`column ${column} holds no JSON`);
  return value;
}
