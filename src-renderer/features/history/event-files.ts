import type { EventRecord } from '../../../src-shared/model/record.js';

/** One record a line, as `caretaker events --json` prints them. */
export function asJsonLines(records: readonly EventRecord[]): string {
  return records
    .map(({ at, log, id, level, task, service, instance, data, message }) =>
      JSON.stringify({ at, log, id, level, task, service, instance, data, message }),
    )
    .join('\n')
    .concat(records.length > 0 ? '\n' : '');
}

const columns = ['at', 'log', 'id', 'level', 'task', 'service', 'instance', 'message', 'data'] as const;

/** A field of RFC 4180; a leading sign that a spreadsheet would take for a formula is kept from being one. */
function field(value: unknown): string {
  const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table with one row a record; `data` as JSON. */
export function asCsv(records: readonly EventRecord[]): string {
  const rows = records.map((record) => columns.map((column) => field(record[column])).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}
