/** One assignment of a unit file. */
export interface UnitEntry {
  section: string;
  key: string;
  value: string;
  /** 1-based, of its first line. */
  line: number;
}

export interface UnitFile {
  entries: UnitEntry[];
  /** Lines that are neither a section, nor an assignment, nor a comment. */
  unknown: { line: number; text: string }[];
}

/**
 * Reads the lines of a unit file by the rules of systemd.syntax(7): sections, assignments, comments, lines
 * that a backslash continues (comments in between are skipped).
 *
 * @param offset lines that stand before, where several files are read as one
 */
export function readUnitFile(lines: readonly string[], offset = 0): UnitFile {
  const entries: UnitEntry[] = [];
  const unknown: UnitFile['unknown'] = [];
  let section = '';
  let open: { text: string; line: number } | null = null;
  for (const [index, raw] of lines.entries()) {
    const text: string = raw.trim();
    if (/^[#;]/.test(text) || (text === '' && open === null)) continue;
    const whole: { text: string; line: number } =
      open === null ? { text, line: offset + index + 1 } : { text: `${open.text} ${text}`, line: open.line };
    if (text.endsWith('\\') && whole.text.length < longestEntry) {
      open = { text: whole.text.slice(0, -1).trimEnd(), line: whole.line };
      continue;
    }
    open = null;
    const header = /^\[([^\]]+)\]$/.exec(whole.text);
    const assignment = /^([A-Za-z][A-Za-z0-9-]*)\s*=(.*)$/.exec(whole.text);
    if (header !== null) section = header[1] ?? '';
    else if (assignment !== null && section !== '') {
      entries.push({
        section,
        key: assignment[1] ?? '',
        value: (assignment[2] ?? '').trim(),
        line: whole.line,
      });
    } else unknown.push({ line: whole.line, text: whole.text.slice(0, 80) });
  }
  return { entries, unknown };
}

const longestEntry = 100_000;

/** Assignments of one key: an empty one empties the list, as systemd does it. */
export function listOf(entries: readonly UnitEntry[], section: string, key: string): UnitEntry[] {
  let found: UnitEntry[] = [];
  for (const entry of entries) {
    if (entry.section !== section || entry.key !== key) continue;
    found = entry.value === '' ? [] : [...found, entry];
  }
  return found;
}

/** The last assignment of a key that takes one value; null for none. */
export function lastOf(entries: readonly UnitEntry[], section: string, key: string): UnitEntry | null {
  return listOf(entries, section, key).at(-1) ?? null;
}

/** A boolean as systemd reads it; null for anything else. */
export function booleanOf(value: string): boolean | null {
  if (/^(?:1|yes|y|true|t|on)$/i.test(value)) return true;
  if (/^(?:0|no|n|false|f|off)$/i.test(value)) return false;
  return null;
}
