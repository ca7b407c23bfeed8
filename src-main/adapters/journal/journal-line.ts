import type { JournalReading } from '../../core/signals/readings.js';

/** Longest value that is kept of a field: the recording holds what triggers used. */
const longestValue = 4_096;
/** Fields of a line that are addresses inside the journal, not facts. */
const internal = /^__|^_BOOT_ID$|^_MACHINE_ID$|^_SOURCE_/;

/**
 * One line of `journalctl --output=json`; null for what is none. A field is text, a list of bytes where it
 * is not text, or a list of values, of which the first counts.
 *
 * @param now stands in where the line tells no time, ms since 1970
 */
export function journalLine(line: string, now: number): JournalReading | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed)) {
    const text = internal.test(name) ? null : textOf(value);
    if (text !== null) fields[name] = text.slice(0, longestValue);
  }
  const written = Number((parsed as Record<string, unknown>)['__REALTIME_TIMESTAMP']);
  return { fields, at: Number.isFinite(written) && written > 0 ? Math.floor(written / 1000) : now };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  if (value.every((byte) => typeof byte === 'number')) return Buffer.from(value).toString('utf8');
  return textOf(value[0]);
}
